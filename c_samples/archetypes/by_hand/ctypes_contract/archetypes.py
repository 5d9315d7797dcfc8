"""The library by ctypes, written by hand for speed, keeping the whole contract of the generated modules.

cc -O2 -shared -fPIC -o libarchetypes.so ../../archetypes.c

- PyDLL holds the GIL, which functions as short as these should.
- Declared argtypes double the price of a call. Where a Python int stands for a C int and its range was tested, they are
  not needed: what ctypes is handed undeclared it converts by its Python type. 64 bits, doubles and pointers need them.
- Nothing is called to convert a value that is right already: the test stands in the function itself.
"""

import ctypes
from array import array
from ctypes import (
    byref,
    c_bool,
    c_char_p,
    c_double,
    c_float,
    c_int,
    c_longlong,
    c_size_t,
    c_uint,
    c_void_p,
)
from enum import IntEnum
from operator import index
from pathlib import Path

lib = ctypes.PyDLL(str(Path(__file__).with_name("libarchetypes.so")))


def declared(name, result, *params):
    """A function with argtypes; without any, what it is called with must have been checked."""
    function = lib[name]
    function.restype = result
    if params:
        function.argtypes = params
    return function


# ---- What is not right already ----


def wrong_type(value, what, expected):
    return TypeError(f"{what} must be {expected}, not {type(value).__name__}")


def to_int(value, what, low=-0x80000000, high=0x7FFFFFFF):
    if not hasattr(type(value), "__index__"):
        raise wrong_type(value, what, "int")
    value = index(value)
    if not low <= value <= high:
        raise OverflowError(f"{what} is out of range")
    return value


def to_float(value, what):
    if not (hasattr(type(value), "__float__") or hasattr(type(value), "__index__")):
        raise wrong_type(value, what, "float")
    return float(value)


# ---- Classes ----


class Point(ctypes.Structure):
    """A point in the plane."""

    __slots__ = ()
    _fields_ = [("_x", c_double), ("_y", c_double)]
    __hash__ = None

    def __init__(self, x=0.0, y=0.0):
        if type(x) is not float:
            x = to_float(x, "Point.x")
        if type(y) is not float:
            y = to_float(y, "Point.y")
        _put_x(self, x)
        _put_y(self, y)

    def __eq__(self, other):
        if type(other) is not Point:
            return NotImplemented
        return self.x == other.x and self.y == other.y

    def __repr__(self):
        return f"Point(x={self.x!r}, y={self.y!r})"


# ctypes' own descriptors do the work; a property in front of each says whose value it is that does not fit.
_put_x = Point._x.__set__
_put_y = Point._y.__set__


def _set_x(self, value):
    _put_x(self, value if type(value) is float else to_float(value, "Point.x"))


def _set_y(self, value):
    _put_y(self, value if type(value) is float else to_float(value, "Point.y"))


Point.x = property(Point._x.__get__, _set_x)
Point.y = property(Point._y.__get__, _set_y)


class colour(IntEnum):
    RED = 0
    GREEN = 1
    BLUE = 4


RED, GREEN, BLUE = colour
colours = {int(member): member for member in colour}.get


class HalveError(Exception):
    """A function of the library failed."""

    def __init__(self, code, message):
        self.args = code, message
        self.code = code
        self.message = message

    def __str__(self):
        return self.message


class counter:
    """struct counter: closed once, by hand, by `with` or when it is forgotten."""

    __slots__ = "_address", "_was"

    def close(self):
        address, self._address = self._address, None
        if address:
            _counter_free(address)

    __del__ = close

    def __enter__(self):
        if not self._address:
            raise ValueError("the counter is closed")
        return self

    def __exit__(self, *error):
        self.close()

    def __int__(self):
        return self._was

    def __eq__(self, other):
        return self._was == other._was if type(other) is counter else NotImplemented

    def __hash__(self):
        return hash(self._was)


# ---- Functions ----

