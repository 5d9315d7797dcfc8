static int
tb_to_int128(PyObject *value, const char *where, __int128 *out)
{
    PyObject *number = tb_index(value, where, "int");
    PyObject *half = number != NULL ? tb_high_half(number) : NULL;
    unsigned long long low;
    long long high;

    if (half == NULL) {
        Py_XDECREF(number);
        return -1;
    }
    low = PyLong_AsUnsignedLongLongMask(number);
    high = PyLong_AsLongLong(half);
    Py_DECREF(number);
    Py_DECREF(half);
    if (high == -1 && PyErr_Occurred() != NULL) {
        PyErr_Clear();
        tb_bad_range(where, "__int128");
        return -1;
    }
    *out = (__int128)((unsigned __int128)high << 64 | low);
    return 0;
}

static PyObject *
tb_from_int128(__int128 value)
{
    if (value >= LLONG_MIN && value <= LLONG_MAX) {
        return PyLong_FromLongLong((long long)value);
    }
    return tb_from_halves(PyLong_FromLongLong((long long)(value >> 64)), (unsigned long long)value);
}
