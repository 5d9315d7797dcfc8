/* Memory that is no text is passed as it is: C reads as far as it likes. */
static __attribute__((noinline)) int
tb_memory_as_text(PyObject *value, const char *where, tb_text *out)
{
    PyObject *view = PyObject_CheckBuffer(value) ? PyMemoryView_FromObject(value) : NULL;

    if (view == NULL || !PyBuffer_IsContiguous(PyMemoryView_GET_BUFFER(view), 'C')) {
        Py_XDECREF(view);
        if (!PyErr_Occurred() || PyErr_ExceptionMatches(PyExc_BufferError)) {
            tb_bad_type(where, "str, bytes, a buffer or None", value);
        }
        return -1;
    }
    out->chars = PyMemoryView_GET_BUFFER(view)->buf;
    out->holder = view;
    return 0;
}

/* A parameter: text, or any memory. */
static inline int
tb_to_chars(PyObject *value, const char *where, tb_text *out)
{
    if (PyUnicode_Check(value) || PyBytes_Check(value) || value == Py_None) {
        return tb_to_text(value, where, out);
    }
    out->holder = NULL;
    return tb_memory_as_text(value, where, out);
}
