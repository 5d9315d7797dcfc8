/**
 * @file configured.h
 * A library made for the tests: what only the project file can say about a function.
 */
#ifndef CONFIGURED_H
#define CONFIGURED_H

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Callbacks with data of the caller's. */

typedef int (*user_fn)(int v, void *user);
typedef int (*first_fn)(void *user, void *other, int v);

int call_user(user_fn f, int v, void *user);
/** Notes in `seen` what each call gave; how many calls it made. */
int visit(user_fn f, void *user, int *seen, int n);
/** Calls f for 0, 1, … n - 1 until it does not give 0; how many calls it made. */
int visit_until(user_fn f, void *user, int n);
/** Not configured as user data: an address like any other. */
int call_plain(user_fn f, int v, void *user);
/** The first of two addresses is the user data. */
int first_user(first_fn f, void *user);
void keep_user(user_fn f, void *user);
/** Without a kept one -1. */
int call_kept_user(int v);

/** Calls its listeners until it is closed. */
typedef struct Source Source;

Source *source_new(void);
void source_free(Source *source);
int source_listen(Source *source, user_fn f, void *user);
/** The sum of what the listeners give. */
int source_fire(Source *source, int v);

/* Variable arguments. */

/** The sum of n int. */
long sum_of(int n, ...);
/** The sum of arguments whose kinds are letters: i(nt), d(ouble), l(ong), s(tring, its length). */
double mixed_of(const char *kinds, ...);
int format_into(char *into, size_t n, const char *format, ...) __attribute__((format(printf, 3, 4)));
/** Returns its first argument, as an error code. */
int checked_of(int code, ...);
/** Has no signature: left out. */
int unsigned_of(int n, ...);

/* Macros. */

/** The larger of two. */
#define LARGER(a, b) ((a) > (b) ? (a) : (b))
#define SQUARE(x) ((long)(x) * (x))
#define IS_EVEN(x) ((x) % 2 == 0)
#define RESET(p) (*(p) = 0)
/** Has no signature: left out. */
#define STRINGED(x) #x

/* Results through parameters. */

typedef struct Flags {
    unsigned int low : 4;
    int high : 4;
} Flags;

typedef union Number {
    int32_t i;
    double d;
    uint64_t bits;
} Number;

__extension__ typedef __int128 i128;
__extension__ typedef unsigned __int128 u128;

void out_flags(int low, int high, Flags *flags);
/** Doubles d. */
void inout_number(Number *number);
void out_complex(double re, double im, double _Complex *z);
/** The product's halves; an error where there is nothing to multiply. */
int out_wide(uint64_t a, uint64_t b, u128 *low, i128 *high);
void out_function(bool negates, int (**f)(int v));
/** The fraction is returned, the whole part is an out-parameter; both by value of a union. */
Number split_number(Number n, Number *whole);

#endif
