#include "layouts.h"

#include <string.h>

Number number_same(Number n) { return n; }

Number number_of_double(double d)
{
    Number n = {.d = d};

    return n;
}

double number_to_double(Number n) { return n.d; }
int32_t number_i32(const Number *n) { return n == NULL ? -1 : n->i32; }

void number_set(Number *n, double d)
{
    if (n != NULL) {
        n->d = d;
    }
}

const Number *number_constant(void)
{
    static const Number constant = {.d = 0.5};

    return &constant;
}

Cell cell_swap(Cell c)
{
    double x = c.point.x;

    c.point.x = c.point.y;
    c.point.y = x;
    return c;
}

double cell_sum(const Cell *c) { return c == NULL ? -1.0 : c->xy[0] + c->xy[1]; }
Tagged tagged_same(Tagged t) { return t; }
double tagged_worth(Tagged t, int factor) { return factor * (t.tag == 0 ? (double)t.value.i32 : t.value.d); }

double numbers_total(const Numbers *n)
{
    return n->items[0].d + n->items[1].d + n->items[2].d + n->grid[0][0].d + n->grid[0][1].d + n->grid[1][0].d +
           n->grid[1][1].d;
}

uint64_t numbers_or(const Number *items, size_t n)
{
    uint64_t all = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        all |= items[i].u64;
    }
    return all;
}

size_t ref_length(const Ref *r) { return r == NULL || r->text == NULL ? 9999 : strlen(r->text); }

Flags flags_same(Flags f) { return f; }

int64_t flags_sum(Flags f)
{
    return f.one + f.three + f.four + f.yes + (int64_t)f.most + (int64_t)f.colour + (int64_t)f.mood + f.small +
           (int64_t)f.wide + f.deep + (int64_t)f.all;
}

int flags_four(const Flags *f) { return f->four; }
unsigned int flags_most(const Flags *f) { return f->most; }
int flags_mood(const Flags *f) { return (int)f->mood; }
uint64_t flags_wide(const Flags *f) { return f->wide; }
int64_t flags_deep(const Flags *f) { return f->deep; }

void flags_fill(Flags *flags) { memset(flags, 0xFF, sizeof *flags); }

Sign sign_same(Sign s) { return s; }
int sign_bit(const Sign *s) { return s->bit; }
uint64_t tight_d(Tight t) { return t.d; }

Tight tight_make(unsigned int a, unsigned int b, unsigned int c, uint64_t d)
{
    Tight t;

    memset(&t, 0, sizeof t);
    t.a = a & 0xF;
    t.b = b & 0xFFF;
    t.c = c & 0x7FFFFF;
    t.d = d & 0x1FFFFFFFFFFFFFFull;
    return t;
}

uint32_t pixel_all(Pixel p) { return p.all; }

Packed packed_same(Packed p) { return p; }

double packed_total(const Packed *p)
{
    return p->c + p->i + p->d + p->s + p->p.x + p->p.y + p->many[0] + p->many[1];
}

Packed2 packed2_same(Packed2 p) { return p; }
Line line_same(Line l) { return l; }
int line_x(const Line *l) { return l == NULL ? -1 : l->x; }
size_t line_misaligned(Line *l) { return (uintptr_t)l % 64; }
Padded padded_same(Padded p) { return p; }
int lines_total(const Lines *l) { return l->one.x + l->two[0].x + l->two[1].x; }

Mixed mixed_same(Mixed m) { return m; }
int mixed_after(const Mixed *m) { return m->after; }
double mixed_real(const Mixed *m) { return m->real; }

int outer_total(const Outer *o)
{
    return o->pair.a + o->pair.b + o->value.i + o->many[0].x + o->many[0].deep.y + o->many[1].x + o->many[1].deep.y;
}

Outer outer_same(Outer o) { return o; }

int arrays_grid(const Arrays *a, int i, int j) { return a->grid[i][j]; }
double arrays_cube(const Arrays *a, int i, int j, int k) { return a->cube[i][j][k]; }
double arrays_corner(const Arrays *a, int i, int j) { return a->corners[i][j].x; }
int arrays_flags(const Arrays *a) { return a->flags[0] + 2 * a->flags[1] + 4 * a->flags[2] + 8 * a->flags[3]; }
size_t arrays_word(const Arrays *a, int i) { return a->words[i] == NULL ? 9999 : strlen(a->words[i]); }
int arrays_four(const Arrays *a, int i) { return a->bits[i].four; }

uint64_t packet_sum(const Packet *p)
{
    uint64_t sum = 0;
    size_t i;

    for (i = 0; i < p->n; i++) {
        sum += p->items[i];
    }
    return sum;
}

void packet_fill(Packet *p)
{
    uint32_t i;

    for (i = 0; i < p->n; i++) {
        p->items[i] = i * i;
    }
}

double track_length(const Track *t)
{
    double sum = 0.0;
    int i;

    for (i = 0; i < t->n; i++) {
        sum += t->points[i].x + t->points[i].y;
    }
    return sum;
}

double old_sum(const Old *o)
{
    double sum = 0.0;
    int i;

    for (i = 0; i < o->n; i++) {
        sum += o->items[i];
    }
    return sum;
}

Packet *packet_own(void)
{
    static union {
        Packet packet;
        unsigned char room[sizeof(Packet) + 3 * sizeof(uint32_t)];
    } own;

    own.packet.n = 3;
    own.packet.items[0] = 10;
    own.packet.items[1] = 20;
    own.packet.items[2] = 30;
    return &own.packet;
}
