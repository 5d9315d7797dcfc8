/* Functions that Python and C call each other by: one signature for each function type. */
typedef void (*tb_code)(void);
typedef struct tb_callback tb_callback;

struct tb_signature {
    const char *name;
    char result;             /* i signed, u unsigned, b bool, f floating, p pointer, r record, v nothing */
    size_t result_size;
    /* Calls Python; what it returns is written to `result`. */
    int (*call)(tb_callback *self, void *result, void *const *args);
    /* Calls C. */
    PyObject *(*invoke)(PyObject *module, void *address, PyObject *const *args, Py_ssize_t nargs);
    tb_callback **pool;      /* who answers for each of `code`; NULL where it is free */
    const tb_code *code;     /* so many functions of this type */
    const tb_code *by_user;  /* for each parameter: the function that finds its callback there; NULL for none */
#ifdef TRIBIND_FFI
    ffi_cif *cif;
    ffi_type *ffi_result;
    ffi_type **ffi_params;   /* NULL where libffi has no word for one of them */
    unsigned count;
#endif
};

#define TB_POOL_SIZE 16
#define TB_POOL(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15)

/* A Python callable that C has an address of. */
struct tb_callback {
    PyObject_HEAD
    const tb_signature *signature;
    PyObject *module;
    PyObject *callable;
    PyObject *user;      /* what the parameter `user_at` stands for; NULL where there is none */
    Py_ssize_t user_at;
    PyObject *kept;      /* what the last result points to */
    long long on_error;  /* what C gets after an exception */
    void *address;
    Py_ssize_t place;    /* in the pool; -1 where it has none */
#ifdef TRIBIND_FFI
    ffi_closure *closure;
#endif
};

/* What the module knows of them. */
typedef struct {
    PyTypeObject *function_type;  /* FunctionPointer */
    PyTypeObject *callback_type;
    PyObject *kept;               /* those that live as long as the module, by what they call */
    tb_callback *last;            /* the one of them that was asked for last */
} tb_callbacks;
