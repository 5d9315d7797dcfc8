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
