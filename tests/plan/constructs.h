#include <complex.h>
typedef int (*compare_fn)(const void *a, const void *b);
struct node { struct node *next; int (*visit)(struct node *n, void *user); };
union num { int i; float f; unsigned char bytes[8]; };
struct mix {
    unsigned a : 3;
    int b : 5;
    _Bool c : 1;
    union { int x; struct { short lo, hi; }; };
    struct { int q; } inner;
    struct { int r; struct { int s; } deep; } list[2];
    union { double d; int k; } other;
};
struct flexible { int n; double items[]; };
struct __attribute__((packed)) packed { char c; int i; };
struct flags { unsigned low : 4; unsigned high : 4; };
void sort(void *base, unsigned long n, compare_fn compare);
union num twice(union num a, int k);
double _Complex square(double _Complex z);
__int128 big(__int128 a);
struct packed give(struct packed p, struct flags f);
static inline int next_of(int a) { return a + 1; }
compare_fn pick(int which);
extern int counter;
extern const char *const names[];
extern struct mix the_mix;
static const int LIMIT = 42;
void walk(struct node *n, int (*visit)(struct node *n, void *user), void *user);
void log_with(void (*print)(const char *, ...));
