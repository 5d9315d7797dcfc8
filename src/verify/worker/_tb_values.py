"""Values in a form that can be compared between processes, and values of every unpleasant kind."""

from _tb_memory import shortened


class Canon:
    """The comparable form: no addresses, floats to the last bit, types kept."""

    def __init__(self, module, job, arena):
        self.arena = arena
        self.records = {getattr(module, r["py"], r["py"]): r for r in job["records"]}
        self.handles = {getattr(module, h, h): h for h in job["handles"]}

    def value(self, x, hint="plain", depth=0):
        """`hint` says which ints are addresses: "plain", "address", or a list of these for a tuple."""
        kind = type(x)
        if x is None or depth > 8:
            return None
        if kind is bool:
            return ["bool", x]
        if kind is int:
            return (
                ["address", self.arena.where(x)]
                if hint == "address"
                else ["int", number(x)]
            )
        if kind is float:
            return ["float", repr(x)]  # nan is nan, -0.0 is not 0.0
        if kind is complex:
            return ["complex", self.value(x.real), self.value(x.imag)]
        if kind is str:
            return ["str", shortened(ascii(x))]
        if kind in (bytes, bytearray):
            return [kind.__name__, shortened(bytes(x).hex())]
        if kind in (tuple, list):
            hints = (
                hint
                if isinstance(hint, list) and len(hint) == len(x)
                else ["plain"] * len(x)
            )
            return [
                kind.__name__,
                [self.value(i, h, depth + 1) for i, h in zip(x, hints)],
            ]
        return self.object(x, kind, depth)

    def object(self, x, kind, depth):
        if kind in self.records:
            return ["record", kind.__name__, self.fields(x, self.records[kind], depth)]
        if kind in self.handles:
            return ["handle", kind.__name__, self.arena.where(int(x))]
        if isinstance(x, int):
            return ["enum", kind.__qualname__, getattr(x, "name", None), number(int(x))]
        if kind is memoryview:
            return ["memoryview", x.format, x.readonly, shortened(x.tobytes().hex())]
        if kind.__name__ == "Pointer":
            return ["pointer", self.arena.where(int(x))]
        if kind.__name__ == "FunctionPointer":
            return ["function pointer", self.arena.where(int(x))]
        if kind.__name__ == "Array":
            return ["array", [self.value(i, depth=depth + 1) for i in x]]
        if isinstance(x, BaseException):
            return error(x)
        return ["object", kind.__qualname__]

    def fields(self, x, spec, depth):
        """Field by field: what lies between the fields is no value, and may differ."""
        shown = (f for f in spec["fields"] if f["kind"] != "hidden")
        return [
            [f["py"], self.value(getattr(x, f["py"]), f["hint"], depth + 1)]
            for f in shown
        ]


def number(x):
    return str(x) if abs(x) < 1 << 256 else hex(x)


def error(e):
    """An exception: its type, its text, and what C's own errors carry."""
    out = {"raise": type(e).__qualname__, "text": shortened(str(e))}
    if isinstance(e, OSError):
        out["errno"] = e.errno
    if isinstance(getattr(e, "code", None), int):
        out["code"] = e.code
    return out


class Index:
    """Has `__index__`, and is no int."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Floaty:
    """Has `__float__`, and is no float."""

    def __float__(self):
        return 2.5


class Raiser:
    """Fails whatever is asked of it."""

    def fail(self, *_):
        raise ZeroDivisionError("asked")

    __index__ = __float__ = __bool__ = __len__ = __iter__ = __getitem__ = fail


class Text(str):
    """A subclass of str."""
