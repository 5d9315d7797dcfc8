/**
 * @file edge.h
 * The corners of C. Some of what stands here has no address in the library, some no fixed length, some no Python number that
 * is just like it. A binding either gets each of them right or says why it leaves it out.
 */
#ifndef EDGE_H
#define EDGE_H

#include <complex.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/** Integers of 128 bits, a gift of the compiler: no standard type has so many. */
__extension__ typedef __int128 edge_i128;
/** The same without a sign. */
__extension__ typedef unsigned __int128 edge_u128;

/**
 * Adds up whole numbers: a variable number of arguments.
 *
 * C passes no count and no types along; here the first argument is the count, and all others had better be `int`. So there is
 * one Python function for each list of types that the project file gives.
 *
 * @param n how many follow
 * @return their sum
 */
long long edge_sum(int n, ...);

/**
 * Writes text with numbers in it, as `snprintf` does: here the text says what the arguments are.
 *
 * @param into where the text goes
 * @param n how many bytes have room there, the zero at the end included
 * @param format the text, with `%d` and kin
 * @return how long the text is, whether it had room or not; negative where the format is wrong
 */
int edge_format(char *restrict into, size_t n, const char *restrict format, ...)
    __attribute__((format(printf, 3, 4)));

/**
 * The same for those who have the arguments already, as a `va_list`. Nobody but C can make one.
 *
 * @param into where the text goes
 * @param n how many bytes have room there
 * @param format the text
 * @param arguments the arguments
 * @return as edge_format()
 */
int edge_vformat(char *restrict into, size_t n, const char *restrict format, va_list arguments);

/**
 * Keeps a number between two others: an inline function. No library exports it; every file that includes this has its own.
 *
 * @param value the number
 * @param low the least
 * @param high the most
 * @return the nearest number between them
 */
static inline int edge_clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

/** The square of a number of any type: a macro with a parameter. It has no type until somebody gives it one. */
#define EDGE_SQUARE(x) ((x) * (x))

/** How many items an array has: a macro that no function can stand for, since a function never sees an array. */
#define EDGE_COUNT(array) (sizeof(array) / sizeof *(array))

/**
 * A third: more digits than a Python float holds.
 *
 * @param x the number
 * @return x / 3
 */
long double edge_third(long double x);

/**
 * Turns a complex number around zero.
 *
 * @param z the number
 * @param quarters by how many quarters of a circle, against the clock
 * @return the turned number
 */
double _Complex edge_turn(double _Complex z, int quarters);

/**
 * Multiplies without losing a bit.
 *
 * @param a one number
 * @param b the other one
 * @return their product
 */
edge_i128 edge_multiply(int64_t a, int64_t b);

/**
 * Divides such a product again, towards zero.
 *
 * @param a what is divided
 * @param b by what; by 0 gives 0
 * @return the quotient
 */
edge_u128 edge_divide(edge_u128 a, uint64_t b);

/** A row of numbers whose length only its maker knows: the last member has no length (a "flexible array member"). */
typedef struct Row {
    uint32_t n;      /**< how many follow */
    int32_t items[]; /**< the numbers */
} Row;

/**
 * Fills a row with 1, 4, 9, …
 *
 * @param row a row with room for row->n numbers; NULL is left in peace
 */
void row_fill(Row *row);

/**
 * Adds up a row.
 *
 * @param row the row; NULL is nothing
 * @return the sum
 */
int64_t row_sum(const Row *row);

/**
 * A function of one variable.
 *
 * @param x where
 * @return its value there
 */
typedef double (*edge_function)(double x);

/**
 * Finds a function: what comes back is a pointer to code.
 *
 * @param name `half`, `double` or `square`
 * @return the function; NULL where there is none of this name
 */
edge_function edge_find(const char *name);

/**
 * The same, spelled without a typedef, for those who can read it.
 *
 * @param name as for edge_find()
 * @return the function
 */
double (*edge_find_plain(const char *name))(double x);

/**
 * Copies numbers. `restrict` is a promise that the two arrays do not overlap; breaking it is the caller's fault.
 *
 * @param into where they go
 * @param from where they come from
 * @param n how many
 */
void edge_copy(int *restrict into, const int *restrict from, size_t n);

/** How often edge_find() found something: a variable that everybody may change. */
extern int edge_found;

/** The three names that edge_find() knows: a variable that nobody may change. */
extern const char *const edge_names[3];

#endif
