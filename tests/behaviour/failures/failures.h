/**
 * @file failures.h
 * A library made for the tests: how a call says that it failed, and what becomes of what it has made by then.
 */
#ifndef FAILURES_H
#define FAILURES_H

#include <stddef.h>

/* errno alone tells: every result may be right. */

/** The square root; EDOM for a negative number. */
double root_of(double x);
/** Sets errno to what it is given. */
void nothing_of(int code);
/** ERANGE for more than 100. */
int halves_of(int x, int *half, int *rest);
/** The sum; EINVAL for none. */
long sum_of(const int *xs, size_t n);
/** A name of the caller's; with EAGAIN for an odd number. */
char *name_of(int n);
void name_free(char *name);
int names_alive(void);

/* A handle knows what went wrong with it. */

typedef struct Meter Meter;

/** Makes a meter in any case, as the one to ask for what went wrong; 3 for a negative limit. */
int meter_open(int limit, Meter **meter);
/** The same, by errno. */
Meter *meter_new(int limit);
/** 1 where v is above the limit, 2 for no meter. */
int meter_set(Meter *meter, int v);
/** 2. */
int meter_unset(int code, Meter *meter);
int meter_read(Meter *meter);
/** None. */
const char *meter_spare(const Meter *meter);
/** 1 where it holds 13; it is closed all the same. */
int meter_close(Meter *meter);
int meters_alive(void);
const char *meter_message(Meter *meter);
const char *code_message(int code);
int code_only(int code);

typedef void (*watcher)(int v);

/** Makes one, and tells f of it. */
Meter *meter_watched(watcher f, int limit);
char *name_watched(watcher f, int n);

#endif
