/* Raises it; takes over both references. */
TB_COLD static void
tb_raise(PyTypeObject *type, PyObject *code, PyObject *message)
{
    PyObject *args[2] = {code, message};
    PyObject *error;

    if (code != NULL && message != NULL) {
        error = PyObject_Vectorcall((PyObject *)type, args, 2, NULL);
        if (error != NULL) {
            PyErr_SetObject((PyObject *)type, error);
            Py_DECREF(error);
        }
    }
    Py_XDECREF(code);
    Py_XDECREF(message);
}
