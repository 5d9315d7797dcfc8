/* The library behind values.h. */
#include "values.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct opaque { int v; };
static struct opaque an_opaque = {7};
static struct Point a_point = {1, 2};
static int numbers[3] = {10, 20, 30};

int filter(int l, int O, int I) { return l + O + I; }
int type(int a, int b, unsigned char c) { return a + b + c; }
int super(int a, int b, int c, int d) { return a + b + c + d; }
int __dunder__(int x) { return x; }
int print(int x) { return x; }
double use(struct Point *p, struct l *r) { return (p ? p->x : 0) + (r ? r->__x : 0); }
int hidden(struct __hidden *h) { return h ? h->inner.I : 0; }
int chained(struct chain *c) { return c != 0; }

struct Point pass_point(struct Point p)
{
    p.x++;
    return p;
}

int a_function_with_a_very_long_name_that_goes_on_and_on(unsigned long long a, const char *b, unsigned long long c)
{
    return (int)(a + (b ? strlen(b) : 0) + c);
}

struct packed packed_make(char a, int b)
{
    struct packed p = {a, b, 1.5, {2, 3}, {4, 5, 6}};
    return p;
}

char16_t c16(char16_t c) { return c; }
char32_t c32(char32_t c) { return c; }
wchar_t wc(wchar_t c) { return c; }
float ff(float x) { return x; }
long double ld(long double x) { return x; }
signed char sc(signed char x) { return x; }
unsigned char uc(unsigned char x) { return x; }
short sh(short x) { return x; }
unsigned short ush(unsigned short x) { return x; }
unsigned int ui(unsigned int x) { return x; }
long lg(long x) { return x; }
unsigned long ul(unsigned long x) { return x; }
long long ll(long long x) { return x; }
bool nb(bool x) { return x; }
char ch(char x) { return x; }
enum col co(enum col x) { return x; }

int outs(int *a, double *b, char *c, const char **d, struct opaque **e, struct Point *f, struct Point **g, void **h,
         char16_t *i, enum col *j, bool *k, int **l)
{
    *a = 1;
    *b = 2.5;
    *c = 'x';
    *d = "text";
    *e = &an_opaque;
    f->x = 9;
    *g = &a_point;
    *h = (void *)64;
    *i = 0x20ac;
    *j = GREEN_;
    *k = true;
    *l = numbers;
    return 3;
}

int inouts(int *a, char *c, const char **d, struct opaque **e, struct Point *f, void **h, double **dd)
{
    *a += 1;
    *c += 1;
    *d = *d ? *d + 1 : 0;
    *e = *e ? *e : &an_opaque;
    f->x += 1;
    *h = *h ? (char *)*h + 8 : 0;
    *dd = *dd ? *dd + 1 : 0;
    return 0;
}

int sums(const int *a, int na, double *b, size_t nb, const char *extra)
{
    double sum = 0;
    for (int i = 0; i < na; i++)
        sum += a[i];
    for (size_t i = 0; i < nb; i++) {
        sum += b[i];
        b[i] = 0;
    }
    return (int)sum + (extra ? (int)strlen(extra) : 0);
}

int split(size_t n, const unsigned short *a)
{
    int sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i];
    return sum;
}

struct opaque *mk(int x)
{
    struct opaque *o = malloc(sizeof *o);
    o->v = x;
    return o;
}

int opv(struct opaque *o) { return o ? o->v : -1; }
struct opaque *null_op(void) { return 0; }
FILE *a_file(void) { return stdin; }

const char **texts_out(void)
{
    static const char *texts[] = {"a", "b\xff", 0};
    return texts;
}

int **ipp(void)
{
    static int *p = numbers;
    return &p;
}

static void callback(int x) { (void)x; }
void (*getcb(void))(int) { return callback; }

void cb(void (*f)(int))
{
    if (f)
        f(1);
}

int void_in(const void *p, size_t n)
{
    int sum = 0;
    for (size_t i = 0; p && i < n; i++)
        sum += ((const unsigned char *)p)[i];
    return sum;
}

int void_inout(void *p, size_t n)
{
    if (p && n)
        memset(p, 1, n);
    return 0;
}

int strs(const char *const *s, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += s[i] ? (int)strlen(s[i]) : 0;
    return sum;
}

int opsum(struct opaque *const *o, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += o[i] ? o[i]->v : 0;
    return sum;
}

int ptsum(struct Point **p, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        sum += (int)p[i]->x;
        p[i]->y = 5;
    }
    return sum;
}

int fill_text(char *buf, size_t n)
{
    if (buf)
        memset(buf, 'z', n);
    return 0;
}

long double *ldp(void)
{
    static long double x[2] = {1.5L, 2.5L};
    return x;
}

wchar_t *wcp(void)
{
    static wchar_t text[3] = L"ab";
    return text;
}

bool *bp(void)
{
    static bool flags[2] = {true, false};
    return flags;
}

int *perr(int x)
{
    errno = x;
    return x ? 0 : numbers;
}

int neg(int x)
{
    errno = ENOENT;
    return x;
}

int released(int x) { return x; }
const char *terr(int x) { return x ? 0 : "ok"; }
struct opaque *herr(int x) { return x ? 0 : &an_opaque; }
int ncode(int x) { return x; }
long lcode(long x) { return x; }
const char *values_strerror(int code) { return code == 1 ? "one" : code == 2 ? "two" : 0; }
int no_params(void) { return 1; }
void nothing(void) {}
