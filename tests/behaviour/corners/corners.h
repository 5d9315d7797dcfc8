/**
 * @file corners.h
 * A library made for the tests: complex and 128-bit numbers, inline functions, global variables.
 */
#ifndef CORNERS_H
#define CORNERS_H

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Point {
    double x;
    double y;
} Point;

typedef union Number {
    int32_t i;
    double d;
} Number;

enum level { LOW = -1, HIGH = 1 };

typedef struct Box Box;

/* Complex numbers. */

double _Complex echo_complex(double _Complex z);
float _Complex echo_complex_float(float _Complex z);
long double _Complex echo_complex_long(long double _Complex z);
double _Complex complex_times(double _Complex a, double _Complex b);
double complex_real(double _Complex z);
/** Every kind in one call. */
double _Complex complex_mix(int a, double _Complex b, double c, float _Complex d);
double _Complex complex_sum(const double _Complex *z, size_t n);

typedef struct Wave {
    double _Complex z;
    float _Complex parts[2];
} Wave;

Wave wave_turned(const Wave *w);
double _Complex wave_z(const Wave *w);

/* Integers of 128 bits. */

__extension__ typedef __int128 i128;
__extension__ typedef unsigned __int128 u128;

i128 echo_i128(i128 v);
u128 echo_u128(u128 v);
i128 multiply_128(int64_t a, int64_t b);
uint64_t high_bits(u128 v);

typedef struct Huge {
    int first;
    i128 value;
    u128 parts[2];
} Huge;

u128 huge_sum(const Huge *h);

/* Inline functions. */

static inline int inline_clamp(int v, int low, int high)
{
    return v < low ? low : v > high ? high : v;
}

static inline double inline_norm(Point p)
{
    return p.x * p.x + p.y * p.y;
}

static inline Point inline_swap(const Point *p)
{
    Point q = {p->y, p->x};

    return q;
}

static inline const char *inline_name(bool longer)
{
    return longer ? "a longer name" : "name";
}

static inline void inline_negate(int *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        values[i] = -values[i];
    }
}

/** Given and returned by value, complex and wide. */
static inline double _Complex inline_conjugate(double _Complex z)
{
    return ~z;
}

static inline u128 inline_shift(u128 v, int by)
{
    return v >> by;
}

static inline Number inline_number(Number n)
{
    n.i += 1;
    return n;
}

/* Global variables. */

extern int counter;
extern const int limit;
extern int8_t small;
extern uint64_t big;
extern double ratio;
extern float single;
extern bool enabled;
extern char letter;
extern char name[16];
extern const char *title;
extern const char *const motto;
extern enum level current;
extern Point origin;
extern const Point corner;
extern const Point fixed_corners[2];
extern int table[4];
extern int grid[2][3];
extern const int primes[5];
extern const double unknown_length[];
extern Point corners[2];
extern Number number;
extern int (*hook)(int v);
extern int *cursor;
extern Box *box;
extern void *anything;
extern double _Complex impedance;
extern i128 huge;
/** Hidden behind the names of Python. */
extern int lambda;
extern int keys;
/** No name for a class body. */
extern int __reserved;
/** Declared, and nowhere to be found. */
extern int missing_variable;

/** A value for each file that includes this. */
static const int STATIC_LIMIT = 99;

int counter_bump(void);
size_t title_length(void);
size_t name_length(void);
double origin_sum(void);
int table_sum(void);
int grid_sum(void);
int call_hook(int v);
int hidden_sum(void);
int static_limit(void);

#endif
