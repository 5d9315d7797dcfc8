#include <stddef.h>

struct handle;
struct point { double x, y; };
enum colour { RED, GREEN = 5 };

/** Adds. """ + evil() + """ \ */
int add(int a, int b);
double scale(double x, long factor);
void nothing(void);
enum colour next_colour(enum colour c, char letter, _Bool up);
const char *greet(const char *name);
struct point mirrored(struct point p);
double length(const struct point *p);
int use(struct handle *h);
struct handle *make(void);
unsigned long checksum(unsigned long start, const unsigned char *data, unsigned int n);
int fill(void *buffer, size_t n);
double sum(const double *xs, size_t n, double scale);
int divide(int a, int b, int *q, int *r);
int open_it(const char *path, struct handle **out, char *letter);
int clamp(int *value, int high);
int write_all(const unsigned char *data, size_t n);
int a_function_whose_name_is_so_long_that_its_lines_have_to_be_broken(unsigned long long a_parameter_of_some_length, const char *another);
const char *message(int code);
