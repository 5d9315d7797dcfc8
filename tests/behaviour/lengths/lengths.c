#include "lengths.h"

#include <string.h>

double dot(const double *xs, const double *ys, int n)
{
    double sum = 0.0;
    int i;

    for (i = 0; i < n; i++) {
        sum += xs[i] * ys[i];
    }
    return sum;
}

size_t blend(float *into, const int16_t *a, const float *weights, size_t n)
{
    size_t set = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        into[i] = (float)a[i] * weights[i];
        set += into[i] != 0.0f;
    }
    return set;
}

void fill_all(unsigned char capacity, int *out)
{
    int i;

    for (i = 0; i < capacity; i++) {
        out[i] = i + 1;
    }
}

void fill_text(const char *text, char *out, size_t size)
{
    size_t n = text == NULL ? 0 : strlen(text) + 1;

    if (n > 0) {
        memcpy(out, text, n < size ? n : size);
    }
}

void fill_some(unsigned char value, size_t n, void *out, size_t size, long *written, long claimed)
{
    memset(out, value, n < size ? n : size);
    *written = claimed;
}

int fill_returned(double value, int n, double *out, long size)
{
    int i;

    for (i = 0; i < n && i < size; i++) {
        out[i] = value * i;
    }
    return n;
}

int fill_through(unsigned char *dest, unsigned long *length, const unsigned char *src, unsigned long n)
{
    unsigned long i;

    if (*length < 2 * n) {
        *length = 2 * n;
        return 1;
    }
    for (i = 0; src != NULL && i < n; i++) {
        dest[2 * i] = dest[2 * i + 1] = src[i];
    }
    *length = 2 * n;
    return 0;
}

void fill_pairs(uint64_t *xs, bool *flags, uint32_t n, uint32_t *count)
{
    *count = n / 2;
    for (; n > 0; n--) {
        xs[n - 1] = UINT64_MAX - n;
        flags[n - 1] = n % 2 != 0;
    }
}

unsigned long sum_chars(const char *data, size_t n)
{
    unsigned long sum = 0;
    size_t i;

    for (i = 0; data != NULL && i < n && i < 65536; i++) {
        sum += (unsigned char)data[i];
    }
    return sum;
}

size_t count_chars(const char *text) { return text == NULL ? 9999 : strlen(text); }
uintptr_t where_chars(const char *text) { return (uintptr_t)text; }
const char *from_letter(const char *text, char letter) { return text == NULL ? NULL : strchr(text, letter); }

size_t count_levels(const enum level *levels, size_t n)
{
    return levels != NULL ? n : 0;
}

size_t count_wide(const long double *values, size_t n)
{
    return values != NULL ? n : 0;
}
