/* Freed records of a class, which are used again: that saves most of what it costs to make and to free one. */
#define TB_SPARES 8

typedef struct {
    int count;
    tb_view *objects[TB_SPARES];
} tb_spares;

/* A freed record, as new but for its bytes; NULL where there is none. */
static inline tb_view *
tb_take_spare(tb_spares *spares, PyTypeObject *type)
{
    tb_view *self;

    if (spares->count == 0) {
        return NULL;
    }
    self = spares->objects[--spares->count];
#ifdef Py_REF_DEBUG
    PyObject_Init((PyObject *)self, type);
#else
    Py_INCREF(type);
    Py_SET_REFCNT((PyObject *)self, 1);
#endif
    return self;
}

/* Whether a record that nobody refers to any more is kept. Without the GIL two threads could take the same one. */
static inline int
tb_keep_spare(PyTypeObject *type, const tb_layout *layout, PyObject *self)
{
#ifdef Py_GIL_DISABLED
    (void)type;
    (void)layout;
    (void)self;
    return 0;
#else
    PyObject *module = tb_type_module(type);
    tb_spares *spares = TB_SLOT_AT(module, layout->spares, tb_spares);

    if (layout->spares == 0 || module == NULL || spares->count == TB_SPARES) {
        return 0;
    }
    spares->objects[spares->count++] = (tb_view *)self;
    return 1;
#endif
}

static void
tb_free_spares(tb_spares *spares)
{
    while (spares->count > 0) {
        PyObject_Free(spares->objects[--spares->count]);
    }
}
