/* Functions over numbers, which are called for each item of buffers. */
#ifndef MAPS_H
#define MAPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum colour { RED, GREEN = 5, BLUE };

typedef const int fixed;

struct pixels {
    int values[4];
    double weight;
};

/** Adds. */
int add(int a, int b);
/** One argument. */
double half(double x);
float scale(float x, double by, int offset);
int8_t negate8(int8_t x);
uint8_t invert8(uint8_t x);
int16_t widen16(int8_t x);
uint16_t low16(uint32_t x);
int64_t square64(int64_t x);
uint64_t high64(uint64_t x, uint8_t shift);
unsigned long twice_long(unsigned long x);
bool is_even(int x);
int either(bool a, bool b);
char upper(char c);
enum colour next_colour(enum colour c);
int colour_number(enum colour c);
int constant(fixed x);
int volatile_constant(const volatile int x);

/** The names of what a loop has itself. */
int n(int i, int n);
int done(int out, int map);
int lambda(int def, int self);

/** Adds up what it was called with. */
void tally(int x);
void tally_pair(int x, double y);
long long tallied(void);

/** A code: 0 where it is right, else the number of what is wrong. */
int check(int x);
const char *check_text(int code);
/** A result or what is wrong with it, below 0. */
int root_of(int x);
/** Good are 100 and 101. */
int step(int x, int y);
/** errno tells, whatever the result. */
double inverse(double x);
/** errno tells, where the result is negative. */
int positive(int x);
/** errno tells, and nothing comes back. */
void must_be_even(int x);

/** Waits until another thread has called it with the same gate, at most for two seconds; whether one did. */
int meet(int gate);
int meet_held(int gate);

static inline int twice(int x) { return 2 * x; }
static inline double poly(double a, double b, double x) { return a * x + b; }
#define TRIPLE(x) ((x) * 3)

/** A macro is in the way of the function. */
int hidden(int x);
#define hidden(x) ((x) + 1000)

/* What cannot be called for each item. */
long double longer(long double x);
wchar_t wide(wchar_t c);

struct pixels pixels_new(void);

#endif
