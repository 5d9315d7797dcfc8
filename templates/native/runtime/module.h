/* The head of a module object that carries its own state. A function's `self` is the module, so what the module knows
   (its classes, its enum members) is at hand without a call; PyModule_GetState would be one. The first bytes are
   CPython's own, and `tb_create_module` makes sure that they are enough. */
typedef union {
    PyObject ob_base;
    char room[256];
} tb_module_head;

/* Makes the module: an instance of a subclass of `types.ModuleType` that has `size` bytes. */
static PyObject *
tb_create_module(PyObject *spec, const char *type_name, size_t size)
{
    PyType_Slot slots[] = {{0, NULL}};
    PyType_Spec type_spec = {type_name, (int)size, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, slots};
    PyObject *type = NULL;
    PyObject *module = NULL;
    PyObject *name;

    if (PyModule_Type.tp_basicsize > (Py_ssize_t)sizeof(tb_module_head)) {
        PyErr_SetString(PyExc_ImportError, "this CPython's module objects are larger than the extension knows");
        return NULL;
    }
    name = PyObject_GetAttrString(spec, "name");
    if (name == NULL) {
        return NULL;
    }
    type = PyType_FromSpecWithBases(&type_spec, (PyObject *)&PyModule_Type);
    if (type != NULL) {
        module = PyObject_CallOneArg(type, name);
        Py_DECREF(type);
    }
    Py_DECREF(name);
    return module;
}

#define TB_MODULE(object) ((tb_module *)(object))
