#include "geometry.h"

#include <stddef.h>
#include <string.h>

static const Point origin = {0.0, 0.0};

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

Point point_add(Point a, Point b)
{
    Point sum = {a.x + b.x, a.y + b.y};

    return sum;
}

double point_dot(const Point *a, const Point *b)
{
    return a == NULL || b == NULL ? 0.0 : a->x * b->x + a->y * b->y;
}

void point_move(Point *p, double dx, double dy)
{
    if (p != NULL) {
        p->x += dx;
        p->y += dy;
    }
}

const Point *point_origin(void)
{
    return &origin;
}

Rect rect_from(Point a, Point b)
{
    Rect r;

    r.low.x = smaller(a.x, b.x);
    r.low.y = smaller(a.y, b.y);
    r.high.x = larger(a.x, b.x);
    r.high.y = larger(a.y, b.y);
    return r;
}

double rect_area(Rect r)
{
    return (r.high.x - r.low.x) * (r.high.y - r.low.y);
}

bool rect_contains(const Rect *r, Point p)
{
    return r != NULL && p.x >= r->low.x && p.x <= r->high.x && p.y >= r->low.y && p.y <= r->high.y;
}

int rect_common(const Rect *a, const Rect *b, Rect *common)
{
    if (a == NULL || b == NULL || common == NULL) {
        return GEOMETRY_NULL;
    }
    common->low.x = larger(a->low.x, b->low.x);
    common->low.y = larger(a->low.y, b->low.y);
    common->high.x = smaller(a->high.x, b->high.x);
    common->high.y = smaller(a->high.y, b->high.y);
    if (common->low.x > common->high.x || common->low.y > common->high.y) {
        return GEOMETRY_APART;
    }
    return GEOMETRY_OK;
}

double triangle_area(const Triangle *t)
{
    const Point *c;

    if (t == NULL) {
        return 0.0;
    }
    c = t->corners;
    return ((c[1].x - c[0].x) * (c[2].y - c[0].y) - (c[2].x - c[0].x) * (c[1].y - c[0].y)) / 2.0;
}

Point affine_apply(const Affine *map, Point p)
{
    Point q;

    if (map == NULL) {
        return p;
    }
    q.x = map->m[0][0] * p.x + map->m[0][1] * p.y + map->m[0][2];
    q.y = map->m[1][0] * p.x + map->m[1][1] * p.y + map->m[1][2];
    return q;
}

int affine_invert(const Affine *map, Affine *inverse)
{
    Affine m;
    double det;

    if (map == NULL || inverse == NULL) {
        return GEOMETRY_NULL;
    }
    m = *map; /* a copy: the caller may invert in place */
    det = m.m[0][0] * m.m[1][1] - m.m[0][1] * m.m[1][0];
    if (det == 0.0) {
        return GEOMETRY_SINGULAR;
    }
    inverse->m[0][0] = m.m[1][1] / det;
    inverse->m[0][1] = -m.m[0][1] / det;
    inverse->m[1][0] = -m.m[1][0] / det;
    inverse->m[1][1] = m.m[0][0] / det;
    inverse->m[0][2] = -(inverse->m[0][0] * m.m[0][2] + inverse->m[0][1] * m.m[1][2]);
    inverse->m[1][2] = -(inverse->m[1][0] * m.m[0][2] + inverse->m[1][1] * m.m[1][2]);
    return GEOMETRY_OK;
}

Label label_make(const char *name, Rect box)
{
    Label label;
    size_t i;

    memset(&label, 0, sizeof label);
    for (i = 0; name != NULL && i < sizeof label.name && name[i] != '\0'; i++) {
        label.name[i] = name[i];
    }
    label.visible = true;
    label.box = box;
    return label;
}

int label_brightness(const Label *label)
{
    if (label == NULL) {
        return 0;
    }
    /* How much each colour counts for the eye, in thousandths. */
    return (299 * label->rgb[0] + 587 * label->rgb[1] + 114 * label->rgb[2]) / 1000;
}

const char *geometry_strerror(int code)
{
    switch (code) {
    case GEOMETRY_OK: return "all well";
    case GEOMETRY_APART: return "the rectangles do not touch";
    case GEOMETRY_SINGULAR: return "the map has no inverse";
    case GEOMETRY_NULL: return "a null pointer";
    default: return "unknown error";
    }
}
