#include "shapes.h"

#include <stdlib.h>
#include <string.h>

volatile int counter = 5;
const struct flags a_flags = {.a = 7, .b = -16, .c = 1, .d = -2, .e = 1ULL << 39};
visit_fn hook;
const char *const words[] = {"one", "two", 0};
const int table[2][2] = {{1, 2}, {3, 4}};
FILE *stream;

struct source {
    visit_fn f;
    void *user;
    visit_fn more;
};

struct flags same_flags(struct flags f)
{
    return f;
}

long sum_odd(const struct odd *o)
{
    return (long)o->all + o->low + o->high + o->last;
}

struct tight same_tight(struct tight t)
{
    return t;
}

int outer_far(const struct outer *o)
{
    return o->far->q + o->more[1].value.i;
}

struct numbers same_numbers(struct numbers n)
{
    return n;
}

int vectors_n(const struct vectors *v)
{
    return v ? v->n : -1;
}

int count_items(const struct flexible *f)
{
    int n = 0;

    for (int i = 0; i < f->n; i++)
        n += f->items[i] != 0;
    return n;
}

int visit(visit_fn f, void *user, int n)
{
    int sum = 0;

    for (int i = 0; i < n; i++) {
        struct flags flags = {.a = (unsigned)i};
        int got = f(&flags, user);

        if (got < 0)
            return got;
        sum += got + flags.b;
    }
    return sum;
}

int name_length(name_fn f, int i)
{
    const char *name = f(i);

    return name ? (int)strlen(name) : -1;
}

static const char *the_name(int i)
{
    return words[i];
}

name_fn a_name(void)
{
    return the_name;
}

int choose(chooser_fn f, int i)
{
    struct flags flags = {0};
    visit_fn chosen = f(i);

    return chosen ? chosen(&flags, 0) : -1;
}

source *source_new(visit_fn f, void *user)
{
    source *s = calloc(1, sizeof *s);

    s->f = f;
    s->user = user;
    return s;
}

void source_add(source *s, visit_fn f)
{
    s->more = f;
}

int source_fire(source *s)
{
    struct flags flags = {0};

    return s->f(&flags, s->user) + (s->more ? s->more(&flags, 0) : 0);
}

int run_looped(struct started *s)
{
    return s->first(s->last) + s->last->more[0](s->last);
}
