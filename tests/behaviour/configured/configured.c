#include "configured.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int call_user(user_fn f, int v, void *user) { return f == NULL ? -1 : f(v, user); }

int visit(user_fn f, void *user, int *seen, int n)
{
    int i;

    for (i = 0; i < n; i++) {
        seen[i] = f(i, user);
    }
    return i;
}

int visit_until(user_fn f, void *user, int n)
{
    int i;

    for (i = 0; i < n; i++) {
        if (f(i, user) != 0) {
            return i + 1;
        }
    }
    return i;
}

int call_plain(user_fn f, int v, void *user) { return f(v, user); }
int first_user(first_fn f, void *user) { return f(user, NULL, 5); }

static user_fn kept;
static void *kept_user;

void keep_user(user_fn f, void *user)
{
    kept = f;
    kept_user = user;
}

int call_kept_user(int v) { return kept == NULL ? -1 : kept(v, kept_user); }

struct Source {
    user_fn f[8];
    void *user[8];
    int n;
};

Source *source_new(void) { return calloc(1, sizeof(Source)); }
void source_free(Source *source) { free(source); }

int source_listen(Source *source, user_fn f, void *user)
{
    if (source == NULL || f == NULL || source->n == 8) {
        return -1;
    }
    source->f[source->n] = f;
    source->user[source->n] = user;
    return ++source->n;
}

int source_fire(Source *source, int v)
{
    int sum = 0;
    int i;

    for (i = 0; source != NULL && i < source->n; i++) {
        sum += source->f[i](v, source->user[i]);
    }
    return sum;
}

long sum_of(int n, ...)
{
    long sum = 0;
    va_list args;

    va_start(args, n);
    for (; n > 0; n--) {
        sum += va_arg(args, int);
    }
    va_end(args);
    return sum;
}

double mixed_of(const char *kinds, ...)
{
    double sum = 0.0;
    va_list args;
    const char *text;

    va_start(args, kinds);
    for (; *kinds != '\0'; kinds++) {
        switch (*kinds) {
        case 'i': sum += va_arg(args, int); break;
        case 'l': sum += (double)va_arg(args, long); break;
        case 'd': sum += va_arg(args, double); break;
        case 's':
            text = va_arg(args, const char *);
            sum += text == NULL ? 9999.0 : (double)strlen(text);
            break;
        default: break;
        }
    }
    va_end(args);
    return sum;
}

int format_into(char *into, size_t n, const char *format, ...)
{
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(into, n, format, args);
    va_end(args);
    return length;
}

int checked_of(int code, ...) { return code; }
int unsigned_of(int n, ...) { return n; }

void out_flags(int low, int high, Flags *flags)
{
    flags->low = (unsigned int)low & 0xF;
    flags->high = high < -8 ? -8 : high > 7 ? 7 : high;
}

void inout_number(Number *number) { number->d *= 2.0; }

void out_complex(double re, double im, double _Complex *z)
{
    double parts[2] = {re, im};

    memcpy(z, parts, sizeof *z);
}

int out_wide(uint64_t a, uint64_t b, u128 *low, i128 *high)
{
    if (a == 0 || b == 0) {
        return 1;
    }
    *low = (u128)a * b;
    *high = -(i128)(a / 2) * (i128)b;
    return 0;
}

static int same(int v) { return v; }
static int negated(int v) { return -v; }
void out_function(bool negates, int (**f)(int v)) { *f = negates ? negated : same; }

Number split_number(Number n, Number *whole)
{
    Number rest = {.d = n.d - (double)(long)n.d};

    whole->d = (double)(long)n.d;
    return rest;
}
