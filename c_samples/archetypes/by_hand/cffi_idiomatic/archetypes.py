"""The library by CFFI, compiled, as it is mostly written: lib's own functions, and a `def` where they do not do.

python build.py

Nothing is checked beyond what CFFI checks: a handle may be used after it was freed, text is not looked at for a NUL, an
enum comes back as a plain int.
"""

from enum import IntEnum

from _archetypes import ffi, lib


class Point:
    __slots__ = ("c",)

    def __init__(self, x=0.0, y=0.0):
        self.c = ffi.new("Point *", (x, y))

    @property
    def x(self):
        return self.c.x

    @x.setter
    def x(self, value):
        self.c.x = value

    @property
    def y(self):
        return self.c.y

    @y.setter
    def y(self, value):
        self.c.y = value


class colour(IntEnum):
    RED = 0
    GREEN = 1
    BLUE = 4


class HalveError(Exception):
    @property
    def code(self):
        return self.args[0]


nothing = lib.nothing
add = lib.add
volume = lib.volume
mix = lib.mix


def first_byte(text):
    return lib.first_byte(text.encode())


def greeting(which):
    return ffi.string(lib.greeting(which)).decode()


def point_add(a, b):
    result = Point()
    result.c[0] = lib.point_add(a.c[0], b.c[0])
    return result


def point_dot(a, b):
    return lib.point_dot(a.c, b.c)


def total(values):
    return lib.total(ffi.from_buffer("double[]", values), len(values))


def divide(a, b):
    quotient, remainder = ffi.new("int *"), ffi.new("int *")
    lib.divide(a, b, quotient, remainder)
    return quotient[0], remainder[0]


class counter:
    def __init__(self, start):
        self.c = lib.counter_new(start)

    def close(self):
        lib.counter_free(self.c)
        self.c = ffi.NULL


counter_new = counter


def counter_next(c):
    return lib.counter_next(c.c)


def counter_free(c):
    lib.counter_free(c.c)


def colour_rank(c):
    return lib.colour_rank(c)


colour_at = lib.colour_at


def fold(n, f):
    return lib.fold(n, ffi.callback("combine", f))


def halve_error(code):
    return ffi.string(lib.halve_error(code)).decode()


def halve(n):
    half = ffi.new("int *")
    code = lib.halve(n, half)
    if code:
        raise HalveError(code, halve_error(code))
    return half[0]
