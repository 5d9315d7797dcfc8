#define _GNU_SOURCE
#include "shapes.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct leaf leaf_twice(struct leaf leaf) { leaf.value *= 2; return leaf; }
int node_sum(const struct node *first) {
    int sum = 0;
    for (; first; first = first->next) sum += first->leaf.value;
    return sum;
}
int wide_is_aligned(const struct wide *w) { return (uintptr_t)w % 64 == 0; }
struct wide wide_same(struct wide w) { return w; }
size_t total_length(const char *const *texts, size_t n) {
    size_t sum = 0;
    for (size_t i = 0; i < n; i++) sum += texts[i] ? strlen(texts[i]) : 100;
    return sum;
}
const char **some_texts(void) { static const char *texts[] = {"one", NULL, "three"}; return texts; }
const char *tail_of(const char *text, size_t skip) { return text + skip; }
struct box { int n; };
static struct box the_box;
box *box_of(int n) { the_box.n = n; return &the_box; }
int box_value(box *b) { return b ? b->n : -1; }
enum side other_side(enum side side) { return side == LEFT ? RIGHT : LEFT; }
void nap(int milliseconds) { struct timespec t = {0, milliseconds * 1000000L}; nanosleep(&t, NULL); }
double sum(const double *xs, unsigned char n) { double s = 0; while (n--) s += *xs++; return s; }
int out_q(int a, int *q) { *q = a + 1; return a; }
int self(const char *args) { return (int)strlen(args); }

int address(struct array *buffer) { return buffer->pointer; }
struct pointer buffer(struct error error) { struct pointer p = {{error.of.error, 1}}; return p; }
int tuple(view *view) { return view == NULL; }
enum load module(enum load class_) { return class_; }
enum a_names from_buffer(enum a result) { return (enum a_names)(result + 1); }
int result(void) { return 42; }
double *item(double *args) { return args; }
