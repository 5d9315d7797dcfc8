"""What C calls, and the variables that it shares: what a callable was given, and what setting a variable changes."""

# So many calls of one callable are told one by one.
TOLD = 16


class Calls:
    """A callable that notes what it is given and always gives the same."""

    def __init__(self, canon, result, hints, is_odd):
        self.canon, self.result, self.hints = canon, result, list(hints)
        self.is_odd = is_odd  # what it gives is nothing for C
        self.told = []

    def __call__(self, *args):
        if len(self.told) < TOLD:
            self.told.append(
                self.canon.value(args, self.hints)
            )  # now: what C lends may be gone afterwards
        return self.result


def raising(*_):
    """A callable that fails, with an exception that nothing else raises."""
    raise LookupError("the callable's own")


class Variables:
    """The module's `cvar`."""

    def __init__(self, module, canon, specs):
        self.module, self.canon, self.specs = module, canon, specs

    def seen(self, name):
        return self.canon.value(getattr(self.module.cvar, name), self.specs[name])

    def assigned(self, name, value):
        """Sets a variable; how it and its neighbours then read, and how it reads when it was set back."""
        before = getattr(self.module.cvar, name)
        if not isinstance(before, (int, float, complex, str, bytes, type(None))):
            before = (
                [copied(item) for item in before]
                if type(before).__name__ == "Array"
                else copied(before)
            )
        setattr(self.module.cvar, name, value)
        changed = [self.seen(name) for name in self.specs]
        setattr(self.module.cvar, name, before)
        return [changed, self.seen(name)]


def copied(value):
    """A record of its own in place of a view; anything else as it is."""
    return value.__copy__() if hasattr(value, "__copy__") else value
