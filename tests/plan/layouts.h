/* A union's next alternative begins before its last member does. */
struct late {
    char kind;
    union {
        struct {
            char a;
            long long b;
        };
        int d;
        char e[13];
    };
    int last;
};

int late_kind(const struct late *l);

/* What libffi does not find where it comes back. */
struct lone {
    long double x;
};

struct lone lone_twice(struct lone l);
