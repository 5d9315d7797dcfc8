#define _POSIX_C_SOURCE 200809L
#include "calls.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

int apply_int(int_fn f, int v) { return f == NULL ? -1 : f(v); }
int apply_twice(int_fn f, int v) { return f(f(v)); }
int apply_small(small_fn f, unsigned char v) { return f(v); }
float apply_float(float_fn f, float v, double d) { return f(v, d); }

size_t apply_name(name_fn f, int v)
{
    const char *name = f(v);

    return name == NULL ? 9999 : strlen(name);
}

Point apply_point(point_fn f, Point p) { return f(p); }

double apply_items(items_fn f)
{
    static const double items[] = {0.5, 1.5, 2.5};

    return f(items, 3);
}

void apply_void(void_fn f, int times)
{
    for (; times > 0; times--) {
        f();
    }
}

bool apply_bool(bool_fn f, bool v) { return f(v, NULL); }
int apply_pick(pick_fn f, const char *name) { return f(name)(5); }

int each(int_fn f, int *seen, int n)
{
    for (int i = 0; i < n; i++) {
        seen[i] = f(i);
    }
    return n;
}

int status_of(int_fn f, int v) { return f(v); }

int errno_of(int_fn f, int v)
{
    int r = f(v);

    errno = ENOENT;
    return r;
}

static int twice(int v) { return 2 * v; }
int_fn doubler(void) { return twice; }
int_fn same_fn(int_fn f) { return f; }

struct errand {
    int_fn f;
    int v;
};

static void *run(void *arg)
{
    struct errand *errand = arg;

    errand->v = errand->f(errand->v);
    return NULL;
}

int in_thread(int_fn f, int v)
{
    struct errand errand = {f, v};
    pthread_t thread;

    pthread_create(&thread, NULL, run, &errand);
    pthread_join(thread, NULL);
    return errand.v;
}

int once(int_fn f, int v) { return f(v); }

int walk(struct node *n, int (*visit)(struct node *n, void *user), void *user)
{
    int sum = 0;

    for (; n != NULL; n = n->next) {
        sum += visit == NULL ? 100 : visit(n, user);
        if (n->visit != NULL) {
            sum += n->visit(n, NULL);
        }
    }
    return sum;
}

int counted(int (*count)(void *user, int v), int n, void *user)
{
    int sum = 0;

    for (int i = 0; i < n; i++) {
        sum += count(user, i);
    }
    return sum;
}

struct Box {
    int_fn on_call;
    int (*f)(int v, void *user);
    void *user;
};

Box *box_new(int_fn on_call)
{
    Box *box = calloc(1, sizeof(*box));

    box->on_call = on_call;
    return box;
}

void box_free(Box *box) { free(box); }

void box_on(Box *box, int (*f)(int v, void *user), void *user)
{
    box->f = f;
    box->user = user;
}

int box_call(Box *box, int v) { return box->on_call(v); }
int box_fire(Box *box, int v) { return box->f(v, box->user); }

int counter = 7;
const char *const names[] = {"one", "two", NULL};
struct mix the_mix = {5, 3, "text", twice, {1, 2, 3}};
double numbers[4] = {1, 2, 3, 4};
const char *title = "title";
const int fixed = 11;
int_fn hook = twice;
Point origin = {1.0, 2.0};
int call_hook(int v) { return hook == NULL ? -1 : hook(v); }
int title_length(void) { return title == NULL ? -1 : (int)strlen(title); }
