/* One function for each kind of call that a binding meets, and nothing in it that takes time: what is measured is the way in and out. */
#ifndef ARCHETYPES_H
#define ARCHETYPES_H

#include <stddef.h>

/* Nothing in, nothing out: what a call costs in itself. */
void nothing(void);

/* Two ints in, an int out. */
int add(int a, int b);

/* Three doubles in, a double out. */
double volume(double x, double y, double z);

/* Six arguments of six types: what each costs adds up. */
double mix(int i, unsigned u, long long l, float f, double d, _Bool b);

/**
 * A text in.
 *
 * @param text a text, NULL for none
 * @return its first byte, -1 where there is no text
 */
int first_byte(const char *text);

/* A text out: a greeting that the library owns, one of four. */
const char *greeting(int which);

/* A point in the plane. */
typedef struct Point {
    double x; /* to the right */
    double y; /* upwards */
} Point;

/* Two structs by value in, one out. */
Point point_add(Point a, Point b);

/* The dot product: two structs by pointer; NULL is the origin. */
double point_dot(const Point *a, const Point *b);

/* The sum of an array, given with its length. */
double total(const double *values, size_t n);

/* Two out-parameters: quotient and remainder, both 0 for a division by 0. */
void divide(int a, int b, int *quotient, int *remainder);

/* A struct that only C knows. */
typedef struct counter counter;

/* A new counter, which `counter_free` takes back; NULL where there is no memory. */
counter *counter_new(int start);

/* What it counts next. */
int counter_next(counter *c);

/* Frees a counter; NULL is none. */
void counter_free(counter *c);

/* A few colours. */
enum colour { RED, GREEN, BLUE = 4 };

/* An enum in: its place among the colours, from 0. */
int colour_rank(enum colour c);

/* An enum out: the colour at that place. */
enum colour colour_at(int rank);

/* A function that takes two numbers to one. */
typedef int (*combine)(int, int);

/* Callbacks: combines 0, 1, … n - 1, from the left. */
int fold(int n, combine f);

/**
 * An error code: halves an even number.
 *
 * @param n the number
 * @param[out] half its half
 * @return 0, or 1 where it is odd
 */
int halve(int n, int *half);

/* Says in words what an error code means. */
const char *halve_error(int code);

#endif
