"""The library by CFFI without a compiler: it is told the prototypes, and opens the shared library by itself.

cc -O2 -shared -fPIC -o libarchetypes.so ../../archetypes.c

Otherwise the same as cffi_idiomatic.
"""

from enum import IntEnum
from pathlib import Path

import cffi

ffi = cffi.FFI()
ffi.cdef(
    """
    void nothing(void);
    int add(int a, int b);
    double volume(double x, double y, double z);
    double mix(int i, unsigned u, long long l, float f, double d, _Bool b);
    int first_byte(const char *text);
    const char *greeting(int which);
    typedef struct Point { double x; double y; } Point;
    Point point_add(Point a, Point b);
    double point_dot(const Point *a, const Point *b);
    double total(const double *values, size_t n);
    void divide(int a, int b, int *quotient, int *remainder);
    typedef struct counter counter;
    counter *counter_new(int start);
    int counter_next(counter *c);
    void counter_free(counter *c);
    enum colour { RED, GREEN, BLUE = 4 };
    int colour_rank(enum colour c);
    enum colour colour_at(int rank);
    typedef int (*combine)(int, int);
    int fold(int n, combine f);
    int halve(int n, int *half);
    const char *halve_error(int code);
    """
)
lib = ffi.dlopen(str(Path(__file__).with_name("libarchetypes.so")))


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
