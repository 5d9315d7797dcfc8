/* Structs without members have size 0 in GNU C, alone, as members and in arrays. */
struct nothing {};
union none {};
struct holder { struct nothing a; int n; struct nothing b; };
struct only { struct nothing a; union none b; };
struct row { struct nothing items[3]; };
struct zero { int items[0]; };
struct packet { int n; int words[]; };

static inline int holder_n(const struct holder *h) { return h->n; }
static inline void *nothing_at(struct nothing *n) { return n; }
static inline struct only only_back(struct only o) { return o; }
