#include "constructs.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

unsigned curl_sum(const struct curl *c)
{
    return c->on + (unsigned)strlen(c->host) + (unsigned)c->port;
}
unsigned three_sum(struct three t) { return t.a + t.b + t.c; }
unsigned long long nine_b(struct nine n) { return n.b; }
struct nine nine_make(unsigned a, unsigned long long b, unsigned c)
{
    return (struct nine){.a = a & 15, .b = b & (~0ULL >> 1), .c = c & 31};
}
long long two_b(struct two t) { return t.b + (t.c ? t.c->port : 0); }
union all all_next(union all a)
{
    a.u++;
    return a;
}
int misaligned(const struct state *s) { return (int)((uintptr_t)s % 64); }
struct state state_of(unsigned char fill)
{
    struct state s;
    memset(s.bytes, fill, sizeof s.bytes);
    return s;
}
int list_sum(const struct list *l) { return (int)l->head.u + items_sum(l->items, l->n); }
int items_sum(const struct item *items, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += items[i].a + (items[i].text ? (int)strlen(items[i].text) : 0);
    return sum;
}
struct deep deep_flip(struct deep d)
{
    d.part.flags.b = !d.part.flags.b;
    d.part.u[1].i += 1;
    return d;
}
void halves(double _Complex z, double _Complex *half, __int128 *twice, __int128 by)
{
    *half = z / 2;
    *twice = by * 2;
}
double _Complex sum_all(const double _Complex *z, size_t n)
{
    double _Complex sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += z[i];
    return sum;
}
void turn(long double _Complex *z) { *z *= I; }

int each(int n, each_fn f, void *user)
{
    int sum = 0;
    for (int i = 0; f && i < n; i++)
        sum += f(i, user);
    return sum;
}
static each_fn kept;
static void *kept_user;
int each_kept(int n, each_fn f, void *user)
{
    if (f) {
        kept = f;
        kept_user = user;
    }
    return each(n, kept, kept_user);
}
struct pair with_pair(pair_fn f, double a) { return f((struct pair){a, 2 * a}, 3); }
long with_big(big_fn f, long i)
{
    struct big b = f(i);
    return b.a + b.b + b.c + (long)b.d[2];
}
int with_small(small_fn f)
{
    struct small s = f("text");
    return s.a * 256 + s.b;
}
int choose(chooser_fn f, each_fn a, each_fn b)
{
    each_fn chosen = f(a, b);
    return chosen ? chosen(7, NULL) : -1;
}
struct machine { each_fn f, on; void *user; };
machine *machine_new(each_fn f)
{
    machine *m = calloc(1, sizeof *m);
    m->f = f;
    return m;
}
void machine_on(machine *m, each_fn f, void *user)
{
    m->on = f;
    m->user = user;
}
int machine_run(machine *m, int i)
{
    return (m->f ? m->f(i, NULL) : 0) + (m->on ? m->on(i, m->user) : 0);
}
void machine_free(machine *m) { free(m); }
int hooks_run(const struct hooks *h, int i)
{
    int sum = h->each ? h->each(i, NULL) : 0;
    for (int k = 0; k < 2; k++)
        if (h->pairs[k])
            sum += (int)h->pairs[k]((struct pair){i, k}, k).a;
    return sum;
}
int no_callback(int i) { return i + 1; }
int fails_with(int code, each_fn f)
{
    f(code, NULL);
    return code;
}

union all the_all = {.u = 5};
struct hooks the_hooks;
const char *const fruits[] = {"apple", "pear", 0};
const int odd[3] = {1, 3, 5};
__int128 vast = -1;
