/* Types of its own under names that <stdint.h>, <stddef.h> and <time.h> have too, but for others. */
typedef unsigned short uint16_t;
typedef unsigned long long uint64_t;
typedef char int8_t;
typedef struct {
    long long most __attribute__((aligned(16)));
} max_align_t;
struct timex {
    uint64_t at;
    int8_t zone;
};
struct stamp {
    struct timex when;
    uint64_t counts[2];
    max_align_t padded;
    uint16_t kind;
};
static inline uint64_t stamp_sum(const struct stamp *s) { return s->when.at + s->counts[0] + s->counts[1]; }
static inline struct timex timex_at(uint64_t at) { return (struct timex){.at = at, .zone = 'z'}; }
static inline uint64_t *timex_place(struct timex *t) { return &t->at; }
