"""The library by CFFI, compiled, written by hand for speed, keeping the whole contract of the generated modules.

python build.py

- CFFI checks most things by itself; where it differs (it takes a Decimal for an int, and no __index__), operator.index
  makes the difference, which is cheaper than a test in Python.
- Its own exceptions are looked into only when there is one: a `try` that holds costs nothing.
- Types are looked up once: ffi.new("int *") parses its text anew for every call.
"""

from enum import IntEnum
from operator import index

from _archetypes import ffi, lib

new = ffi.new
string = ffi.string
from_buffer = ffi.from_buffer
NULL = ffi.NULL
int_p = ffi.typeof("int *")
Point_p = ffi.typeof("Point *")
doubles = ffi.typeof("double[]")


# ---- What is not right ----


def wrong_type(value, what, expected):
    return TypeError(f"{what} must be {expected}, not {type(value).__name__}")


def explain(error, *arguments):
    """The exception that says which argument it is; each with its name and what it must be."""
    for value, what, expected in arguments:
        if expected == "int":
            if not hasattr(type(value), "__index__"):
                return wrong_type(value, what, expected)
            if not -0x80000000 <= index(value) <= 0x7FFFFFFF:
                return OverflowError(f"{what} is out of range")
        elif expected == "float":
            if not (
                hasattr(type(value), "__float__") or hasattr(type(value), "__index__")
            ):
                return wrong_type(value, what, expected)
        elif expected == "Point" and type(value) is not Point:
            return wrong_type(value, what, expected)
    return error


# ---- Classes ----


class Point:
    """A point in the plane."""

    __slots__ = ("_c", "_s")
    __hash__ = None

    def __init__(self, x=0.0, y=0.0):
        self._c = new(Point_p)
        s = self._s = self._c[0]
        try:
            s.x = x
            s.y = y
        except (TypeError, OverflowError) as error:
            raise explain(
                error, (x, "Point.x", "float"), (y, "Point.y", "float")
            ) from None

    @property
    def x(self):
        return self._s.x

    @x.setter
    def x(self, value):
        try:
            self._s.x = value
        except (TypeError, OverflowError) as error:
            raise explain(error, (value, "Point.x", "float")) from None

    @property
    def y(self):
        return self._s.y

    @y.setter
    def y(self, value):
        try:
            self._s.y = value
        except (TypeError, OverflowError) as error:
            raise explain(error, (value, "Point.y", "float")) from None

    def __eq__(self, other):
        if type(other) is not Point:
            return NotImplemented
        return self.x == other.x and self.y == other.y

    def __repr__(self):
        return f"Point(x={self.x!r}, y={self.y!r})"


new_object = object.__new__


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

    __slots__ = ("_c", "_was")

    def close(self):
        c, self._c = self._c, None
        if c is not None:
            c_counter_free(c)

    __del__ = close

    def __enter__(self):
        if self._c is None:
            raise ValueError("the counter is closed")
        return self

    def __exit__(self, *error):
        self.close()

    def __int__(self):
        return int(ffi.cast("uintptr_t", self._was))

    def __eq__(self, other):
        return self._was == other._was if type(other) is counter else NotImplemented

    def __hash__(self):
        return hash(self._was)


# ---- Functions ----

BAD = TypeError, OverflowError
c_nothing = lib.nothing
c_add = lib.add
c_volume = lib.volume
c_mix = lib.mix
c_first_byte = lib.first_byte
c_greeting = lib.greeting
c_point_add = lib.point_add
c_point_dot = lib.point_dot
c_total = lib.total
c_divide = lib.divide
c_counter_new = lib.counter_new
c_counter_next = lib.counter_next
c_counter_free = lib.counter_free
c_colour_rank = lib.colour_rank
c_colour_at = lib.colour_at
c_fold = lib.fold
c_halve = lib.halve
c_halve_error = lib.halve_error


def nothing():
    c_nothing()


def add(a, b, /):
    try:
        return c_add(index(a), index(b))
    except BAD as error:
        raise explain(
            error, (a, "add() argument 'a'", "int"), (b, "add() argument 'b'", "int")
        ) from None


def volume(x, y, z, /):
    try:
        return c_volume(x, y, z)
    except BAD as error:
        raise explain(
            error,
            (x, "volume() argument 'x'", "float"),
            (y, "volume() argument 'y'", "float"),
            (z, "volume() argument 'z'", "float"),
        ) from None


def mix(i, u, l, f, d, b, /):
    try:
        return c_mix(index(i), index(u), index(l), f, d, True if b else False)  # noqa: SIM210, bool() would be a call
    except BAD as error:
        raise explain(
            error,
            (i, "mix() argument 'i'", "int"),
            (u, "mix() argument 'u'", "index"),
            (l, "mix() argument 'l'", "index"),
            (f, "mix() argument 'f'", "float"),
            (d, "mix() argument 'd'", "float"),
        ) from None


