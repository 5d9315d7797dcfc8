#include "maps.h"

#include <errno.h>

static int total;

int add(int a, int b) { return a + b; }

double mixed(signed char a, unsigned short b, float c, _Bool d, heat e, unsigned long f)
{
    return a + b + (double)c + d + (double)e + (double)f;
}

heat hotter(heat h) { return h == COLD ? WARM : (heat)7; }
void count(int by) { total += by; }
int counted(void) { return total; }
int check(int x) { return x > 5 ? 9 : 0; }
unsigned long long root(long long x) { return x < 0 ? 0 : (unsigned long long)x; }

double inverse(double x)
{
    if (x == 0) {
        errno = EDOM;
    }
    return 1 / x;
}

int only(int x) { return x; }
int args(int nargs, int map) { return nargs * 10 + map; }
