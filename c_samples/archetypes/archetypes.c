#include "archetypes.h"

#include <stdlib.h>

struct counter {
    int next;
};

void nothing(void)
{
}

int add(int a, int b)
{
    return (int)((unsigned)a + (unsigned)b);
}

double volume(double x, double y, double z)
{
    return x * y * z;
}

double mix(int i, unsigned u, long long l, float f, double d, _Bool b)
{
    return b ? (double)i + (double)u + (double)l + (double)f + d : 0.0;
}

int first_byte(const char *text)
{
    return text != NULL ? (unsigned char)text[0] : -1;
}

const char *greeting(int which)
{
    static const char *const greetings[] = {"good morning", "good day", "good evening", "good night"};

    return greetings[(unsigned)which % 4];
}

Point point_add(Point a, Point b)
{
    return (Point){a.x + b.x, a.y + b.y};
}

double point_dot(const Point *a, const Point *b)
{
    return a != NULL && b != NULL ? a->x * b->x + a->y * b->y : 0.0;
}

double total(const double *values, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    return sum;
}

void divide(int a, int b, int *quotient, int *remainder)
{
    /* INT_MIN / -1 is no int: in long long it is, and the conversion wraps. */
    long long q = b != 0 ? (long long)a / b : 0;

    *quotient = (int)q;
    *remainder = b != 0 ? (int)((long long)a % b) : 0;
}

counter *counter_new(int start)
{
    counter *c = malloc(sizeof(*c));

    if (c != NULL) {
        c->next = start;
    }
    return c;
}

int counter_next(counter *c)
{
    return c != NULL ? c->next++ : 0;
}

void counter_free(counter *c)
{
    free(c);
}

int colour_rank(enum colour c)
{
    return c == RED ? 0 : c == GREEN ? 1 : 2;
}

enum colour colour_at(int rank)
{
    static const enum colour colours[] = {RED, GREEN, BLUE};

    return colours[(unsigned)rank % 3];
}

int fold(int n, combine f)
{
    int result = 0;

    for (int i = 0; f != NULL && i < n; i++) {
        result = f(result, i);
    }
    return result;
}

int halve(int n, int *half)
{
    if (n % 2 != 0) {
        return 1;
    }
    *half = n / 2;
    return 0;
}

const char *halve_error(int code)
{
    return code == 0 ? "all well" : "the number is odd";
}
