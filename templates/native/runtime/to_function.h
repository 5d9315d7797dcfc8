/* How a callable that C is given lives. */
typedef enum {
    TB_KEEP,   /* as long as the module */
    TB_OWNED,  /* as long as tb_function.owner does */
} tb_life;

/* A function for C. */
typedef struct {
    void *address;
    void *user;       /* what C carries for it */
    PyObject *owner;  /* the callback, where it does not live as long as the module */
} tb_function;

#define TB_NO_FUNCTION {NULL, NULL, NULL}

/* What is not a callable: None, a function of C's, an address. Returns 1 for a callable, 0 where it is done. */
static int
tb_plain_function(const tb_callbacks *callbacks, PyObject *value, const char *where, const tb_signature *signature,
                  void **address)
{
    static const char expected[] = "a callable, an address or None";

    *address = NULL;
    if (value == Py_None) {
        return 0;
    }
    if (Py_IS_TYPE(value, callbacks->function_type)) {
        if (((tb_function_pointer *)value)->signature != signature) {
            tb_bad_type(where, expected, value);
            return -1;
        }
        *address = TB_ADDRESS(value);
        return 0;
    }
    if (PyCallable_Check(value)) {
        return 1;
    }
    return tb_to_address(value, where, expected, address);
}

static int
tb_to_function(tb_callbacks *callbacks, PyObject *module, PyObject *value, const char *where,
               const tb_signature *signature, tb_life life, PyObject *user, Py_ssize_t user_at, long long on_error,
               tb_function *out)
{
    int status = tb_plain_function(callbacks, value, where, signature, &out->address);
    tb_callback *callback;

    if (status <= 0) {
        /* C's own function has C's own data. */
        if (status == 0 && user != NULL && PyLong_Check(user)) {
            return tb_to_address(user, where, "an address or None", &out->user);
        }
        return status;
    }
    if (life == TB_KEEP) {
        callback = tb_keep_callable(callbacks, module, signature, value, user, user_at, on_error);
    }
    else {
        out->owner = tb_callback_new(callbacks, module, signature, value, user, user_at, on_error);
        callback = (tb_callback *)out->owner;
    }
    if (callback == NULL) {
        return -1;
    }
    out->address = callback->address;
    out->user = callback;
    return 0;
}
