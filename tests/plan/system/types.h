/* As a C library has it: tags that C reserves for it. */
struct _machine_lock {
    int owner;
    unsigned count;
};

typedef union {
    struct _machine_lock data;
    char size[40];
} machine_lock;

struct _machine_file {
    int number;
};
typedef struct _machine_file machine_file;
