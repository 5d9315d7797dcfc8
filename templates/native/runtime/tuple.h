/* A tuple of objects that were just made, which it takes over; NULL where one could not be made. */
static PyObject *
tb_tuple(PyObject *const *values, Py_ssize_t count)
{
    PyObject *tuple = PyTuple_New(count);

    for (Py_ssize_t i = 0; i < count; i++) {
        if (tuple != NULL && values[i] != NULL) {
            PyTuple_SET_ITEM(tuple, i, values[i]);
        }
        else {
            Py_XDECREF(values[i]);
            Py_CLEAR(tuple);
        }
    }
    return tuple;
}

/* The same for two, which need no loop. */
static inline PyObject *
tb_pair(PyObject *first, PyObject *second)
{
    PyObject *pair = first != NULL && second != NULL ? PyTuple_New(2) : NULL;

    if (pair == NULL) {
        Py_XDECREF(first);
        Py_XDECREF(second);
        return NULL;
    }
    PyTuple_SET_ITEM(pair, 0, first);
    PyTuple_SET_ITEM(pair, 1, second);
    return pair;
}
