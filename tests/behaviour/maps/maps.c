#include "maps.h"

#include <errno.h>
#include <stdatomic.h>
#include <time.h>

#undef hidden

int add(int a, int b) { return (int)((unsigned)a + (unsigned)b); }
double half(double x) { return x / 2; }
float scale(float x, double by, int offset) { return (float)(x * by + offset); }
int8_t negate8(int8_t x) { return (int8_t)-x; }
uint8_t invert8(uint8_t x) { return (uint8_t)~x; }
int16_t widen16(int8_t x) { return (int16_t)(x * 256); }
uint16_t low16(uint32_t x) { return (uint16_t)x; }
int64_t square64(int64_t x) { return x * x; }
uint64_t high64(uint64_t x, uint8_t shift) { return x << shift; }
unsigned long twice_long(unsigned long x) { return 2 * x; }
bool is_even(int x) { return x % 2 == 0; }
int either(bool a, bool b) { return a + 2 * b; }
char upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c; }
enum colour next_colour(enum colour c) { return c == RED ? GREEN : c == GREEN ? BLUE : (enum colour)77; }
int colour_number(enum colour c) { return (int)c; }
int constant(fixed x) { return x + 1; }
int volatile_constant(const volatile int x) { return x - 1; }

int n(int i, int n) { return i * 10 + n; }
int done(int out, int map) { return out - map; }
int lambda(int def, int self) { return def * self; }

static long long total;

void tally(int x) { total += x; }
void tally_pair(int x, double y) { total += x * (long long)y; }

long long tallied(void)
{
    long long sum = total;

    total = 0;
    return sum;
}

int check(int x) { return x < 0 ? 7 : x > 1000 ? 8 : 0; }
const char *check_text(int code) { return code == 7 ? "it is negative" : NULL; }

int root_of(int x)
{
    int root = 0;

    if (x < 0) {
        return x;
    }
    while ((root + 1) * (root + 1) <= x) {
        root++;
    }
    return root;
}

int step(int x, int y) { return x + y; }

double inverse(double x)
{
    if (x == 0) {
        errno = EDOM;
        return 0;
    }
    return 1 / x;
}

int positive(int x)
{
    errno = x < 0 ? ERANGE : EINTR;
    return x;
}

void must_be_even(int x)
{
    if (x % 2 != 0) {
        errno = EINVAL;
    }
}

static atomic_int waiting[8];

int meet(int gate)
{
    const struct timespec pause = {0, 1000000};

    atomic_fetch_add(&waiting[gate & 7], 1);
    for (int i = 0; i < 2000; i++) {
        if (atomic_load(&waiting[gate & 7]) >= 2) {
            return 1;
        }
        nanosleep(&pause, NULL);
    }
    return 0;
}

int meet_held(int gate)
{
    const struct timespec pause = {0, 1000000};

    atomic_fetch_add(&waiting[gate & 7], 1);
    for (int i = 0; i < 300; i++) {
        if (atomic_load(&waiting[gate & 7]) >= 2) {
            return 1;
        }
        nanosleep(&pause, NULL);
    }
    return 0;
}

int hidden(int x) { return x + 1; }

long double longer(long double x) { return x; }
wchar_t wide(wchar_t c) { return c; }

struct pixels pixels_new(void)
{
    struct pixels fresh = {{1, 2, 3, 4}, 0.5};

    return fresh;
}
