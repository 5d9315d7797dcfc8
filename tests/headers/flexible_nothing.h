/* How many items fit somewhere cannot be told where an item takes no room: such a record is a handle. */
struct nothing {};
struct tail { int n; struct nothing rest[]; };
struct many { int n; struct nothing rows[0]; int last; };
struct rows { int n; int cells[][0]; };
static struct tail one_tail = { 3 };

static inline struct tail *the_tail(void) { return &one_tail; }
static inline int tail_n(const struct tail *t) { return t->n; }
