#ifndef CORNERS_H
#define CORNERS_H

struct __attribute__((packed)) packed {
    char kind;
    int value;
    short rest;
};

struct aligned {
    char kind;
    int value;
} __attribute__((aligned(32)));

struct words {
    int class;
    int None;
    int self;
    int __under;
    const int fixed;
};

struct node {
    struct node *next;
    const char *name;
    unsigned char *data;
    int value;
};

struct pair {
    struct node nodes[2];
};

struct words same_words(struct words w);
int sum_nodes(const struct node *n);
struct node *the_node(void);
double sum_rows(const double (*rows)[3], int n);
const double (*the_rows(void))[3];
int lambda(struct node *node, int None, const char *self);
struct aligned same_aligned(struct aligned a);
int aligned_to(const struct aligned *a, unsigned long to);
struct packed same_packed(struct packed p);
int raise_to(int *base, unsigned char n);

#endif
