/* Everything that lies in memory in an uncommon way, and what the shim passes by address. */
#include <stdbool.h>

enum shade { DARK = 0, LIGHT = 1, BRIGHT = 3 };

union number {
    int i;
    float f;
    double d;
    unsigned char bytes[8];
    const char *text;
};

struct flags {
    unsigned low : 4;
    signed int middle : 5;
    bool on : 1;
    enum shade shade : 2;
    unsigned long long wide : 40;
    long long whole : 64;
    const unsigned fixed : 3;
};

struct outer {
    int tag;
    union {
        int whole;
        struct {
            short low, high;
        };
    };
    struct {
        int a;
        struct {
            int b;
        } deep;
    } pair;
    struct {
        int x;
    } many[2];
    union number number;
};

struct packet {
    short n;
    char kind;
    int items[];
};

struct links {
    int n;
    void *first;
    const char *names[];
};

struct __attribute__((packed)) packed {
    char c;
    int i;
    double d;
};

struct __attribute__((aligned(64))) line {
    int x;
};

struct big {
    double _Complex z;
    float _Complex f;
    long double _Complex g;
    __int128 i;
    unsigned __int128 u;
    double _Complex many[2];
};

union number number_twice(union number n);
struct flags flags_same(struct flags f);
int flags_middle(const struct flags *f);
struct outer outer_same(struct outer o);
long packet_sum(const struct packet *p);
struct packed packed_same(struct packed p);
struct line line_same(struct line l);
unsigned long line_misaligned(const struct line *l);
double _Complex square(double _Complex z);
float _Complex half(float _Complex z, int n);
__int128 negated(__int128 i);
unsigned __int128 larger(unsigned __int128 u);
void turn(double _Complex *z, unsigned long n);
double _Complex *first(void);
static inline int next_of(int a) { return a + 1; }
static inline const char *name_of(enum shade s) { return s == DARK ? "dark" : "light"; }
