/* A tuple of two numbers from what was returned last. From 3.14 on a tuple remembers its hash, so there it is made anew. */
static inline PyObject *
tb_pair_result(PyObject **last, PyObject *first, PyObject *second)
{
    PyObject *pair = *last;
    PyObject *old_first;
    PyObject *old_second;

    if (!TB_REUSES || PY_VERSION_HEX >= 0x030E0000) {
        return tb_pair(first, second);
    }
    if (pair == NULL || Py_REFCNT(pair) != 1 || first == NULL || second == NULL) {
        return tb_remember(last, tb_pair(first, second));
    }
    old_first = PyTuple_GET_ITEM(pair, 0);
    old_second = PyTuple_GET_ITEM(pair, 1);
    PyTuple_SET_ITEM(pair, 0, first);
    PyTuple_SET_ITEM(pair, 1, second);
    Py_DECREF(old_first);
    Py_DECREF(old_second);
    return Py_NewRef(pair);
}
