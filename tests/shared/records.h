#include <stdbool.h>
#include <stddef.h>
typedef struct point { double x, y; } point_t, Point;
/** Its fields have the names of classes and of helpers. */
struct rect {
    struct point point;
    int from_buffer, cls;
    const int fixed;
    char name[8];
    int grid[2][3];
    struct point corners[4];
    struct rect *next;
    const struct point *const *list;
    double *data;
    void *any;
    struct db *db;
    int (*callback)(int);
};
struct db;
typedef struct db *db_t;
struct point *points(size_t *n);
void rect_fill(struct rect *rect, const double *values, size_t n);
void db_run(struct db *db, const char *sql, void *data);
