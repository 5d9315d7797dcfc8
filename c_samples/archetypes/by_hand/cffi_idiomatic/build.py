"""Compiles the extension that archetypes.py uses: python build.py"""

from pathlib import Path

import cffi

HERE = Path(__file__).resolve().parent
LIBRARY = HERE.parents[1]  # archetypes.h and archetypes.c

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
ffi.set_source(
    "_archetypes",
    '#include "archetypes.h"',
    sources=[str(LIBRARY / "archetypes.c")],
    include_dirs=[str(LIBRARY)],
    extra_compile_args=["-O2", "-fvisibility=hidden"],
)

if __name__ == "__main__":
    ffi.compile(tmpdir=str(HERE))
