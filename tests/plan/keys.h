/* What the project file says of parameters, results and failure. */
typedef struct db db;
enum mode { MODE_READ = 1, MODE_WRITE = 2 };
typedef enum { RED = 1, BLUE = 2 } colour_set;
int db_open(const char *path, enum mode mode, db **out);
int db_set(db *d, int value);
int db_step(db *d, int *value);
int db_close(db *d);
const char *db_message(db *d);
const char *db_code(int code);
double root(double x);
double dot(const double *xs, const double *ys, int n);
void fill(char *text, int size);
int fill_some(unsigned char *out, unsigned long *length);
long fill_counted(double *out, long n, int *count);
long fill_returned(void *out, long n);
