"""The library bound with Cython: Python with C's types where they matter."""

from enum import IntEnum

cdef extern from "archetypes.h":
    void c_nothing "nothing"()
    int c_add "add"(int a, int b)
    double c_volume "volume"(double x, double y, double z)
    double c_mix "mix"(int i, unsigned u, long long l, float f, double d, bint b)
    int c_first_byte "first_byte"(const char *text)
    const char *c_greeting "greeting"(int which)
    ctypedef struct CPoint "Point":
        double x
        double y
    CPoint c_point_add "point_add"(CPoint a, CPoint b)
    double c_point_dot "point_dot"(const CPoint *a, const CPoint *b)
    double c_total "total"(const double *values, size_t n)
    void c_divide "divide"(int a, int b, int *quotient, int *remainder)
    ctypedef struct CCounter "struct counter":
        pass
    CCounter *c_counter_new "counter_new"(int start)
    int c_counter_next "counter_next"(CCounter *c)
    void c_counter_free "counter_free"(CCounter *c)
    ctypedef enum CColour "enum colour":
        C_RED "RED"
        C_GREEN "GREEN"
        C_BLUE "BLUE"
    int c_colour_rank "colour_rank"(CColour c)
    CColour c_colour_at "colour_at"(int rank)
    ctypedef int (*combine)(int, int) noexcept
    int c_fold "fold"(int n, combine f)
    int c_halve "halve"(int n, int *half)
    const char *c_halve_error "halve_error"(int code)


colour = IntEnum("colour", {"RED": C_RED, "GREEN": C_GREEN, "BLUE": C_BLUE})

cdef object red = colour.RED
cdef object green = colour.GREEN
cdef object blue = colour.BLUE


class HalveError(Exception):
    @property
    def code(self):
        return self.args[0]


cdef bytes text_of(text):
    """Text for C, which is kept alive by whoever has it."""
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text


def nothing():
    c_nothing()


def add(int a, int b):
    return c_add(a, b)


def volume(double x, double y, double z):
    return c_volume(x, y, z)


def mix(int i, unsigned u, long long l, float f, double d, bint b):
    return c_mix(i, u, l, f, d, b)


def first_byte(text):
    cdef bytes kept
    if text is None:
        return c_first_byte(NULL)
    kept = text_of(text)
    return c_first_byte(kept)


def greeting(int which):
    return c_greeting(which).decode("utf-8", "surrogateescape")


cdef class Point:
    cdef CPoint value

    def __cinit__(self, double x=0.0, double y=0.0):
        self.value.x = x
        self.value.y = y

    @property
    def x(self):
        return self.value.x

    @x.setter
    def x(self, double x):
        self.value.x = x

    @property
    def y(self):
        return self.value.y

    @y.setter
    def y(self, double y):
        self.value.y = y


def point_add(Point a not None, Point b not None):
    cdef Point result = Point.__new__(Point)
    result.value = c_point_add(a.value, b.value)
    return result


def point_dot(Point a, Point b):
    return c_point_dot(&a.value if a is not None else NULL, &b.value if b is not None else NULL)


def total(const double[::1] values):
    return c_total(&values[0] if values.shape[0] else NULL, values.shape[0])


def divide(int a, int b):
    cdef int quotient, remainder
    c_divide(a, b, &quotient, &remainder)
    return quotient, remainder


cdef class counter:
    cdef CCounter *handle

    cdef CCounter *get(self) except NULL:
        if self.handle is NULL:
            raise ValueError("the counter is closed")
        return self.handle

    def close(self):
        c_counter_free(self.handle)
        self.handle = NULL

    def __dealloc__(self):
        c_counter_free(self.handle)


def counter_new(int start):
    cdef counter c = counter.__new__(counter)
    c.handle = c_counter_new(start)
    return c


def counter_next(counter c not None):
    return c_counter_next(c.get())


def counter_free(counter c not None):
    c_counter_free(c.get())
    c.handle = NULL


def colour_rank(int c):
    return c_colour_rank(<CColour>c)


def colour_at(int rank):
    cdef CColour c = c_colour_at(rank)
    return red if c == C_RED else green if c == C_GREEN else blue


cdef object callable_now = None
cdef object waiting = None


cdef int call_python(int a, int b) noexcept:
    """C has no place for an exception: it waits until C has returned."""
    global waiting
    if waiting is not None:
        return 0
    try:
        return callable_now(a, b)
    except BaseException as error:
        waiting = error
        return 0


def fold(int n, f):
    global callable_now, waiting
    outer, callable_now, waiting = callable_now, f, None
    cdef int result = c_fold(n, call_python)
    callable_now = outer
    if waiting is not None:
        raise waiting
    return result


def halve(int n):
    cdef int half, code = c_halve(n, &half)
    if code:
        raise HalveError(code, halve_error(code))
    return half


def halve_error(int code):
    return c_halve_error(code).decode()
