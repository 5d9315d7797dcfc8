/** A tiny library. */
#define TINY_LIMIT 7

/** Adds. */
int tiny_add(int a, int b);

/** Prints, with dots. */
int tiny_print(const char *format, ...);
