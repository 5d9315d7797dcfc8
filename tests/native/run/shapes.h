/** @file shapes.h Records, arrays, pointers, handles: what holds what alive, and what the module leaves behind. */
#include <stddef.h>

struct leaf { int value; double weights[3]; };
struct node {
    struct leaf leaf;
    struct leaf pair[2];
    struct node *next;
    const char *name;
    unsigned char *data;
    void *any;
    char tag[4];
};
struct __attribute__((aligned(64))) wide { long double x; };
typedef struct box box;
enum side { LEFT = -5, RIGHT = 1000000 };

struct leaf leaf_twice(struct leaf leaf);
/** The sum of a chain's values. */
int node_sum(const struct node *first);
int wide_is_aligned(const struct wide *w);
struct wide wide_same(struct wide w);
size_t total_length(const char *const *texts, size_t n);
const char **some_texts(void);
const char *tail_of(const char *text, size_t skip);
box *box_of(int n);
int box_value(box *b);
enum side other_side(enum side side);
/** Sleeps without the GIL. */
void nap(int milliseconds);
double sum(const double *xs, unsigned char n);
/** Its name is that of a variable of its wrapper. */
int out_q(int a, int *q);
int self(const char *args);

/* Names that the generated file could have had for itself. */
struct array { int pointer; };
struct pointer { double array[2]; };
struct of { int error; };
struct error { struct of of; };
typedef struct view view;
enum load { load_3 = 3 };
enum a { a_values = 1 };
enum a_names { names_of = 2 };
int address(struct array *buffer);
struct pointer buffer(struct error error);
int tuple(view *view);
enum load module(enum load class_);
enum a_names from_buffer(enum a result);
int result(void);
double *item(double *args);
