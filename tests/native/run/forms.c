#include "forms.h"

#include <stdint.h>

union number number_twice(union number n)
{
    n.i *= 2;
    return n;
}

struct flags flags_same(struct flags f) { return f; }
int flags_middle(const struct flags *f) { return f->middle; }
struct outer outer_same(struct outer o) { return o; }

long packet_sum(const struct packet *p)
{
    long sum = 0;

    for (int i = 0; i < p->n; i++) {
        sum += p->items[i];
    }
    return sum;
}

struct packed packed_same(struct packed p) { return p; }
struct line line_same(struct line l) { return l; }
unsigned long line_misaligned(const struct line *l) { return (uintptr_t)l % 64; }
double _Complex square(double _Complex z) { return z * z; }
float _Complex half(float _Complex z, int n) { return z / (float)n; }
__int128 negated(__int128 i) { return -i; }
unsigned __int128 larger(unsigned __int128 u) { return u + 1; }

void turn(double _Complex *z, unsigned long n)
{
    for (unsigned long i = 0; i < n; i++) {
        __imag__ z[i] = -__imag__ z[i];
    }
}

double _Complex *first(void)
{
    static double _Complex z[2];

    __real__ z[0] = 1.0;
    __imag__ z[1] = 2.0;
    return z;
}
