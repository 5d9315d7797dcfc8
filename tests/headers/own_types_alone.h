/* The same without a function, so that nothing of ours stands before the header; <sys/types.h> has these too. */
typedef unsigned long long uint64_t;
typedef unsigned long __uint64_t;
typedef long long size_t;
typedef unsigned u_int8_t;
typedef struct {
    long long most __attribute__((aligned(16)));
} max_align_t;
struct alone {
    uint64_t at;
    size_t sizes[2];
    u_int8_t one;
    __uint64_t two;
};