_nothing = declared("nothing", None)
_add = declared("add", c_int)
_volume = declared("volume", c_double, c_double, c_double, c_double)
_mix = declared("mix", c_double, c_int, c_uint, c_longlong, c_float, c_double, c_bool)
_first_byte = declared("first_byte", c_int)
_greeting = declared("greeting", c_char_p)
_point_add = declared("point_add", Point)
_point_dot = declared("point_dot", c_double)
_total = declared("total", c_double, c_void_p, c_size_t)
_divide = declared("divide", None)
_counter_new = declared("counter_new", c_void_p)
_counter_next = declared("counter_next", c_int, c_void_p)
_counter_free = declared("counter_free", None, c_void_p)
_colour_rank = declared("colour_rank", c_int)
_colour_at = declared("colour_at", c_int)
_fold = declared("fold", c_int)
_halve = declared("halve", c_int)
_halve_error = declared("halve_error", c_char_p)


def nothing():
    _nothing()


def add(a, b, /):
    if type(a) is not int or not -0x80000000 <= a <= 0x7FFFFFFF:
        a = to_int(a, "add() argument 'a'")
    if type(b) is not int or not -0x80000000 <= b <= 0x7FFFFFFF:
        b = to_int(b, "add() argument 'b'")
    return _add(a, b)


def volume(x, y, z, /):
    if type(x) is not float:
        x = to_float(x, "volume() argument 'x'")
    if type(y) is not float:
        y = to_float(y, "volume() argument 'y'")
    if type(z) is not float:
        z = to_float(z, "volume() argument 'z'")
    return _volume(x, y, z)


def mix(i, u, l, f, d, b, /):
    if type(i) is not int or not -0x80000000 <= i <= 0x7FFFFFFF:
        i = to_int(i, "mix() argument 'i'")
    if type(u) is not int or not 0 <= u <= 0xFFFFFFFF:
        u = to_int(u, "mix() argument 'u'", 0, 0xFFFFFFFF)
    if type(l) is not int or not -0x8000000000000000 <= l <= 0x7FFFFFFFFFFFFFFF:
        l = to_int(l, "mix() argument 'l'", -0x8000000000000000, 0x7FFFFFFFFFFFFFFF)
    if type(f) is not float:
        f = to_float(f, "mix() argument 'f'")
    if type(d) is not float:
        d = to_float(d, "mix() argument 'd'")
    return _mix(i, u, l, f, d, True if b else False)  # noqa: SIM210, bool() would be a call


def first_byte(text, /):
    if type(text) is str:
        text = text.encode("utf-8", "surrogateescape")
    elif text is None:
        return _first_byte(None)
    elif isinstance(text, str):
        text = str.encode(text, "utf-8", "surrogateescape")
    elif not isinstance(text, bytes):
        raise wrong_type(text, "first_byte() argument 'text'", "str, bytes or None")
    if b"\0" in text:
        raise ValueError("first_byte() argument 'text' has an embedded NUL")
    return _first_byte(text)


def greeting(which, /):
    if type(which) is not int or not -0x80000000 <= which <= 0x7FFFFFFF:
        which = to_int(which, "greeting() argument 'which'")
    text = _greeting(which)
    return None if text is None else text.decode("utf-8", "surrogateescape")


def point_add(a, b, /):
    if type(a) is not Point:
        raise wrong_type(a, "point_add() argument 'a'", "Point")
    if type(b) is not Point:
        raise wrong_type(b, "point_add() argument 'b'", "Point")
    return _point_add(a, b)


def _to_point_pointer(value, what):
    """What may stand for a Point; a buffer is held by the result."""
    if type(value) is Point:
        return byref(value)
    if value is None:
        return None
    try:
        view = memoryview(value)
    except TypeError:
        raise wrong_type(value, what, "Point or None") from None
    if view.nbytes < ctypes.sizeof(Point):
        raise ValueError(f"{what} has {view.nbytes} bytes, Point needs 16")
    return byref(Point.from_buffer_copy(view))


def point_dot(a, b, /):
    a = (
        byref(a)
        if type(a) is Point
        else _to_point_pointer(a, "point_dot() argument 'a'")
    )
    b = (
        byref(b)
        if type(b) is Point
        else _to_point_pointer(b, "point_dot() argument 'b'")
    )
    return _point_dot(a, b)


