#include "corners.h"

#include <stdint.h>
#include <string.h>

struct words same_words(struct words w)
{
    return w;
}

int sum_nodes(const struct node *n)
{
    int sum = 0;

    for (; n != NULL; n = n->next) {
        sum += n->value;
    }
    return sum;
}

struct node *the_node(void)
{
    static struct node node = {.name = "static", .value = 7};

    return &node;
}

double sum_rows(const double (*rows)[3], int n)
{
    double sum = 0;

    for (int i = 0; i < n; i++) {
        sum += rows[i][0] + rows[i][1] + rows[i][2];
    }
    return sum;
}

const double (*the_rows(void))[3]
{
    static const double rows[2][3] = {{1, 2, 3}, {4, 5, 6}};

    return rows;
}

int lambda(struct node *node, int None, const char *self)
{
    return node->value + None + (int)strlen(self);
}

int aligned_to(const struct aligned *a, unsigned long to)
{
    return (uintptr_t)a % to == 0;
}

struct packed same_packed(struct packed p)
{
    return p;
}

int raise_to(int *base, unsigned char n)
{
    int b = *base;

    if (n == 0) {
        return -1;
    }
    while (--n > 0) {
        *base *= b;
    }
    return 0;
}

struct aligned same_aligned(struct aligned a)
{
    return a;
}
