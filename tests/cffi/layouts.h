#include <stdio.h>

struct __attribute__((packed)) packed {
    char kind;
    double value;
};

struct __attribute__((aligned(64))) aligned {
    int value;
};

typedef union {
    int i;
    float f;
} either;

struct callbacks {
    int (*compare)(const void *, const void *);
    void (*log)(void *, __builtin_va_list);
};

int packed_kind(struct packed p);
int sum_rows(const double (*rows)[3], int n);
void put(either *e, FILE *file, int HANDLE);
