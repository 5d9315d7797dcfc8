/* Memory of a Python object for the time of a call. */
typedef struct {
    void *address;     /* NULL for None */
    Py_buffer view;    /* of a buffer object; view.obj is NULL for anything else */
    PyObject *holder;  /* T ** alone: what else must live until the call is over */
} tb_buffer;

/* What makes one safe to release. */
static inline void
tb_prepare(tb_buffer *buffer)
{
    buffer->view.obj = NULL;
}

static inline void
tb_release(tb_buffer *buffer)
{
    if (buffer->view.obj != NULL) {
        PyBuffer_Release(&buffer->view);
    }
}

/* Whether an object lends its memory to whoever takes it as it is; an exception that is set stays set. */
TB_COLD static int
tb_lends_otherwise(PyObject *value)
{
    PyObject *type;
    PyObject *error;
    PyObject *traceback;
    Py_buffer view;
    int lends;

    PyErr_Fetch(&type, &error, &traceback);
    lends = PyObject_GetBuffer(value, &view, PyBUF_FULL_RO) == 0;
    if (lends) {
        PyBuffer_Release(&view);
    }
    PyErr_Restore(type, error, traceback);
    return lends;
}

/* An object does not lend its memory; always -1. That it is read-only, or not in one piece, is a BufferError, and a
   ValueError of NumPy's, as which others tell that they are closed. */
TB_COLD static int
tb_not_acquired(PyObject *value, const char *where, const char *expected, Py_buffer *view)
{
    view->obj = NULL;
    if (PyErr_ExceptionMatches(PyExc_BufferError)
        || (PyErr_ExceptionMatches(PyExc_ValueError) && tb_lends_otherwise(value))) {
        PyErr_Clear();
        tb_bad_type(where, expected, value);
    }
    return -1;
}

/* Asks an object for its memory, in one piece. */
static int
tb_acquire(PyObject *value, const char *where, const char *expected, int flags, Py_buffer *view)
{
    if (!PyObject_CheckBuffer(value)) {
        view->obj = NULL;
        tb_bad_type(where, expected, value);
        return -1;
    }
    if (PyObject_GetBuffer(value, view, flags) < 0) {
        return tb_not_acquired(value, where, expected, view);
    }
    return 0;
}
