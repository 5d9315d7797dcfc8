#include "scalars.h"
#include <stdio.h>
#include <string.h>
#define SAME(type, name) type f_##name(type a) { return a; }
SAME(signed char, signed_char)
SAME(unsigned char, unsigned_char)
SAME(short, short)
SAME(unsigned short, unsigned_short)
SAME(int, int)
SAME(unsigned int, unsigned_int)
SAME(long, long)
SAME(unsigned long, unsigned_long)
SAME(long long, long_long)
SAME(unsigned long long, unsigned_long_long)
SAME(float, float)
SAME(double, double)
SAME(long double, long_double)
SAME(_Bool, bool)
SAME(char, char)
SAME(wchar_t, wchar)
SAME(enum color, color)
SAME(enum sign, sign)
int add(int a, int b) { return a + b; }
int seven(void) { return 7; }
void nothing(void) {}
const char *greet(const char *name) {
    static char text[100];
    snprintf(text, sizeof text, "hello %s", name ? name : "(null)");
    return text;
}
int count(const char *a, const char *b, int c) { return (int)(strlen(a) + strlen(b)) + c; }
const char *null_text(void) { return NULL; }
size_t sized(size_t n) { return n; }
int self(int args, int nargs) { return args * nargs; }
