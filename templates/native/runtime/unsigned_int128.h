static int
tb_to_unsigned_int128(PyObject *value, const char *where, unsigned __int128 *out)
{
    PyObject *number = tb_index(value, where, "int");
    PyObject *half = number != NULL ? tb_high_half(number) : NULL;
    unsigned long long low;
    unsigned long long high;

    if (half == NULL) {
        Py_XDECREF(number);
        return -1;
    }
    low = PyLong_AsUnsignedLongLongMask(number);
    high = PyLong_AsUnsignedLongLong(half);
    Py_DECREF(number);
    Py_DECREF(half);
    if (high == (unsigned long long)-1 && PyErr_Occurred() != NULL) {
        PyErr_Clear();
        tb_bad_range(where, "unsigned __int128");
        return -1;
    }
    *out = (unsigned __int128)((unsigned __int128)high << 64 | low);
    return 0;
}

static PyObject *
tb_from_unsigned_int128(unsigned __int128 value)
{
    if (value <= ULLONG_MAX) {
        return PyLong_FromUnsignedLongLong((unsigned long long)value);
    }
    return tb_from_halves(PyLong_FromUnsignedLongLong((unsigned long long)(value >> 64)), (unsigned long long)value);
}
