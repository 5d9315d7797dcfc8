/* A header for one file of a program: what it defines is there once for each file that includes it. */
int used_count;
int used_limit = 7;
struct use { int times; } used_first = { 3 };
extern int used_elsewhere;
int used_elsewhere = 2;

int used_more(int by) { return used_count += by; }
const char *used_name(void);
const char *used_name(void) { return "used"; }
static inline int used_twice(int by) { return used_more(by) + used_more(by); }
