/* _Bool: anything with a truth value. */
static inline int
tb_to_bool(PyObject *value, _Bool *out)
{
    int truth = value == Py_True ? 1 : value == Py_False ? 0 : PyObject_IsTrue(value);

    if (truth < 0) {
        return -1;
    }
    *out = truth != 0;
    return 0;
}
