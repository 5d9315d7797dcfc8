#include "failures.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

double root_of(double x)
{
    double guess = x / 2.0 + 1.0;
    int i;

    if (x < 0.0) {
        errno = EDOM;
        return -1.0;
    }
    for (i = 0; i < 60; i++) {
        guess = (guess + x / guess) / 2.0;
    }
    return guess;
}

void nothing_of(int code) { errno = code; }

int halves_of(int x, int *half, int *rest)
{
    if (x > 100) {
        errno = ERANGE;
    }
    *half = x / 2;
    *rest = x % 2;
    return x;
}

long sum_of(const int *xs, size_t n)
{
    long sum = 0;
    size_t i;

    if (n == 0) {
        errno = EINVAL;
    }
    for (i = 0; i < n; i++) {
        sum += xs[i];
    }
    return sum;
}

static int names;

char *name_of(int n)
{
    char *name = malloc(32);

    if (name != NULL) {
        names++;
        snprintf(name, 32, "name %d", n);
    }
    if (n % 2 != 0) {
        errno = EAGAIN;
    }
    return name;
}

void name_free(char *name)
{
    names -= name != NULL;
    free(name);
}

int names_alive(void) { return names; }

struct Meter {
    int limit;
    int value;
    char message[64];
};

static int meters;

static Meter *make(int limit)
{
    Meter *meter = calloc(1, sizeof *meter);

    if (meter != NULL) {
        meters++;
        meter->limit = limit;
    }
    return meter;
}

int meter_open(int limit, Meter **meter)
{
    *meter = make(limit);
    if (limit < 0 && *meter != NULL) {
        snprintf((*meter)->message, sizeof (*meter)->message, "no meter has the limit %d", limit);
        return 3;
    }
    return 0;
}

Meter *meter_new(int limit)
{
    if (limit < 0) {
        errno = EINVAL;
    }
    return make(limit);
}

int meter_set(Meter *meter, int v)
{
    if (meter == NULL) {
        return 2;
    }
    if (v > meter->limit) {
        snprintf(meter->message, sizeof meter->message, "%d is above %d", v, meter->limit);
        return 1;
    }
    meter->value = v;
    return 0;
}

int meter_unset(int code, Meter *meter)
{
    if (meter != NULL) {
        meter->message[0] = '\0';
    }
    return code;
}

int meter_read(Meter *meter) { return meter == NULL ? -5 : meter->value; }
const char *meter_spare(const Meter *meter) { return meter == NULL || meter->value == 0 ? NULL : "spare"; }

int meter_close(Meter *meter)
{
    int status = meter != NULL && meter->value == 13;

    meters -= meter != NULL;
    free(meter);
    return status;
}

int meters_alive(void) { return meters; }
const char *meter_message(Meter *meter) { return meter->message; }

const char *code_message(int code)
{
    switch (code) {
    case 1: return "one";
    case 2: return "two";
    default: return NULL;
    }
}

int code_only(int code) { return code; }

Meter *meter_watched(watcher f, int limit)
{
    Meter *meter = make(limit);

    f(limit);
    return meter;
}

char *name_watched(watcher f, int n)
{
    char *name = name_of(2 * n);

    f(n);
    return name;
}
