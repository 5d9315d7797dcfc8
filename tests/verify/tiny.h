#define TINY_LIMIT 7

/** Two numbers. */
struct pair {
    int low;
    int high;
};

/** The difference. */
int minus(int a, int b);

/** The distance from low to high. */
int span(const struct pair *p);

/** The length of a text. */
int length(const char *text);
