/* Makes a class, keeps it at hand, and adds it to the module. */
static int
tb_add_type(PyObject *module, const char *name, PyType_Spec *spec, PyObject *base, PyTypeObject **slot)
{
    *slot = (PyTypeObject *)PyType_FromModuleAndSpec(module, spec, base);
    if (*slot == NULL) {
        return -1;
    }
    return PyModule_AddObjectRef(module, name, (PyObject *)*slot);
}
