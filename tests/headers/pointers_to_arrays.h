/* Pointers to arrays as members, as items and as variables: a buffer is given for each. */
struct cell {
    short a, b;
};
struct grid {
    int (*rows)[3];
    const double (*fixed)[2];
    float (*cube)[2][2];
    unsigned char (*bytes)[8];
    struct cell (*cells)[2];
    long (*several[2])[4];
    int *(*pointers)[2];
};
static long (*grid_shared)[2];

static inline int grid_sum(const struct grid *g) { return g->rows ? g->rows[0][0] + g->rows[1][2] : -1; }
