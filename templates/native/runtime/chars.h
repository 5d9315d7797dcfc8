/* char[N]: bytes up to the first NUL; set from bytes or str, the rest filled with NULs. */
static PyObject *
tb_get_chars(const tb_item *item, PyObject *Py_UNUSED(owner), char *at)
{
    const char *end = memchr(at, 0, (size_t)item->count);

    return PyBytes_FromStringAndSize(at, end != NULL ? end - at : item->count);
}

static int
tb_set_chars(const tb_item *item, PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(owner), char *at,
             PyObject *value, const char *where)
{
    PyObject *bytes;
    int status = -1;

    if (PyBytes_Check(value)) {
        bytes = Py_NewRef(value);
    }
    else if (PyUnicode_Check(value)) {
        bytes = PyUnicode_AsEncodedString(value, "utf-8", "surrogateescape");
    }
    else {
        tb_bad_type(where, "bytes or str", value);
        return -1;
    }
    if (bytes == NULL) {
        return -1;
    }
    if (PyBytes_GET_SIZE(bytes) > item->count) {
        PyErr_Format(PyExc_ValueError, "%s holds %zd bytes, not %zd", where, item->count, PyBytes_GET_SIZE(bytes));
    }
    else {
        memset(at, 0, (size_t)item->count);
        memcpy(at, PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes));
        status = 0;
    }
    Py_DECREF(bytes);
    return status;
}
