/* The way of large ints and of __index__, for every signed type up to 64 bits. */
TB_COLD static int
tb_slow_signed(PyObject *value, const char *where, const char *expected, const char *c_type,
               long long low, long long high, long long *out)
{
    int overflow;
    PyObject *number = tb_index(value, where, expected);

    if (number == NULL) {
        return -1;
    }
    *out = PyLong_AsLongLongAndOverflow(number, &overflow);
    Py_DECREF(number);
    if (overflow != 0 || *out < low || *out > high) {
        tb_bad_range(where, c_type);
        return -1;
    }
    return 0;
}
