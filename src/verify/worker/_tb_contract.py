"""What the contract demands of a Python value that is handed over as a C type, worked out from the value alone.

In: a row (`["int", 32, true]`, made from the plan) and a value. Out: names of the exceptions of which one must be raised; an
empty set where the value must be taken; None where the contract is silent. Nothing that a style generated is asked.
"""

import operator
from collections.abc import Sequence

# The formats of the buffer protocol: kind of the items. Their size says the rest.
FORMATS = (
    dict.fromkeys("bhilqn", "signed")
    | dict.fromkeys("BHILQN", "unsigned")
    | dict.fromkeys("fd", "float")
)
FORMATS |= {"?": "bool", "c": "bytes"}
TYPE = frozenset({"TypeError"})
OVERFLOW = frozenset({"OverflowError"})
VALUE = frozenset({"ValueError"})
TAKEN = frozenset()


class Contract:
    """The rules; they must know the module's classes."""

    def __init__(self, module, job):
        self.records = {r["py"]: getattr(module, r["py"], None) for r in job["records"]}
        self.handles = {h: getattr(module, h, None) for h in job["handles"]}
        self.views = tuple(self.records.values()) + tuple(self.handles.values())

    def demands(self, claims):
        """The demands on several values together: any of the wrong ones may be the first that is looked at."""
        all_of = [self.demand(row, value) for row, value in claims]
        return None if None in all_of else sorted(frozenset().union(*all_of))

    def demand(self, row, value):
        if row is None:
            return None
        return getattr(self, row[0].replace(" ", "_"))(value, *row[1:])

    # Numbers and characters.

    def int(self, x, bits, signed):
        try:
            n = operator.index(x)
        except Exception as e:  # the object's own exception comes out as it is
            return frozenset({type(e).__name__})
        least = -(1 << (bits - 1)) if signed else 0
        return TAKEN if least <= n < least + (1 << bits) else OVERFLOW

    def capacity(self, x, bits, signed):
        demand = self.int(x, bits, signed)
        if demand or operator.index(x) >= 0:
            return demand
        return VALUE

    def char(self, x, bits, signed):
        if isinstance(x, bytes):
            return TAKEN if len(x) == 1 else TYPE
        return self.int(x, bits, signed)

    def wide(self, x, bits):
        if not isinstance(x, str) or len(x) != 1:
            return TYPE
        if 0xD800 <= ord(x) < 0xE000:
            return None  # half a character
        return TAKEN if ord(x) < 1 << bits else OVERFLOW

    def bool(self, x):
        try:
            bool(x)
        except Exception as e:
            return frozenset({type(e).__name__})
        return TAKEN

    def float(self, x):
        if not hasattr(type(x), "__float__") and not hasattr(type(x), "__index__"):
            return TYPE
        try:
            float(x)
        except Exception as e:
            return frozenset({type(e).__name__})
        return TAKEN

    def complex(self, x):
        if isinstance(x, (complex, float, int)):
            try:
                complex(x)
            except OverflowError:
                return OVERFLOW
            return TAKEN
        has_number = any(
            hasattr(type(x), name) for name in ("__complex__", "__float__", "__index__")
        )
        return None if has_number else TYPE

    # Text and memory.

    def text(self, x):
        if x is None:
            return TAKEN
        if isinstance(x, str):
            try:
                x = x.encode("utf-8", "surrogateescape")
            except UnicodeEncodeError:
                return frozenset({"ValueError", "UnicodeEncodeError"})
        if not isinstance(x, bytes):
            return TYPE
        return VALUE if b"\0" in x else TAKEN

    def chars_in(self, x):
        if x is None or isinstance(x, (str, bytes)):
            return self.text(x)
        if self.is_view(x):
            return None
        buffer = buffer_of(x)
        return TAKEN if buffer is not None and buffer.contiguous else TYPE

    def chars(self, x):
        if x is None:
            return TAKEN
        if isinstance(x, (str, bytes)):
            return TYPE
        if self.is_view(x):
            return None if type(x).__name__ in ("Pointer", "Array") else TYPE
        buffer = buffer_of(x)
        if buffer is None or buffer.readonly or not buffer.contiguous:
            return TYPE
        return TAKEN if buffer.itemsize == 1 else None

    def address(self, x, is_const):
        if x is None or self.is_view(x):
            return TAKEN
        if isinstance(x, int):
            return TAKEN if 0 <= x < 1 << 64 else OVERFLOW
        buffer = buffer_of(x)
        if buffer is None:
            return None if hasattr(type(x), "__index__") else TYPE
        return (
            TAKEN if buffer.contiguous and (is_const or not buffer.readonly) else TYPE
        )

    def items(self, x, items, is_const):
        if x is None:
            return TAKEN
        if self.is_view(x):
            return None if type(x).__name__ in ("Pointer", "Array") else TYPE
        buffer = buffer_of(x)
        if (
            buffer is None
            or not buffer.contiguous
            or (buffer.readonly and not is_const)
        ):
            return TYPE
        form = buffer.format.lstrip("@=<")
        if form == "B":
            return TAKEN  # any memory is bytes
        if items is None or form in ("c", "b"):
            return None if items is None or items[1] == 1 or form == "c" else TYPE
        return TAKEN if [FORMATS.get(form), buffer.itemsize] == items else TYPE

    def sequence(self, x, item, items, is_const, count):
        if x is None or self.is_view(x):
            return None
        buffer = buffer_of(x)
        if buffer is None and isinstance(x, Sequence) and not isinstance(x, str):
            return self.each(x, item, count)
        if (
            buffer is None
            and hasattr(type(x), "__getitem__")
            and not isinstance(x, (str, dict))
        ):
            return None  # whether it is a sequence is for it to say
        demand = self.items(x, items, is_const)
        if demand or demand is None or items is None or buffer.nbytes % items[1]:
            return demand if demand else None
        return self.int(buffer.nbytes // items[1], *count[1:]) if count else demand

    def each(self, x, item, count=None):
        demands = [self.demand(item, i) for i in x]
        if count:
            demands.append(self.int(len(x), *count[1:]))
        return None if None in demands else TAKEN.union(*demands)

    # What the module itself makes.

    def record(self, x, name):
        return TAKEN if type(x) is self.records[name] else TYPE

    def record_pointer(self, x, name, size, is_const):
        if x is None or type(x) is self.records[name]:
            return TAKEN
        if self.is_view(x):
            return None if type(x).__name__ in ("Pointer", "Array") else TYPE
        buffer = buffer_of(x)
        if (
            buffer is None
            or not buffer.contiguous
            or (buffer.readonly and not is_const)
        ):
            return TYPE
        return TAKEN if buffer.nbytes >= size else VALUE

    def handle(self, x, name):
        return TAKEN if x is None or type(x) is self.handles[name] else TYPE

    def pointers(self, x, to):
        if x is None:
            return TAKEN
        if isinstance(x, (list, tuple)):
            return self.each(x, to)
        if isinstance(x, (str, bytes)):
            return TYPE
        buffer = None if self.is_view(x) else buffer_of(x)
        if buffer is not None:
            return None if buffer.itemsize in (1, 8) else TYPE
        return None if self.is_view(x) or hasattr(x, "__len__") else TYPE

    def refused(self, x, row):
        """What is refused is; what becomes of what is taken is up to C."""
        return self.demand(row, x) or None

    def nonnull(self, x, row):
        return TYPE if x is None else self.demand(row, x)

    def anything(self, x):
        return TAKEN

    def function(self, x, takes_callables):
        if x is None:
            return TAKEN
        if isinstance(x, int):
            return TAKEN if 0 <= x < 1 << 64 else OVERFLOW
        if getattr(x, "is_odd", False):
            return None  # what it gives is refused
        return (TAKEN if takes_callables else None) if callable(x) else TYPE

    def array(self, x, of, n):
        if not isinstance(x, (list, tuple)):
            return None if hasattr(x, "__len__") else TYPE
        return self.each(x, of) if len(x) == n else None

    def is_view(self, x):
        """Whether it is a record, a handle, a pointer or an array view: what the module lends, not a plain buffer."""
        return isinstance(x, self.views) or type(x).__name__ in ("Pointer", "Array")


def buffer_of(x):
    try:
        return memoryview(x)
    except (TypeError, ValueError, BufferError):
        return None
