#include "outparams.h"

#include <limits.h>

int divmod_i(int a, int b, int *q, int *r)
{
    if (b == 0 || (a == INT_MIN && b == -1)) {
        return OUTPARAMS_RANGE;
    }
    *q = a / b;
    *r = a % b;
    return OUTPARAMS_OK;
}

int min_max(const double *xs, size_t n, double *smallest, double *largest)
{
    size_t i;

    if (xs == NULL || n == 0) {
        return OUTPARAMS_EMPTY;
    }
    *smallest = *largest = xs[0];
    for (i = 1; i < n; i++) {
        if (xs[i] < *smallest) {
            *smallest = xs[i];
        }
        if (xs[i] > *largest) {
            *largest = xs[i];
        }
    }
    return OUTPARAMS_OK;
}

double sum_doubles(const double *xs, size_t n)
{
    double sum = 0.0;
    size_t i;

    for (i = 0; i < n; i++) {
        sum += xs[i];
    }
    return sum;
}

long long sum_ints(const int *xs, size_t n)
{
    long long sum = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        sum += xs[i];
    }
    return sum;
}

void scale_doubles(double *xs, size_t n, double factor)
{
    size_t i;

    for (i = 0; i < n; i++) {
        xs[i] *= factor;
    }
}

int clamp_i(int *value, int low, int high)
{
    int before = *value;

    if (*value < low) {
        *value = low;
    } else if (*value > high) {
        *value = high;
    }
    return *value != before;
}

const char *outparams_strerror(int code)
{
    switch (code) {
    case OUTPARAMS_OK: return "all well";
    case OUTPARAMS_RANGE: return "the result is not an int";
    case OUTPARAMS_EMPTY: return "no numbers";
    default: return "unknown error";
    }
}
