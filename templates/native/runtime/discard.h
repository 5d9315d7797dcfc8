/* Frees what comes with an error; what is raised then is the error, unless Python code that this runs raises another. */
TB_COLD static void
tb_discard(void *address, int (*release)(void *address))
{
    PyObject *type;
    PyObject *value;
    PyObject *traceback;

    if (address == NULL) {
        return;
    }
    PyErr_Fetch(&type, &value, &traceback);
    if (release(address) < 0) {
        Py_XDECREF(type);
        Py_XDECREF(value);
        Py_XDECREF(traceback);
    }
    else {
        PyErr_Restore(type, value, traceback);
    }
}
