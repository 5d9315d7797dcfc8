/* A C string for the time of a call. */
typedef struct {
    const char *chars;  /* NULL for None */
    PyObject *holder;   /* owns `chars` where the argument itself does not; mostly NULL */
} tb_text;

#define TB_NO_TEXT {NULL, NULL}

TB_COLD static void
tb_embedded_nul(const char *where)
{
    PyErr_Format(PyExc_ValueError, "%s has an embedded NUL", where);
}

/* str that is not ASCII, bytes, None. Lone surrogates stand for bytes that are not UTF-8 (PEP 383); only they need a
   copy, since CPython keeps the UTF-8 form of any other str with the str. */
static __attribute__((noinline)) int
tb_slow_text(PyObject *value, const char *where, tb_text *out)
{
    Py_ssize_t size;

    if (value == Py_None) {
        out->chars = NULL;
        return 0;
    }
    if (PyBytes_Check(value)) {
        out->chars = PyBytes_AS_STRING(value);
        size = PyBytes_GET_SIZE(value);
    }
    else if (PyUnicode_Check(value)) {
        out->chars = PyUnicode_AsUTF8AndSize(value, &size);
        if (out->chars == NULL) {
            if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) {
                return -1;
            }
            PyErr_Clear();
            out->holder = PyUnicode_AsEncodedString(value, "utf-8", "surrogateescape");
            if (out->holder == NULL) {
                return -1;
            }
            out->chars = PyBytes_AS_STRING(out->holder);
            size = PyBytes_GET_SIZE(out->holder);
        }
    }
    else {
        tb_bad_type(where, "str, bytes or None", value);
        return -1;
    }
    if (strlen(out->chars) != (size_t)size) {
        Py_CLEAR(out->holder);
        tb_embedded_nul(where);
        return -1;
    }
    return 0;
}

/* ASCII, which most text is, is read in place. */
static inline int
tb_to_text(PyObject *value, const char *where, tb_text *out)
{
    out->holder = NULL;
    if (PyUnicode_Check(value) && PyUnicode_IS_COMPACT_ASCII(value)) {
        out->chars = (const char *)((PyASCIIObject *)value + 1);
        if (strlen(out->chars) == (size_t)PyUnicode_GET_LENGTH(value)) {
            return 0;
        }
        tb_embedded_nul(where);
        return -1;
    }
    return tb_slow_text(value, where, out);
}