def first_byte(text, /):
    if type(text) is str:
        text = text.encode("utf-8", "surrogateescape")
    elif text is None:
        return c_first_byte(NULL)
    elif isinstance(text, str):
        text = str.encode(text, "utf-8", "surrogateescape")
    elif not isinstance(text, bytes):
        raise wrong_type(text, "first_byte() argument 'text'", "str, bytes or None")
    if b"\0" in text:
        raise ValueError("first_byte() argument 'text' has an embedded NUL")
    return c_first_byte(text)


def greeting(which, /):
    try:
        text = c_greeting(index(which))
    except BAD as error:
        raise explain(error, (which, "greeting() argument 'which'", "int")) from None
    return string(text).decode("utf-8", "surrogateescape") if text else None


def point_add(a, b, /):
    if type(a) is not Point or type(b) is not Point:
        raise explain(
            None,
            (a, "point_add() argument 'a'", "Point"),
            (b, "point_add() argument 'b'", "Point"),
        )
    result = new_object(Point)
    result._s = c_point_add(a._s, b._s)
    return result


def point_pointer(value, what):
    """What CFFI takes for a `const Point *`."""
    if type(value) is Point:
        return ffi.addressof(value._s)
    if value is None:
        return NULL
    try:
        held = from_buffer(value)
    except TypeError:
        raise wrong_type(value, what, "Point or None") from None
    if len(held) < ffi.sizeof("Point"):
        raise ValueError(f"{what} has {len(held)} bytes, Point needs 16")
    return ffi.cast(Point_p, held)


def point_dot(a, b, /):
    return c_point_dot(
        ffi.addressof(a._s)
        if type(a) is Point
        else point_pointer(a, "point_dot() argument 'a'"),
        ffi.addressof(b._s)
        if type(b) is Point
        else point_pointer(b, "point_dot() argument 'b'"),
    )


def total(values, /):
    try:
        view = memoryview(values)
    except TypeError:
        return total_of_sequence(values)
    if (
        view.format != "d" and (view.itemsize != 1 or view.format not in "Bbc")
    ) or not view.c_contiguous:
        raise wrong_type(
            values, "total() argument 'values'", "a buffer of double or None"
        )
    with from_buffer(doubles, values) as held:
        return c_total(held, len(held))


def total_of_sequence(values):
    if values is None:
        return c_total(NULL, 0)
    if isinstance(values, str):
        raise wrong_type(
            values, "total() argument 'values'", "a buffer of double or None"
        )
    values = list(values)
    return c_total(values, len(values))


def divide(a, b, /):
    quotient = new(int_p)
    remainder = new(int_p)
    try:
        c_divide(index(a), index(b), quotient, remainder)
    except BAD as error:
        raise explain(
            error,
            (a, "divide() argument 'a'", "int"),
            (b, "divide() argument 'b'", "int"),
        ) from None
    return quotient[0], remainder[0]


def counter_new(start, /):
    try:
        c = c_counter_new(index(start))
    except BAD as error:
        raise explain(error, (start, "counter_new() argument 'start'", "int")) from None
    if not c:
        return None
    self = new_object(counter)
    self._c = self._was = c
    return self


def open_counter(c, what):
    """What CFFI takes for a handle that is none, or closed."""
    if c is None:
        return NULL
    if type(c) is counter:
        raise ValueError(f"{what} is closed")
    raise wrong_type(c, what, "counter or None")


def counter_next(c, /):
    return c_counter_next(
        type(c) is counter and c._c or open_counter(c, "counter_next() argument 'c'")
    )


def counter_free(c, /):
    handle = (
        type(c) is counter and c._c or open_counter(c, "counter_free() argument 'c'")
    )
    if c is not None:
        c._c = None
    c_counter_free(handle)


def colour_rank(c, /):
    try:
        return c_colour_rank(index(c))
    except BAD as error:
        raise explain(error, (c, "colour_rank() argument 'c'", "int")) from None


def colour_at(rank, /):
    try:
        number = c_colour_at(index(rank))
    except BAD as error:
        raise explain(error, (rank, "colour_at() argument 'rank'", "int")) from None
    return colours(number, number)


def fold(n, f, /):
    if f is None or not callable(f):
        return c_fold(n, NULL if f is None else ffi.cast("combine", index(f)))
    waiting = None

    def call(a, b):
        nonlocal waiting
        if waiting is not None:
            return 0
        try:
            result = f(a, b)
            # CFFI would only print that a result does not fit, and C go on with 0.
            if type(result) is int and -0x80000000 <= result <= 0x7FFFFFFF:
                return result
            error = explain(None, (result, "combine() result", "int"))
            if error is not None:
                raise error
            return index(result)
        except BaseException as error:  # noqa: BLE001, C has no place for it
            waiting = error
            return 0

    result = c_fold(index(n), ffi.callback("combine", call))
    if waiting is not None:
        raise waiting
    return result


def halve(n, /):
    half = new(int_p)
    try:
        code = c_halve(index(n), half)
    except BAD as error:
        raise explain(error, (n, "halve() argument 'n'", "int")) from None
    if code:
        raise HalveError(code, halve_error(code))
    return half[0]


def halve_error(code, /):
    try:
        text = c_halve_error(index(code))
    except BAD as error:
        raise explain(error, (code, "halve_error() argument 'code'", "int")) from None
    return string(text).decode("utf-8", "surrogateescape") if text else None
