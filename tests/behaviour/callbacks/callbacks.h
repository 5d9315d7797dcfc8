/**
 * @file callbacks.h
 * A library made for the tests: callbacks of every kind, kept or not, and functions that return functions.
 */
#ifndef CALLBACKS_H
#define CALLBACKS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Point {
    double x;
    double y;
} Point;

enum level { LOW = -1, HIGH = 1 };

typedef struct Box Box;

/* Kinds of parameters and results. */

typedef int (*int_fn)(int v);
typedef double (*double_fn)(double d, float f);
typedef int8_t (*small_fn)(uint8_t v);
typedef uint64_t (*wide_fn)(int64_t v);
typedef bool (*bool_fn)(bool v);
typedef char (*char_fn)(char v);
typedef enum level (*level_fn)(enum level v);
typedef int (*text_fn)(const char *text);
typedef const char *(*name_fn)(int v);
typedef Point (*point_fn)(Point p);
typedef void (*edit_fn)(Point *p);
typedef double (*items_fn)(const double *items, size_t n);
typedef int (*address_fn)(void *p);
typedef int (*handle_fn)(Box *box);
typedef void (*void_fn)(void);
typedef int (*many_fn)(int a, double b, const char *c, Point d, bool e, int64_t f, float g, uint8_t h);

/** f(v); -1 without f. */
int apply_int(int_fn f, int v);
/** f(f(v)). */
int apply_twice(int_fn f, int v);
double apply_double(double_fn f, double d, float g);
int apply_small(small_fn f, uint8_t v);
uint64_t apply_wide(wide_fn f, int64_t v);
bool apply_bool(bool_fn f, bool v);
char apply_char(char_fn f, char v);
enum level apply_level(level_fn f, enum level v);
int apply_text(text_fn f, const char *text);
/** The length of the name; 9999 for NULL. */
size_t apply_name(name_fn f, int v);
Point apply_point(point_fn f, Point p);
/** Lets f edit (1, 2) and gives what is left. */
Point apply_edit(edit_fn f);
/** Hands out 0.5, 1.5, 2.5. */
double apply_items(items_fn f);
int apply_address(address_fn f, void *p);
int apply_handle(handle_fn f);
Box *the_box(void);
void apply_void(void_fn f, int times);
int apply_many(many_fn f);
/** Returns what f returns, as an error code (configured). */
int apply_checked(int_fn f, int v);
/** Calls f for 0, 1, … n - 1 and notes in `seen` what each call gave; how many calls it made. */
int visit(int_fn f, int *seen, int n);
/** The sum of f over the items; NULL for f adds the items themselves. */
long sum_ints(const int *xs, size_t n, int_fn f);

/* Functions of the library, and functions that come out of it. */

int triple(int v);
double half_sum(double d, float f);
int_fn doubler(void);
/** "double" or "negate"; NULL for any other. */
int_fn pick(const char *name);
int_fn same_fn(int_fn f);
/** The sum of what each that is not null says of v. */
int sum_of(int (**fs)(int v), int n, int v);
point_fn swapper(void);
void (*stepper(int by))(void);
/** How far the steppers have gone. */
int steps(void);
/** The address of doubler()'s function. */
void *doubler_address(void);

/* Kept callbacks. */

/** Keeps f until the next call; NULL forgets it. */
void keep(int_fn f);
/** The kept one; -1 without. */
int call_kept(int v);
int_fn kept(void);

/* Function pointers in structs. */

typedef struct Hooks {
    int_fn on_int;
    double (*on_double)(double d, float f);
    void_fn on_void;
    void *user;
    int_fn table[2];
} Hooks;

int hooks_run(const Hooks *hooks, int v);
double hooks_double(const Hooks *hooks, double d);
/** The library's own: on_int doubles. */
const Hooks *hooks_own(void);

/* Callbacks from threads that Python did not start. */

/** f(v) in a thread of C's, which is waited for. */
int call_in_thread(int_fn f, int v);
/** Starts such a thread, and does not wait. */
int start_thread(int_fn f, int v);
/** Waits for it; gives what f gave. */
int join_thread(void);
/** The sum over n threads at once of f(0), f(1), … */
int call_in_threads(int_fn f, int n);

/* What no Python callable can stand for: an address. */

typedef int (*variadic_fn)(const char *format, ...);
typedef int (*list_fn)(const char *format, va_list args);

int call_variadic(variadic_fn f);
variadic_fn a_variadic(void);
bool same_list(list_fn a, list_fn b);

#endif
