"""The library by ctypes, as it is mostly written: argtypes and restype, and a `def` where they do not do.

cc -O2 -shared -fPIC -o libarchetypes.so ../../archetypes.c

Short, and nothing is checked beyond what ctypes checks: an int that is too large is cut down to size, a handle may be
used after it was freed, an enum comes back as a plain int.
"""

import ctypes
from ctypes import (
    POINTER,
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
from pathlib import Path

lib = ctypes.CDLL(str(Path(__file__).with_name("libarchetypes.so")))


class Point(ctypes.Structure):
    _fields_ = [("x", c_double), ("y", c_double)]


class colour(IntEnum):
    RED = 0
    GREEN = 1
    BLUE = 4


class HalveError(Exception):
    @property
    def code(self):
        return self.args[0]


combine = ctypes.CFUNCTYPE(c_int, c_int, c_int)

nothing = lib.nothing
nothing.argtypes = []
nothing.restype = None

add = lib.add
add.argtypes = [c_int, c_int]

volume = lib.volume
volume.argtypes = [c_double, c_double, c_double]
volume.restype = c_double

mix = lib.mix
mix.argtypes = [c_int, c_uint, c_longlong, c_float, c_double, c_bool]
mix.restype = c_double

lib.first_byte.argtypes = [c_char_p]


def first_byte(text):
    return lib.first_byte(text.encode())


lib.greeting.argtypes = [c_int]
lib.greeting.restype = c_char_p


def greeting(which):
    return lib.greeting(which).decode()


point_add = lib.point_add
point_add.argtypes = [Point, Point]
point_add.restype = Point

point_dot = lib.point_dot
point_dot.argtypes = [POINTER(Point), POINTER(Point)]
point_dot.restype = c_double

lib.total.argtypes = [POINTER(c_double), c_size_t]
lib.total.restype = c_double


def total(values):
    n = len(values)
    return lib.total((c_double * n).from_buffer(values), n)


lib.divide.argtypes = [c_int, c_int, POINTER(c_int), POINTER(c_int)]
lib.divide.restype = None


def divide(a, b):
    quotient, remainder = c_int(), c_int()
    lib.divide(a, b, byref(quotient), byref(remainder))
    return quotient.value, remainder.value


lib.counter_new.argtypes = [c_int]
lib.counter_new.restype = c_void_p
lib.counter_next.argtypes = [c_void_p]
lib.counter_free.argtypes = [c_void_p]
lib.counter_free.restype = None


class counter:
    def __init__(self, start):
        self._as_parameter_ = lib.counter_new(start)

    def close(self):
        lib.counter_free(self._as_parameter_)
        self._as_parameter_ = None


counter_new = counter
counter_next = lib.counter_next
counter_free = lib.counter_free

colour_rank = lib.colour_rank
colour_rank.argtypes = [c_int]

colour_at = lib.colour_at
colour_at.argtypes = [c_int]

lib.fold.argtypes = [c_int, combine]


def fold(n, f):
    return lib.fold(n, combine(f))


lib.halve.argtypes = [c_int, POINTER(c_int)]
lib.halve_error.argtypes = [c_int]
lib.halve_error.restype = c_char_p


def halve_error(code):
    return lib.halve_error(code).decode()


def halve(n):
    half = c_int()
    code = lib.halve(n, byref(half))
    if code:
        raise HalveError(code, halve_error(code))
    return half.value
