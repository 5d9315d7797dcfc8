#include <complex.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>
#include <uchar.h>
#include <wchar.h>

typedef const char *text_t;
typedef const int const_int_t;
typedef double vector_t[3];
typedef int (*compare_t)(const void *, const void *);
typedef int call_t(int x);

bool truth(_Bool b);
char plain(signed char s, unsigned char u, char c);
long double wide(float f, double d, long double l);
double _Complex root(float complex z);
wchar_t letters(char16_t a, char32_t b, wint_t c);
size_t sizes(ptrdiff_t p, int8_t a, uint64_t b, intptr_t c, long long d, unsigned long e);
__int128 huge(unsigned __int128 n);
text_t through(text_t t, const text_t u, const_int_t *v, const_int_t w);
int arrays(int v[4], const double m[2][3], char rest[], vector_t by_name, const vector_t constant);
void pointers(compare_t by_pointer, call_t by_function, call_t *explicit_pointer, int (*spelled)(int, char));
int (*returns_function(int which))(double);
int (*matrix_pointer(void))[3];
int listed(const char *format, va_list list);
int log_all(const char *format, ...);
void to_file(FILE *out, struct tm when, struct timespec *at);
void quiet(volatile int *flag, const volatile char *both, int *restrict r);
_Atomic int *counter(void);
__float128 quadruple(void);
typedef float four_floats __attribute__((vector_size(16)));
four_floats vector(four_floats v);
