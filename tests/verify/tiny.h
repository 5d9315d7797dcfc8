#define TINY_LIMIT 7

/** Two numbers. */
struct pair {
    int low;
    int high;
};

/** Three in one byte. */
struct flags {
    unsigned kind : 3;
    int level : 4;
    unsigned on : 1;
    int rest;
};

/** The difference. */
int minus(int a, int b);

/** The distance from low to high. */
int span(const struct pair *p);

/** The level, without the rest. */
int level(const struct flags *of);

/** The length of a text. */
int length(const char *text);
