import gc
import inspect
import math

import scalars as m
from scalars import _enums


def raises(kind, text, f, *args, **kw):
    try:
        f(*args, **kw)
    except kind as e:
        assert text in str(e), (text, str(e))
        assert type(e) is kind, type(e)
    else:
        raise AssertionError(f"no {kind.__name__}")


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


class Float:
    def __float__(self):
        return 2.5


RANGES = {
    "signed_char": (8, True),
    "unsigned_char": (8, False),
    "short": (16, True),
    "unsigned_short": (16, False),
    "int": (32, True),
    "unsigned_int": (32, False),
    "long": (64, True),
    "unsigned_long": (64, False),
    "long_long": (64, True),
    "unsigned_long_long": (64, False),
}
for name, (bits, signed) in RANGES.items():
    f = getattr(m, f"f_{name}")
    low = -(1 << bits - 1) if signed else 0
    high = (1 << bits - signed) - 1
    for v in {low, low + 1, 0, 1, 5, high - 1, high, 1 << 30, (1 << 30) - 1, 1 << 15}:
        if low <= v <= high:
            assert f(v) == v == f(Index(v)), (name, v)
    for v in (
        low - 1,
        high + 1,
        1 << 70,
        -(1 << 70),
        -1 << 31 if low else -1,
        1 << 63 << 1,
    ):
        if not low <= v <= high:
            raises(
                OverflowError,
                f"f_{name}() argument 'a' is out of range for {name.replace('_', ' ')}",
                f,
                v,
            )
            raises(OverflowError, "is out of range", f, Index(v))
    assert f(True) == 1
    for bad in (1.0, "1", None, b"1", [], 1j):
        raises(
            TypeError,
            f"f_{name}() argument 'a' must be int, not {'None' if bad is None else type(bad).__name__}",
            f,
            bad,
        )
assert m.f_float(0.5) == 0.5 and m.f_float(1e300) == math.inf and m.f_float(3) == 3.0
for f in (m.f_double, m.f_long_double, m.f_float):
    assert (
        f(1.5) == 1.5
        and f(2) == 2.0
        and f(Index(3)) == 3.0
        and f(Float()) == 2.5
        and f(-1.0) == -1.0
    )
    assert math.isnan(f(math.nan))
    raises(TypeError, "argument 'a' must be float, not str", f, "1.0")
    raises(TypeError, "argument 'a' must be float, not complex", f, 1j)
    raises(OverflowError, "", f, 10**400)
assert m.f_bool(True) is True and m.f_bool([]) is False and m.f_bool(0.1) is True
assert m.f_char(b"x") == b"x" and m.f_char(65) == b"A" and m.f_char(-1) == b"\xff"
raises(TypeError, "must be bytes of length 1 or int, not bytes", m.f_char, b"xy")
raises(TypeError, "must be bytes of length 1 or int, not str", m.f_char, "x")
raises(OverflowError, "out of range for char", m.f_char, 200)
assert m.f_wchar("ä") == "ä" and m.f_wchar("\U0001f600") == "\U0001f600"
raises(TypeError, "must be str of length 1, not str", m.f_wchar, "ab")
raises(TypeError, "must be str of length 1, not int", m.f_wchar, 5)
assert (
    m.f_color(1) is _enums.color.GREEN
    and m.f_color(_enums.color.BLUE) is _enums.color.BLUE
)
assert m.f_color(7) == 7 and type(m.f_color(7)) is int
raises(OverflowError, "out of range for unsigned int", m.f_color, -1)
assert (
    m.f_sign(-1) is _enums.sign.MINUS
    and m.f_sign(100) is _enums.sign.PLUS
    and m.f_sign(99) == 99
)
assert m.add(2, 3) == 5 and m.seven() == 7 and m.nothing() is None and m.self(2, 3) == 6
raises(TypeError, "add() takes exactly 2 arguments (1 given)", m.add, 1)
raises(TypeError, "seven()", m.seven, 1)
raises(TypeError, "f_int()", m.f_int)
raises(TypeError, "f_int()", m.f_int, 1, 2)
raises(TypeError, "add()", m.add, 1, b=2)
assert (
    m.greet("world") == "hello world"
    and m.greet(b"world") == "hello world"
    and m.greet(None) == "hello (null)"
)
assert (
    m.greet("ä€😀") == "hello ä€😀"
    and m.greet("\udcff") == "hello \udcff"
    and m.greet(b"\xff") == "hello \udcff"
)
assert m.greet("") == "hello " and m.greet(type("S", (str,), {})("sub")) == "hello sub"
for bad in ("a\0b", b"a\0b", "ä\0", "\udcff\0"):
    raises(ValueError, "greet() argument 'name' has an embedded NUL", m.greet, bad)
raises(
    TypeError,
    "greet() argument 'name' must be str, bytes, a buffer or None, not int",
    m.greet,
    5,
)
assert m.greet(bytearray(b"x")) == m.greet(memoryview(b"x")) == "hello x"
raises(UnicodeEncodeError, "", m.greet, "\ud800")
assert m.count("a", "\udcff", 3) == 5
raises(TypeError, "count() argument 'c' must be int", m.count, "\udcff", "\udcff", "x")
assert m.null_text() is None and m.sized(1 << 63) == 1 << 63
assert (m.DEMO_SMALL, m.DEMO_NEGATIVE, m.DEMO_HUGE, m.DEMO_WIDE) == (
    5,
    -7,
    2**64 - 1,
    2**32,
)
assert m.DEMO_HALF == 0.5 and m.DEMO_NAME == "a demo"
assert (
    str(inspect.signature(m.add)) == "(a, b, /)"
    and str(inspect.signature(m.f_int)) == "(a, /)"
)
assert m.add.__doc__ == "Does it.\n\nint add(int a, int b)", m.add.__doc__
assert (
    m.add.__module__ == "scalars._native" and repr(m.add) == "<built-in function add>"
)
for i in range(200):
    m.greet("\udcff")
    m.f_color(2)
gc.collect()
