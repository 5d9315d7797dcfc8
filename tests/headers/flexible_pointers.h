/* What is said of a record that ends in an array of unknown length does not depend on what the items are. */
struct names { char count : 1; void *items[]; };
struct calls { int count; int (*items[])(int); };
struct grid { int count; short rows[][3]; };

static inline int names_count(const struct names *n) { return n->count; }
