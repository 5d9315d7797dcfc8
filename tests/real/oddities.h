/* What headers of well-known libraries do, each in its smallest form. */
#ifndef ODDITIES_H
#define ODDITIES_H

/* GLib: a function that is also a macro, which asserts at compile time what it is given. */
int add_one(int *number);
#define add_one(number) \
    ({ _Static_assert(sizeof *(number) == sizeof(int), "an int"); (add_one)(number); })

/* GSL: a type without a tag that another, which was announced before, points to. */
typedef struct stepper stepper;

typedef struct {
    const char *name;
    int order;
} stepper_kind;

struct stepper {
    const stepper_kind *kind;
    int steps;
};

int order_of(const stepper *s);

/* SDL: a level that depends on how the program is compiled. */
#ifdef __OPTIMIZE__
#define CHECK_LEVEL 1
#else
#define CHECK_LEVEL 2
#endif

/* libuv: a flag that is there where the system's headers show it, which Python.h makes them do. */
#include <fcntl.h>
#ifdef O_NOATIME
#define OPEN_NOATIME O_NOATIME
#else
#define OPEN_NOATIME 0
#endif

/* curl: the complement of an unsigned flag. */
#define AUTH_DIGEST_IE (((unsigned long)1) << 4)
#define AUTH_ANY (~AUTH_DIGEST_IE)

/* libsodium: a state that wants more alignment than an allocator gives. */
typedef struct __attribute__((aligned(64))) hash_state {
    unsigned char opaque[384];
} hash_state;

int misplaced(const hash_state *state);
hash_state fresh(unsigned char first);

/* GMP, PCRE2: the name that people know stands for the one that is exported. */
#define known_name exported_name
int exported_name(void);

/* Lua: text in which blanks matter. */
#define RELEASE "Odd 5.4"
#define COPYRIGHT RELEASE "  Copyright (C)  all"

/* zlib: a character constant is a number. */
#define LETTER 'S'

#endif
