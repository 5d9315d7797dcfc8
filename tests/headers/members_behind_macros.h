/* Macros, defined behind a record, that have the names of its members. */
struct behind {
    int last;
    unsigned level : 3;
    double scale;
    struct {
        int depth;
    } inner;
    char *text;
};
union behind_either {
    int last;
    float scale;
};
int *behind_last(void);
#define last (*behind_last())
#define level 5
#define scale 2.5
#define twice_scale (2 * scale)
#define next_level (level + 1)
#define depth sizeof(struct behind)
#define text "text"
#define inner outer
static inline int behind_get(struct behind b) { return (int)sizeof(b) + next_level; }
