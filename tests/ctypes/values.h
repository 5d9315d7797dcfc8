/* Names that Python cannot have, layouts that ctypes would not choose, and a function for every kind of value. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <uchar.h>
#include <wchar.h>

/* Names and comments. */

/** ends with \ */
int filter(int l, int O, int I);
/** """ + __import__('os').system('echo pwned') + """ */
int type(int type, int int_, unsigned char bytes);
/** {{ mustache }} "quoted" */
int super(int None, int True, int lambda, int self);
/** "starts with a quote" */
int __dunder__(int __class__);
int print(int object);
struct l { int I; int class; int from_bytes; int self; int _private; double __x; };
struct __hidden { struct l inner; };
struct Point { double x, y; };
double use(struct Point *Point, struct l *l);
struct Point pass_point(struct Point Point);
int hidden(struct __hidden *h);
int a_function_with_a_very_long_name_that_goes_on_and_on(
    unsigned long long another_parameter_with_a_long_name, const char *and_a_third_parameter_that_is_long,
    unsigned long long a_parameter_name_of_more_than_forty_characters_ok);

/* Layouts. */

#pragma pack(push, 1)
struct packed { char a; int b; double c; struct Point p; short s[3]; };
#pragma pack(pop)
struct aligned { int a; double b __attribute__((aligned(32))); char c; };
struct holder { char x; struct packed p; struct aligned al; };
struct packed packed_make(char a, int b);
struct opaque;
struct chain { struct chain *next; };
int chained(struct chain *c);
struct kinds {
    bool flag;
    char ch;
    signed char sc;
    unsigned char uc;
    wchar_t w;
    char16_t c16;
    char32_t c32;
    float f;
    double d;
    long double ld;
    enum col { RED_, GREEN_ = 5 } e;
    const int fixed;
    char name[8];
    char names[2][4];
    wchar_t ws[3];
    struct Point ps[2];
    int *ip;
    const double *cdp;
    struct opaque *op;
    struct opaque *ops[2];
    const char *texts[2];
    char **argv;
    void (*fn)(int);
    void *vp;
    struct Point *pp;
    enum col *ep;
    unsigned long long u64;
    long long i64;
    size_t n;
};

/* Numbers and characters: each gives back what it is given. */

char16_t c16(char16_t c);
char32_t c32(char32_t c);
wchar_t wc(wchar_t c);
float ff(float x);
long double ld(long double x);
signed char sc(signed char x);
unsigned char uc(unsigned char x);
short sh(short x);
unsigned short ush(unsigned short x);
unsigned int ui(unsigned int x);
long lg(long x);
unsigned long ul(unsigned long x);
long long ll(long long x);
bool nb(bool x);
char ch(char x);
enum col co(enum col x);

/* Places that C writes, arrays with their length. */

int outs(int *a, double *b, char *c, const char **d, struct opaque **e, struct Point *f, struct Point **g, void **h,
         char16_t *i, enum col *j, bool *k, int **l);
int inouts(int *a, char *c, const char **d, struct opaque **e, struct Point *f, void **h, double **dd);
int sums(const int *a, int na, double *b, size_t nb, const char *extra);
int split(size_t n, const unsigned short *a);

/* Pointers. */

struct opaque *mk(int x);
int opv(struct opaque *o);
struct opaque *null_op(void);
const char **texts_out(void);
int **ipp(void);
FILE *a_file(void);
void cb(void (*f)(int));
void (*getcb(void))(int);
int void_in(const void *p, size_t n);
int void_inout(void *p, size_t n);
int strs(const char *const *s, int n);
int opsum(struct opaque *const *o, int n);
int ptsum(struct Point **p, int n);
int fill_text(char *buf, size_t n);
long double *ldp(void);
wchar_t *wcp(void);
bool *bp(void);

/* Failures. */

int released(int x);
int *perr(int x);
const char *terr(int x);
struct opaque *herr(int x);
int ncode(int x);
int neg(int x);
long lcode(long x);
const char *values_strerror(int code);

int no_params(void);
void nothing(void);

#define TEXT "a \"quoted\" 'text' \\ \xff é"
#define LONG_TEXT "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define LONGER_TEXT "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define BIG 0xFFFFFFFFFFFFFFFFULL
#define FLT 1.5e300
