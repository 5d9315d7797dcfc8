/* A float, made of the last one. */
static inline PyObject *
tb_float_result(PyObject **last, double value)
{
    PyObject *number = *last;

    if (!TB_REUSES) {
        return PyFloat_FromDouble(value);
    }
    if (number == NULL || Py_REFCNT(number) != 1) {
        return tb_remember(last, PyFloat_FromDouble(value));
    }
    ((PyFloatObject *)number)->ob_fval = value;
    return Py_NewRef(number);
}
