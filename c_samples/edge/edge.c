#include "edge.h"

#include <stdio.h>
#include <string.h>

int edge_found = 0;

const char *const edge_names[3] = {"half", "double", "square"};

long long edge_sum(int n, ...)
{
    long long sum = 0;
    va_list arguments;

    va_start(arguments, n);
    for (; n > 0; n--) {
        sum += va_arg(arguments, int);
    }
    va_end(arguments);
    return sum;
}

int edge_vformat(char *restrict into, size_t n, const char *restrict format, va_list arguments)
{
    return format == NULL ? -1 : vsnprintf(into, into == NULL ? 0 : n, format, arguments);
}

int edge_format(char *restrict into, size_t n, const char *restrict format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = edge_vformat(into, n, format, arguments);
    va_end(arguments);
    return length;
}

long double edge_third(long double x)
{
    return x / 3.0L;
}

/** A complex number lies in memory as its two parts, one behind the other (C11 6.2.5, paragraph 13). */
static double _Complex complex_of(double real, double imaginary)
{
    double parts[2] = {real, imaginary};
    double _Complex z;

    memcpy(&z, parts, sizeof z);
    return z;
}

double _Complex edge_turn(double _Complex z, int quarters)
{
    switch (quarters & 3) {
    case 1: return complex_of(-cimag(z), creal(z));
    case 2: return -z;
    case 3: return complex_of(cimag(z), -creal(z));
    default: return z;
    }
}

edge_i128 edge_multiply(int64_t a, int64_t b)
{
    return (edge_i128)a * b;
}

edge_u128 edge_divide(edge_u128 a, uint64_t b)
{
    return b == 0 ? 0 : a / b;
}

void row_fill(Row *row)
{
    uint32_t i;

    for (i = 0; row != NULL && i < row->n; i++) {
        row->items[i] = (int32_t)((i + 1) * (i + 1));
    }
}

int64_t row_sum(const Row *row)
{
    int64_t sum = 0;
    uint32_t i;

    for (i = 0; row != NULL && i < row->n; i++) {
        sum += row->items[i];
    }
    return sum;
}

static double half(double x)
{
    return x / 2.0;
}

static double twice(double x)
{
    return x * 2.0;
}

static double square(double x)
{
    return EDGE_SQUARE(x);
}

edge_function edge_find(const char *name)
{
    static const edge_function functions[] = {half, twice, square};
    size_t i;

    for (i = 0; name != NULL && i < EDGE_COUNT(functions); i++) {
        if (strcmp(name, edge_names[i]) == 0) {
            edge_found++;
            return functions[i];
        }
    }
    return NULL;
}

double (*edge_find_plain(const char *name))(double x)
{
    return edge_find(name);
}

void edge_copy(int *restrict into, const int *restrict from, size_t n)
{
    size_t i;

    for (i = 0; into != NULL && from != NULL && i < n; i++) {
        into[i] = from[i];
    }
}
