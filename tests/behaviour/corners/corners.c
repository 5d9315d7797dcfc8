#include "corners.h"

#include <string.h>

struct Box {
    int size;
};

double _Complex echo_complex(double _Complex z) { return z; }
float _Complex echo_complex_float(float _Complex z) { return z; }
long double _Complex echo_complex_long(long double _Complex z) { return z; }
double _Complex complex_times(double _Complex a, double _Complex b) { return a * b; }
double complex_real(double _Complex z) { return creal(z); }
double _Complex complex_mix(int a, double _Complex b, double c, float _Complex d) { return a + b + c + d; }

double _Complex complex_sum(const double _Complex *z, size_t n)
{
    double _Complex sum = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        sum += z[i];
    }
    return sum;
}

Wave wave_turned(const Wave *w)
{
    Wave turned = {w->z * I, {w->parts[1], w->parts[0]}};

    return turned;
}

double _Complex wave_z(const Wave *w) { return w->z; }

i128 echo_i128(i128 v) { return v; }
u128 echo_u128(u128 v) { return v; }
i128 multiply_128(int64_t a, int64_t b) { return (i128)a * b; }
uint64_t high_bits(u128 v) { return (uint64_t)(v >> 64); }
u128 huge_sum(const Huge *h) { return (u128)h->first + (u128)h->value + h->parts[0] + h->parts[1]; }

int counter = 5;
const int limit = 100;
int8_t small = -1;
uint64_t big = 0xFFFFFFFFFFFFFFFFull;
double ratio = 0.5;
float single = 0.1f;
bool enabled = true;
char letter = 'x';
char name[16] = "a name";
const char *title = "a title";
const char *const motto = "caf\xc3\xa9";
enum level current = HIGH;
Point origin = {1.0, 2.0};
const Point corner = {3.0, 4.0};
const Point fixed_corners[2] = {{5.0, 6.0}, {7.0, 8.0}};
int table[4] = {1, 2, 3, 4};
int grid[2][3] = {{1, 2, 3}, {4, 5, 6}};
const int primes[5] = {2, 3, 5, 7, 11};
const double unknown_length[] = {0.5, 1.5, 2.5};
Point corners[2] = {{1.0, 2.0}, {3.0, 4.0}};
Number number = {.d = 1.5};

static int twice(int v) { return 2 * v; }
int (*hook)(int v) = twice;
int *cursor = table;
static struct Box the_box = {7};
Box *box = &the_box;
void *anything = NULL;
double _Complex impedance = 1.0;
i128 huge = 1;
int lambda = 7;
int keys = 8;
int __reserved = 9;

int counter_bump(void) { return ++counter; }
size_t title_length(void) { return title == NULL ? 9999 : strlen(title); }
size_t name_length(void) { return strlen(name); }
double origin_sum(void) { return origin.x + origin.y; }
int table_sum(void) { return table[0] + table[1] + table[2] + table[3]; }
int grid_sum(void) { return grid[0][0] + grid[0][1] + grid[0][2] + grid[1][0] + grid[1][1] + grid[1][2]; }
int call_hook(int v) { return hook == NULL ? -1 : hook(v); }
int hidden_sum(void) { return lambda + keys; }
int static_limit(void) { return STATIC_LIMIT; }
