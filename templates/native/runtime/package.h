/* Imports a module of our own package, whatever name the package was given. */
static PyObject *
tb_import_sibling(PyObject *module, const char *name)
{
    PyObject *package = PyObject_GetAttrString(module, "__package__");
    PyObject *full;
    PyObject *sibling;

    if (package == NULL) {
        return NULL;
    }
    full = PyUnicode_FromFormat("%U.%s", package, name);
    Py_DECREF(package);
    if (full == NULL) {
        return NULL;
    }
    sibling = PyImport_Import(full);
    Py_DECREF(full);
    return sibling;
}
