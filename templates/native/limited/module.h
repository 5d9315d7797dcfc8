/* The head of a module object that carries its own state. A function's `self` is the module, so what the module knows
   (its classes, its enum members) is at hand without a call; PyModule_GetState would be one. The first bytes are
   CPython's own, and `tb_create_module` makes sure that they are enough. */
typedef union {
    PyObject ob_base;
    char room[256];
} tb_module_head;

/* Whether the head holds CPython's own bytes. The limited API does not say how many they are; Python does. */
static int
tb_check_head(void)
{
    PyObject *number = PyObject_GetAttrString((PyObject *)&PyModule_Type, "__basicsize__");
    Py_ssize_t size = number != NULL ? PyLong_AsSsize_t(number) : -1;

    Py_XDECREF(number);
    if (size < 0) {
        return -1;
    }
    if (size > (Py_ssize_t)sizeof(tb_module_head)) {
        PyErr_SetString(PyExc_ImportError, "this CPython's module objects are larger than the extension knows");
        return -1;
    }
    return 0;
}

/* Makes the module: an instance of a subclass of `types.ModuleType` that has `size` bytes. */
static PyObject *
tb_create_module(PyObject *spec, const char *type_name, size_t size)
{
    PyType_Slot slots[] = {{0, NULL}};
    PyType_Spec type_spec = {type_name, (int)size, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, slots};
    PyObject *type = NULL;
    PyObject *module = NULL;
    PyObject *name;

    if (tb_check_head() < 0) {
        return NULL;
    }
    name = PyObject_GetAttrString(spec, "name");
    if (name == NULL) {
        return NULL;
    }
    type = PyType_FromSpecWithBases(&type_spec, (PyObject *)&PyModule_Type);
    if (type != NULL) {
        module = PyObject_CallFunctionObjArgs(type, name, NULL);
        Py_DECREF(type);
    }
    Py_DECREF(name);
    return module;
}

#define TB_MODULE(object) ((tb_module *)(object))
