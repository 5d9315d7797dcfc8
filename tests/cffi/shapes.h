#ifndef SHAPES_H
#define SHAPES_H

#include <complex.h>
#include <stdarg.h>
#include <stdio.h>

/* What CFFI itself places: bit-fields, with gaps too. */
struct flags {
    unsigned a : 3;
    int b : 5;
    _Bool c : 1;
    unsigned : 4;
    signed char d : 2;
    unsigned long long e : 40;
};

/* What it does not: all 64 bits, bits in an anonymous member, a packed one across bytes. */
struct odd {
    unsigned long long all : 64;
    union {
        unsigned whole;
        struct {
            unsigned low : 16;
            int high : 16;
        };
    };
    int last;
};
struct __attribute__((packed)) tight {
    unsigned char a : 4;
    unsigned short b : 12;
    _Bool yes : 1;
    int c : 23;
};

/* Nameless types, in one another, in arrays and behind pointers. */
struct outer {
    struct {
        int q;
        union {
            float f;
            int i;
        } value;
    } inner, more[2], *far;
};

/* Types that CFFI has no word for. */
struct numbers {
    char first;
    __extension__ __int128 wide;
    __extension__ unsigned __int128 wides[2];
    long double _Complex z;
    double _Complex d;
    __extension__ __int128 *far;
};
typedef float v4 __attribute__((vector_size(16)));
struct vectors {
    v4 v;
    int n;
};
struct listed {
    va_list args;
    int n;
};

struct flexible {
    short n;
    struct flexible *items[];
};
struct __attribute__((aligned(64))) wide_flexible {
    int n;
    double items[];
};

struct flags same_flags(struct flags f);
long sum_odd(const struct odd *o);
struct tight same_tight(struct tight t);
int outer_far(const struct outer *o);
struct numbers same_numbers(struct numbers n);
int vectors_n(const struct vectors *v);
int count_items(const struct flexible *f);

typedef int (*visit_fn)(struct flags *f, void *user);
typedef const char *(*name_fn)(int i);
typedef visit_fn (*chooser_fn)(int i);
typedef struct source source;

/* A function type that leads back to itself through a struct of its own parameters. */
typedef struct looped looped;
typedef int (*looped_fn)(looped *l);
struct started {
    looped_fn first;
    looped *last;
};
struct looped {
    struct looped *before;
    looped_fn done, more[2];
};
int run_looped(struct started *s);

int visit(visit_fn f, void *user, int n);
int name_length(name_fn f, int i);
name_fn a_name(void);
int choose(chooser_fn f, int i);
source *source_new(visit_fn f, void *user);
void source_add(source *s, visit_fn f);
int source_fire(source *s);

extern volatile int counter;
extern const struct flags a_flags;
extern visit_fn hook;
extern const char *const words[];
extern const int table[2][2];
extern FILE *stream;

#endif
