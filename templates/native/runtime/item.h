/* One kind of C value in memory: how Python reads it, sets it, compares it. Members of records, items of arrays and
   what a Pointer points to all go through these descriptions. */
typedef struct tb_item tb_item;
typedef struct tb_layout tb_layout;

struct tb_item {
    const char *c_name;     /* "unsigned char"; of a pointer what repr shows, "unsigned char *" */
    const char *expected;   /* what it is set from, for errors; NULL where the conversion says it */
    char kind;              /* i signed, u unsigned, f float, b bool, c char, w wide character,
                               p pointer, r record, a array, s array of char */
    char is_const;          /* p: what it points to is const */
    Py_ssize_t size;        /* sizeof */
    const char *format;     /* of a buffer of such items; NULL where there is none */
    Py_ssize_t slot;        /* r, p and enumerations: offset of the class or the members in the module */
    const tb_item *of;      /* a: its items; p: what a Pointer made from it points to */
    Py_ssize_t count;       /* a, s: how many */
    const tb_layout *layout;  /* r; p to a record */
    const void *enumeration;  /* a tb_enum; NULL for a plain integer */

    /* A new object for what lies at `at`, which is part of `owner`. */
    PyObject *(*get)(const tb_item *item, PyObject *owner, char *at);
    /* Writes a Python value to `at`. `owner` keeps alive what a pointer points to; with NULL nothing does. */
    int (*set)(const tb_item *item, PyObject *module, PyObject *owner, char *at, PyObject *value, const char *where);
    /* p: the address that a Python value stands for, and a new reference to what keeps it valid (or NULL). */
    int (*take)(const tb_item *item, PyObject *module, PyObject *value, const char *where,
                void **address, PyObject **holder);
};

/* What memory of the module a slot is. */
#define TB_SLOT(module, item, type) ((type *)(void *)((char *)(module) + (item)->slot))
