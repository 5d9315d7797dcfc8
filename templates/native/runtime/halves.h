/* Integers of 128 bits go in two halves, which every CPython can take: the high one says whether it fits. */
TB_COLD static PyObject *
tb_high_half(PyObject *number)
{
    PyObject *bits = PyLong_FromLong(64);
    PyObject *high = bits != NULL ? PyNumber_Rshift(number, bits) : NULL;

    Py_XDECREF(bits);
    return high;
}

/* The int of two halves; takes over `high`. */
static PyObject *
tb_from_halves(PyObject *high, unsigned long long low)
{
    PyObject *bits = PyLong_FromLong(64);
    PyObject *shifted = high != NULL && bits != NULL ? PyNumber_Lshift(high, bits) : NULL;
    PyObject *rest = PyLong_FromUnsignedLongLong(low);
    PyObject *number = shifted != NULL && rest != NULL ? PyNumber_Or(shifted, rest) : NULL;

    Py_XDECREF(high);
    Py_XDECREF(bits);
    Py_XDECREF(shifted);
    Py_XDECREF(rest);
    return number;
}
