#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

struct point { double x, y; };
typedef struct { struct point low, high; const char *name; void *data; } box;
typedef struct node { struct node *next; int values[4]; char tag[8]; } node;
struct secret;
struct bits { unsigned a : 3; };
union any { int i; float f; };
enum color { RED, GREEN = -5 };
typedef enum { ON = 1u << 31 } flag_t;
enum { LIMIT = 7 };

int f_int(signed char a, unsigned short b, long c, uint64_t d, size_t e);
double f_float(float a, double b, long double c);
_Bool f_bool(_Bool a, char b, wchar_t c);
const char *f_text(const char *s, char *out, const unsigned char *bytes);
void *f_address(void *p, const void *q);
void f_items(int *xs, const double *ys, enum color *cs);
struct point f_struct(struct point p, const box *b, node *n);
struct secret *f_handle(struct secret *s, struct bits *b);
enum color f_enum(enum color c, flag_t f);
void f_pointers(char **argv, const char *const *names, struct secret **out, int **rows);
void f_function(int (*compare)(const void *, const void *));
void f_system(FILE *file, struct tm *when, time_t t);
int f_unnamed(int, double);
int f_old();
int f_variadic(const char *format, ...);
void f_union(union any u);
void f_bits(struct bits b);
void f_array(int grid[2][3], double v[4]);
static inline int f_inline(int a) { return a; }
void f_int128(__int128 a);
#define ANSWER 42
#define NAME "name"
