/* A character that is not exactly one. */
TB_COLD static void
tb_bad_length(const char *where, const char *expected, PyObject *value, Py_ssize_t length)
{
    PyErr_Format(PyExc_TypeError, "%s must be %s, not %.200s of length %zd", where, expected, tb_type_name(value),
                 length);
}
