/* What is not a plain float: an int, or anything with __float__ or __index__. */
TB_COLD static int
tb_slow_double(PyObject *value, const char *where, double *out)
{
    PyTypeObject *type = Py_TYPE(value);

    if (PyType_GetSlot(type, Py_nb_float) == NULL && PyType_GetSlot(type, Py_nb_index) == NULL) {
        tb_bad_type(where, "float", value);
        return -1;
    }
    *out = PyFloat_AsDouble(value);
    if (*out != -1.0 || PyErr_Occurred() == NULL) {
        return 0;
    }
    if (PyLong_Check(value) && PyErr_ExceptionMatches(PyExc_OverflowError)) {
        PyErr_Clear();  /* its text does not say which argument */
        tb_bad_range(where, "double");
    }
    return -1;
}

static inline int
tb_to_double(PyObject *value, const char *where, double *out)
{
    double slow;

    if (PyFloat_CheckExact(value)) {
        *out = PyFloat_AsDouble(value);
        return 0;
    }
    /* Were the caller's own variable handed on, it could not stay in a register. */
    if (tb_slow_double(value, where, &slow) < 0) {
        return -1;
    }
    *out = slow;
    return 0;
}
