/* METH_FASTCALL leaves the counting to the function. */
TB_COLD static PyObject *
tb_bad_arity(const char *function, Py_ssize_t wanted, Py_ssize_t given)
{
    PyErr_Format(PyExc_TypeError, "%s() takes exactly %zd argument%s (%zd given)",
                 function, wanted, wanted == 1 ? "" : "s", given);
    return NULL;
}
