#include <wchar.h>

/** A colour. */
enum color { RED = 1, DARK = -1 };

#define LIMIT 0xFFFFFFFFFFFFFFFFULL
#define NAME "caf\xc3\xa9"
#define HALF 0.5
#define NONE ((void *)0)

/** Adds. */
int add(int a, int b);
double scale(double x, _Bool twice);
char next(char c);
enum color mixed(enum color a, enum color b);
const char *title(const char *name, wchar_t initial);
