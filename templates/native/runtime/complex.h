/* complex: a float or an int will do. */
static int
tb_to_complex(PyObject *value, const char *where, Py_complex *out)
{
    if (PyComplex_Check(value)) {
        *out = ((PyComplexObject *)value)->cval;
        return 0;
    }
    out->imag = 0.0;
    if (PyFloat_Check(value)) {
        out->real = PyFloat_AS_DOUBLE(value);
        return 0;
    }
    if (!PyLong_Check(value)) {
        tb_bad_type(where, "complex", value);
        return -1;
    }
    out->real = PyLong_AsDouble(value);
    if (out->real == -1.0 && PyErr_Occurred() != NULL) {
        PyErr_Clear();  /* its own OverflowError does not say which argument */
        tb_bad_range(where, "double");
        return -1;
    }
    return 0;
}
