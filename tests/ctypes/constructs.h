/* Layouts, numbers and functions that ctypes has no words for. */
#include <complex.h>
#include <stdbool.h>
#include <stddef.h>

/* Layouts. */

struct curl { char *name; unsigned on : 1; char host[18]; int port; };
struct three { unsigned char a : 3; unsigned char b : 7; unsigned char c : 6; };
struct __attribute__((packed)) nine { unsigned a : 4; unsigned long long b : 63; unsigned c : 5; };
#pragma pack(push, 2)
struct two { char a; long long b; struct curl *c; };
#pragma pack(pop)
union all { struct { int lo : 4, hi : 28; }; unsigned u; char text[6]; void *p; };
struct __attribute__((aligned(64))) state { unsigned char bytes[70]; };
struct states { char c; struct state one; _Alignas(32) int i; struct state two[2]; };
struct item { short a; const char *text; };
struct list { int n; union all head; struct item items[]; };
struct wide { char c; __int128 i; float _Complex z[2]; long double _Complex l; };
struct deep { struct { union { int i; float f; } u[2]; struct { bool b : 1; } flags; } part; };

unsigned curl_sum(const struct curl *c);
unsigned three_sum(struct three t);
unsigned long long nine_b(struct nine n);
struct nine nine_make(unsigned a, unsigned long long b, unsigned c);
long long two_b(struct two t);
union all all_next(union all a);
int misaligned(const struct state *s);
struct state state_of(unsigned char fill);
int list_sum(const struct list *l);
int items_sum(const struct item *items, int n);
struct deep deep_flip(struct deep d);
void halves(double _Complex z, double _Complex *half, __int128 *twice, __int128 by);
double _Complex sum_all(const double _Complex *z, size_t n);
void turn(long double _Complex *z);

/* Callbacks. */

struct pair { double a, b; };
struct big { long a, b, c; float d[3]; };
struct small { short a; char b; };
typedef int (*each_fn)(int i, void *user);
typedef struct pair (*pair_fn)(struct pair p, int i);
typedef struct big (*big_fn)(long i);
typedef struct small (*small_fn)(const char *text);
typedef each_fn (*chooser_fn)(each_fn a, each_fn b);
typedef struct machine machine;
struct hooks { each_fn each; pair_fn pairs[2]; };

int each(int n, each_fn f, void *user);
int each_kept(int n, each_fn f, void *user);
struct pair with_pair(pair_fn f, double a);
long with_big(big_fn f, long i);
int with_small(small_fn f);
int choose(chooser_fn f, each_fn a, each_fn b);
machine *machine_new(each_fn f);
void machine_on(machine *m, each_fn f, void *user);
int machine_run(machine *m, int i);
void machine_free(machine *m);
int hooks_run(const struct hooks *h, int i);
int no_callback(int i);
int fails_with(int code, each_fn f);

/* Variables. */

extern union all the_all;
extern struct hooks the_hooks;
extern const char *const fruits[];
extern const int odd[3];
extern __int128 vast;
static const double HALF = 0.5;