def total(values, /):
    # The GIL is held, so that nobody makes the array longer meanwhile, and its memory moves.
    if type(values) is array and values.typecode == "d":
        return _total(*values.buffer_info())
    if values is None:
        return _total(None, 0)
    if isinstance(values, str):
        raise wrong_type(
            values, "total() argument 'values'", "a buffer of double or None"
        )
    try:
        view = memoryview(values)
    except TypeError:
        view = memoryview(
            array("d", [to_float(v, "total() argument 'values'") for v in values])
        )
    if not view.c_contiguous or not (
        view.format.lstrip("@=<") == "d"
        or (view.itemsize == 1 and view.format in "Bbc")
    ):
        raise wrong_type(
            values, "total() argument 'values'", "a buffer of double or None"
        )
    n = view.nbytes // 8
    held = (
        (c_double * n).from_buffer_copy(view)
        if view.readonly
        else (c_double * n).from_buffer(view)
    )
    return _total(ctypes.addressof(held), n)


def divide(a, b, /):
    if type(a) is not int or not -0x80000000 <= a <= 0x7FFFFFFF:
        a = to_int(a, "divide() argument 'a'")
    if type(b) is not int or not -0x80000000 <= b <= 0x7FFFFFFF:
        b = to_int(b, "divide() argument 'b'")
    quotient = c_int()
    remainder = c_int()
    _divide(a, b, byref(quotient), byref(remainder))
    return quotient.value, remainder.value


def counter_new(start, /):
    if type(start) is not int or not -0x80000000 <= start <= 0x7FFFFFFF:
        start = to_int(start, "counter_new() argument 'start'")
    address = _counter_new(start)
    if address is None:
        return None
    self = counter.__new__(counter)
    self._address = self._was = address
    return self


def counter_next(c, /):
    if type(c) is counter:
        address = c._address
        if not address:
            raise ValueError("counter_next() argument 'c' is closed")
        return _counter_next(address)
    if c is not None:
        raise wrong_type(c, "counter_next() argument 'c'", "counter or None")
    return _counter_next(None)


def counter_free(c, /):
    if type(c) is counter:
        address = c._address
        if not address:
            raise ValueError("counter_free() argument 'c' is closed")
        c._address = None
        _counter_free(address)
    elif c is not None:
        raise wrong_type(c, "counter_free() argument 'c'", "counter or None")


def colour_rank(c, /):
    if type(c) is not colour and (type(c) is not int or not 0 <= c <= 0xFFFFFFFF):
        c = to_int(c, "colour_rank() argument 'c'", 0, 0xFFFFFFFF)
    return _colour_rank(c)


def colour_at(rank, /):
    if type(rank) is not int or not -0x80000000 <= rank <= 0x7FFFFFFF:
        rank = to_int(rank, "colour_at() argument 'rank'")
    number = _colour_at(rank)
    return colours(number, number)


# It takes the GIL, which a PYFUNCTYPE leaves alone: C may call back from a thread of its own.
combine = ctypes.CFUNCTYPE(c_int, c_int, c_int)


def fold(n, f, /):
    if type(n) is not int or not -0x80000000 <= n <= 0x7FFFFFFF:
        n = to_int(n, "fold() argument 'n'")
    if f is None:
        return _fold(n, None)
    if not callable(f):
        return _fold(n, c_void_p(to_int(f, "fold() argument 'f'", 0, 2**64 - 1)))
    waiting = None

    def call(a, b):
        nonlocal waiting
        if waiting is not None:
            return 0
        try:
            result = f(a, b)
            if type(result) is int and -0x80000000 <= result <= 0x7FFFFFFF:
                return result
            return to_int(result, "combine() result")
        except BaseException as error:  # noqa: BLE001, C has no place for it
            waiting = error
            return 0

    result = _fold(n, combine(call))
    if waiting is not None:
        raise waiting
    return result


def halve(n, /):
    if type(n) is not int or not -0x80000000 <= n <= 0x7FFFFFFF:
        n = to_int(n, "halve() argument 'n'")
    half = c_int()
    code = _halve(n, byref(half))
    if code:
        raise HalveError(code, halve_error(code))
    return half.value


def halve_error(code, /):
    if type(code) is not int or not -0x80000000 <= code <= 0x7FFFFFFF:
        code = to_int(code, "halve_error() argument 'code'")
    text = _halve_error(code)
    return None if text is None else text.decode("utf-8", "surrogateescape")
