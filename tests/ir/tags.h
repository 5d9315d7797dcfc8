/* A tag, a typedef of it, a typedef alone, both names at once, and two typedefs of one. */
struct tagged { int x; };
typedef struct tagged tagged_t;
typedef struct { int x; } untagged_t;
typedef struct both { int x; } both_t, both_again_t;
typedef both_t third_t;
typedef struct { char c; } *only_pointer_t;
struct user { only_pointer_t p; untagged_t u; };
int point(struct tagged *a, tagged_t b, const untagged_t *c);
