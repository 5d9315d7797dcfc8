/**
 * @file lengths.h
 * A library made for the tests: memory and how long it is.
 */
#ifndef LENGTHS_H
#define LENGTHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Items that no array of Python's has: an array of bytes is their bytes. */
enum level { LOW, MIDDLE = 2, HIGH = 0x01010101 };
size_t count_levels(const enum level *levels, size_t n);
size_t count_wide(const long double *values, size_t n);

/* Several arrays of one length. */

double dot(const double *xs, const double *ys, int n);
/** into = a * weights; how many were not 0. */
size_t blend(float *into, const int16_t *a, const float *weights, size_t n);

/* What C fills. */

/** 1, 2, 3 and so on; as many as fit. */
void fill_all(unsigned char capacity, int *out);
/** The text, cut where it does not fit, then with no NUL. */
void fill_text(const char *text, char *out, size_t size);
/** n bytes of the value, though it claims to have written `claimed`. */
void fill_some(unsigned char value, size_t n, void *out, size_t size, long *written, long claimed);
/** The same with a result. */
int fill_returned(double value, int n, double *out, long size);
/** Doubles every byte of src; 1 where there is no room, and *length is what it takes. */
int fill_through(unsigned char *dest, unsigned long *length, const unsigned char *src, unsigned long n);
/** Two of one capacity. */
void fill_pairs(uint64_t *xs, bool *flags, uint32_t n, uint32_t *count);

/* Text that may be memory. */

/** The sum of the bytes. */
unsigned long sum_chars(const char *data, size_t n);
/** Up to the NUL. */
size_t count_chars(const char *text);
/** Its address. */
uintptr_t where_chars(const char *text);
/** From the first letter on, or NULL. */
const char *from_letter(const char *text, char letter);

#endif
