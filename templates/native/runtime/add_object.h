/* Adds an object that was just made (NULL: it could not be). */
static int
tb_add(PyObject *module, const char *name, PyObject *object)
{
    int status = PyModule_AddObjectRef(module, name, object);

    Py_XDECREF(object);
    return status;
}
