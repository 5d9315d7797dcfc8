#define _POSIX_C_SOURCE 200809L

#include "callbacks.h"

#include <pthread.h>
#include <string.h>

struct Box {
    int size;
};

static Box the_only_box = {7};

int apply_int(int_fn f, int v) { return f == NULL ? -1 : f(v); }
int apply_twice(int_fn f, int v) { return f(f(v)); }
double apply_double(double_fn f, double d, float g) { return f(d, g); }
int apply_small(small_fn f, uint8_t v) { return f(v); }
uint64_t apply_wide(wide_fn f, int64_t v) { return f(v); }
bool apply_bool(bool_fn f, bool v) { return f(v); }
char apply_char(char_fn f, char v) { return f(v); }
enum level apply_level(level_fn f, enum level v) { return f(v); }
int apply_text(text_fn f, const char *text) { return f(text); }

size_t apply_name(name_fn f, int v)
{
    const char *name = f(v);

    return name == NULL ? 9999 : strlen(name);
}

Point apply_point(point_fn f, Point p) { return f(p); }

Point apply_edit(edit_fn f)
{
    Point p = {1.0, 2.0};

    f(&p);
    return p;
}

double apply_items(items_fn f)
{
    static const double items[] = {0.5, 1.5, 2.5};

    return f(items, 3);
}

int apply_address(address_fn f, void *p) { return f(p); }
int apply_handle(handle_fn f) { return f(&the_only_box); }
Box *the_box(void) { return &the_only_box; }

void apply_void(void_fn f, int times)
{
    for (; times > 0; times--) {
        f();
    }
}

int apply_many(many_fn f)
{
    Point d = {3.5, 4.5};

    return f(1, 2.5, "three", d, true, -6, 7.5f, 8);
}

int apply_checked(int_fn f, int v) { return f(v); }

int visit(int_fn f, int *seen, int n)
{
    int i;

    for (i = 0; i < n; i++) {
        seen[i] = f(i);
    }
    return i;
}

long sum_ints(const int *xs, size_t n, int_fn f)
{
    long sum = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        sum += f == NULL ? xs[i] : f(xs[i]);
    }
    return sum;
}

int triple(int v) { return 3 * v; }
double half_sum(double d, float f) { return (d + f) / 2.0; }
static int twice(int v) { return 2 * v; }
static int negated(int v) { return -v; }
int_fn doubler(void) { return twice; }

int_fn pick(const char *name)
{
    if (name != NULL && strcmp(name, "double") == 0) {
        return twice;
    }
    return name != NULL && strcmp(name, "negate") == 0 ? negated : NULL;
}

int_fn same_fn(int_fn f) { return f; }

int sum_of(int (**fs)(int v), int n, int v)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        sum += fs[i] == NULL ? 0 : fs[i](v);
    }
    return sum;
}

static Point swapped(Point p)
{
    Point q = {p.y, p.x};

    return q;
}

point_fn swapper(void) { return swapped; }

static int gone;
static void one_step(void) { gone += 1; }
static void ten_steps(void) { gone += 10; }
void (*stepper(int by))(void) { return by == 1 ? one_step : by == 10 ? ten_steps : NULL; }
int steps(void) { return gone; }
void *doubler_address(void) { return (void *)(uintptr_t)twice; }

static int_fn the_kept;
void keep(int_fn f) { the_kept = f; }
int call_kept(int v) { return the_kept == NULL ? -1 : the_kept(v); }
int_fn kept(void) { return the_kept; }

int hooks_run(const Hooks *hooks, int v)
{
    if (hooks->on_void != NULL) {
        hooks->on_void();
    }
    if (hooks->table[1] != NULL) {
        v = hooks->table[1](v);
    }
    return hooks->on_int == NULL ? -1 : hooks->on_int(v);
}

double hooks_double(const Hooks *hooks, double d) { return hooks->on_double(d, 0.5f); }

const Hooks *hooks_own(void)
{
    static const Hooks own = {.on_int = twice};

    return &own;
}

typedef struct Errand {
    int_fn f;
    int v;
    int result;
    pthread_t thread;
} Errand;

static void *run(void *argument)
{
    Errand *errand = argument;

    errand->result = errand->f(errand->v);
    return NULL;
}

int call_in_thread(int_fn f, int v)
{
    Errand errand = {.f = f, .v = v};

    if (pthread_create(&errand.thread, NULL, run, &errand) != 0) {
        return -1;
    }
    pthread_join(errand.thread, NULL);
    return errand.result;
}

static Errand started;

int start_thread(int_fn f, int v)
{
    started.f = f;
    started.v = v;
    started.result = -1;
    return pthread_create(&started.thread, NULL, run, &started);
}

int join_thread(void)
{
    pthread_join(started.thread, NULL);
    return started.result;
}

int call_in_threads(int_fn f, int n)
{
    Errand errands[16];
    int sum = 0;
    int i;

    n = n > 16 ? 16 : n;
    for (i = 0; i < n; i++) {
        errands[i].f = f;
        errands[i].v = i;
        if (pthread_create(&errands[i].thread, NULL, run, &errands[i]) != 0) {
            break;
        }
    }
    while (i-- > 0) {
        pthread_join(errands[i].thread, NULL);
        sum += errands[i].result;
    }
    return sum;
}

int call_variadic(variadic_fn f) { return f == NULL ? -1 : f("%d", 5); }

static int first_length(const char *format, ...) { return (int)strlen(format); }
variadic_fn a_variadic(void) { return first_length; }
bool same_list(list_fn a, list_fn b) { return a == b; }
