struct point {
    double x; /**< to the right */
    const int id;
};

/** Two of them. */
typedef struct {
    struct point ends[2];
    char name[8];
    const char *note;
    struct point *from;
    int class;
} segment;

struct store;

struct point origin(void);
int store_open(const char *path, struct store **store);
void store_close(struct store *store);
int store_put(struct store *store, const unsigned char *data, unsigned short size);
long store_find(struct store *store, const segment *segment, struct point *found);
void store_trim(struct store *store, unsigned long *size);
