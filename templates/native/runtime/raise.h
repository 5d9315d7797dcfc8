/* Raises it; takes over both references. The class's tp_new does all that its instances need, and calling it saves what
   a call of the class does around it. */
TB_COLD static void
tb_raise(PyTypeObject *type, PyObject *code, PyObject *message)
{
    PyObject *args = tb_pair(code, message);
    PyObject *error = args != NULL ? type->tp_new(type, args, NULL) : NULL;

    if (error != NULL) {
        PyErr_SetObject((PyObject *)type, error);
        Py_DECREF(error);
    }
    Py_XDECREF(args);
}
