#include <stddef.h>

/** A point. */
struct point {
    double x; /**< to the right */
    const char *label;
};
enum axis { AXIS_X, AXIS_Y };
typedef struct stack stack;

enum axis longest(const struct point *p);
struct point moved(struct point p, enum axis along, double by);
/** How many bytes are set. */
size_t count(const unsigned char *bytes, size_t n);
int measure(const char *text, int *width, int *height);
stack *stack_new(const double *items, size_t n);
const char *memory_error(int code);
