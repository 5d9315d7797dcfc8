#include <stdint.h>
struct flags { unsigned a : 3; int b : 5; unsigned : 0; unsigned c : 1; char tail; };
struct __attribute__((packed)) packed { char c; int i; };
struct over { _Alignas(32) char c; };
union number { int i; float f; unsigned char bytes[8]; };
struct outer {
    int kind;
    struct { int x, y; } at;
    union { int whole; struct { short low, high; }; };
    struct inner { char c; } in;
    enum { LITTLE, BIG } order;
    struct outer *next;
    struct hidden *secret;
    int (*call)(struct outer *self, int n);
};
struct flexible { int n; double items[]; };
struct zero { int n; char items[0]; };
struct hidden;
struct empty {};
struct matrix { float m[4][4]; uint8_t pad[3]; };
typedef struct node node;
struct node { node *left, *right; const node *const fixed; };
struct later;
int use(struct later *l);
struct later { int z; };
struct { int a; } nameless;
