/* A handle: the address of a struct that only C knows. */
static void
tb_handle_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    type->tp_free(self);
    Py_DECREF(type);
}

static PyObject *
tb_from_handle(PyTypeObject *type, const volatile void *address)
{
    tb_address_object *self;

    if (address == NULL) {
        Py_RETURN_NONE;
    }
    self = PyObject_New(tb_address_object, type);
    if (self == NULL) {
        return NULL;
    }
    self->address = (void *)(uintptr_t)address;
    return (PyObject *)self;
}

static inline int
tb_to_handle(PyObject *value, const char *where, const char *expected, PyTypeObject *type, void **out)
{
    if (Py_IS_TYPE(value, type)) {
        *out = TB_ADDRESS(value);
        return 0;
    }
    if (value == Py_None) {
        *out = NULL;
        return 0;
    }
    tb_bad_type(where, expected, value);
    return -1;
}

static PyObject *
tb_handle_from_address(PyObject *type, PyObject *value)
{
    void *address;

    if (tb_to_address(value, "from_address() argument 'address'", "an address or None", &address) < 0) {
        return NULL;
    }
    return tb_from_handle((PyTypeObject *)type, address);
}

static PyObject *
tb_handle_repr(PyObject *self)
{
    const char *name = tb_type_name(self);

    return PyUnicode_FromFormat("<%s at %p>", name, TB_ADDRESS(self));
}

static PyMethodDef tb_handle_methods[] = {
    {"from_address", tb_handle_from_address, METH_O | METH_CLASS,
     PyDoc_STR("from_address($type, address, /)\n--\n\nThe handle at an address, which nothing checks.")},
    {NULL, NULL, 0, NULL},
};
