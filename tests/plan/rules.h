#include <stddef.h>
typedef struct db db;
typedef struct { int a; } row;
int db_open(const char *path, db **out);
int db_close(db *d);
int db_step(db *d);
int db_count(db *d);
void db_range(int *low, int *high, row *first);
db *db_find(const char *name);
double db_sum(const double *xs, size_t n);
const unsigned char *db_text(db *d, const unsigned char *key);
const char *db_strerror(int code);
int db_touch(const char *path);
