/* The same for the unsigned types. */
TB_COLD static int
tb_slow_unsigned(PyObject *value, const char *where, const char *expected, const char *c_type,
                 unsigned long long high, unsigned long long *out)
{
    PyObject *number = tb_index(value, where, expected);

    if (number == NULL) {
        return -1;
    }
    *out = PyLong_AsUnsignedLongLong(number);
    Py_DECREF(number);
    if (*out > high || (*out == (unsigned long long)-1 && PyErr_Occurred() != NULL)) {
        PyErr_Clear();  /* its own OverflowError does not say which argument */
        tb_bad_range(where, c_type);
        return -1;
    }
    return 0;
}
