typedef struct thing thing;
enum access { READ = 1, WRITE = 2 };
thing *thing_open(const char *name);
void thing_close(thing *t);
char *thing_name(thing *t);
char *thing_title(thing *t);
double dot(const double *xs, const double *ys, int n);
int fill(int capacity, char *out);
void rows(int (*cells)[3]);
