/* The items of a const array are not set, one by one or together; bit-fields that lie across bytes beside them. */
struct plot {
    const unsigned char name[7];
    unsigned char hard : 4, colour : 4;
    unsigned short weeds : 3, pests : 3, size : 10;
    const short rows[2][2];
    const char label[4];
    const unsigned char *text;
};

static inline unsigned plot_size(const struct plot *p) { return p->size; }

struct mark {
    int at;
};
/* What is seen of a const record among the items is no copy. */
struct marks {
    const struct mark both[2];
    const struct mark grid[2][2];
    const double *const lists[2];
};
