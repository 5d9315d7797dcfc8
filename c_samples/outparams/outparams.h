/**
 * @file outparams.h
 * Several results from one function. C returns one value; for more, the caller lends it places to write to.
 *
 * In Python a function simply returns a tuple. Which parameters are such places a compiler cannot know: the
 * project file says it, once, and the bindings do the lending.
 */
#ifndef OUTPARAMS_H
#define OUTPARAMS_H

#include <stddef.h>

/** All well. */
#define OUTPARAMS_OK 0
/** A division by zero, or one whose result does not fit. */
#define OUTPARAMS_RANGE 1
/** There is nothing to look at. */
#define OUTPARAMS_EMPTY 2

/**
 * Divides with a remainder.
 *
 * C rounds towards zero, Python's own `divmod` towards minus infinity: try (-7, 2) in both.
 *
 * @param a what is divided
 * @param b by what
 * @param[out] q the quotient
 * @param[out] r the remainder, with the sign of `a`
 * @return OUTPARAMS_OK or OUTPARAMS_RANGE
 */
int divmod_i(int a, int b, int *q, int *r);

/**
 * Finds the smallest and the largest number in one pass.
 *
 * @param xs the numbers
 * @param n how many
 * @param[out] smallest the smallest
 * @param[out] largest the largest
 * @return OUTPARAMS_OK or OUTPARAMS_EMPTY
 */
int min_max(const double *xs, size_t n, double *smallest, double *largest);

/**
 * Adds up numbers: an array and its length, one argument in Python.
 *
 * Hand in an `array('d')` and C reads it where it lies; hand in a list and it is copied first.
 *
 * @param xs the numbers
 * @param n how many
 * @return their sum
 */
double sum_doubles(const double *xs, size_t n);

/**
 * Adds up integers.
 *
 * @param xs the integers
 * @param n how many
 * @return their sum
 */
long long sum_ints(const int *xs, size_t n);

/**
 * Multiplies every number, in place: an array that C writes.
 *
 * @param xs the numbers
 * @param n how many
 * @param factor by what
 */
void scale_doubles(double *xs, size_t n, double factor);

/**
 * Keeps a value between two bounds: a place that C reads and writes.
 *
 * @param[in,out] value the value
 * @param low the lower bound
 * @param high the upper bound
 * @return 1 if the value had to change, 0 if not
 */
int clamp_i(int *value, int low, int high);

/**
 * Says in words what an error means.
 *
 * @param code OUTPARAMS_RANGE or OUTPARAMS_EMPTY
 * @return a short text, never NULL
 */
const char *outparams_strerror(int code);

#endif
