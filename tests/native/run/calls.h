/* Functions that call back, functions that come out of C, variables. */
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    double x;
    double y;
} Point;

typedef int (*int_fn)(int v);

struct node {
    struct node *next;
    int (*visit)(struct node *n, void *user);
    int value;
};

struct mix {
    int x;
    unsigned low : 4;
    const char *text;
    int_fn hook;
    int list[3];
};

typedef struct Box Box;

typedef signed char (*small_fn)(unsigned char v);
typedef float (*float_fn)(float f, double d);
typedef const char *(*name_fn)(int v);
typedef Point (*point_fn)(Point p);
typedef double (*items_fn)(const double *items, size_t n);
typedef void (*void_fn)(void);
typedef bool (*bool_fn)(bool v, Box *box);
typedef int_fn (*pick_fn)(const char *name);

int apply_int(int_fn f, int v);
int apply_twice(int_fn f, int v);
int apply_small(small_fn f, unsigned char v);
float apply_float(float_fn f, float v, double d);
size_t apply_name(name_fn f, int v);
Point apply_point(point_fn f, Point p);
double apply_items(items_fn f);
void apply_void(void_fn f, int times);
bool apply_bool(bool_fn f, bool v);
int apply_pick(pick_fn f, const char *name);
int each(int_fn f, int *seen, int n);
int status_of(int_fn f, int v);
int errno_of(int_fn f, int v);

int_fn doubler(void);
int_fn same_fn(int_fn f);
int in_thread(int_fn f, int v);
int once(int_fn f, int v);

int walk(struct node *n, int (*visit)(struct node *n, void *user), void *user);
int counted(int (*count)(void *user, int v), int n, void *user);

Box *box_new(int_fn on_call);
void box_free(Box *box);
void box_on(Box *box, int (*f)(int v, void *user), void *user);
int box_call(Box *box, int v);
int box_fire(Box *box, int v);

extern int counter;
extern const char *const names[];
extern struct mix the_mix;
extern double numbers[4];
extern const char *title;
extern const int fixed;
extern int_fn hook;
extern Point origin;
static const int LIMIT = 42;
int call_hook(int v);
int title_length(void);
