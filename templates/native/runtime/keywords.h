/* Arguments given by name, put into the places of the parameters. NULL on failure. */
static PyObject *const *
tb_keywords(const char *function, const char *const *names, Py_ssize_t count, PyObject *const *args,
            Py_ssize_t nargs, PyObject *kwnames, PyObject **given)
{
    Py_ssize_t named = kwnames != NULL ? PyTuple_GET_SIZE(kwnames) : 0;

    if (nargs > count) {
        tb_bad_arity(function, count, nargs);
        return NULL;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        given[i] = i < nargs ? args[i] : NULL;
    }
    for (Py_ssize_t i = 0; i < named; i++) {
        PyObject *name = PyTuple_GET_ITEM(kwnames, i);
        Py_ssize_t at = 0;

        while (at < count && PyUnicode_CompareWithASCIIString(name, names[at]) != 0) {
            at++;
        }
        if (at == count || given[at] != NULL) {
            PyErr_Format(PyExc_TypeError, at == count ? "%s() got an unexpected keyword argument '%U'"
                                                      : "%s() got multiple values for argument '%U'",
                         function, name);
            return NULL;
        }
        given[at] = args[nargs + i];
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        if (given[i] == NULL) {
            PyErr_Format(PyExc_TypeError, "%s() is missing the argument '%s'", function, names[i]);
            return NULL;
        }
    }
    return given;
}
