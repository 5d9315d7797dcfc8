/* A function of C's that Python can call. */
typedef struct {
    tb_address_object head;
    const tb_signature *signature;
    PyObject *holder;  /* the callback behind the address, where that is ours and ends with the memory it was read from */
} tb_function_pointer;

static inline PyObject *
tb_from_function(const tb_callbacks *callbacks, const void *address, const tb_signature *signature)
{
    tb_function_pointer *self;

    if (address == NULL) {
        Py_RETURN_NONE;
    }
    self = PyObject_GC_New(tb_function_pointer, callbacks->function_type);
    if (self == NULL) {
        return NULL;
    }
    self->head.address = (void *)(uintptr_t)address;
    self->signature = signature;
    self->holder = NULL;
    PyObject_GC_Track(self);
    return (PyObject *)self;
}

static int
tb_function_pointer_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((tb_function_pointer *)self)->holder);
    return 0;
}

static int
tb_function_pointer_clear(PyObject *self)
{
    Py_CLEAR(((tb_function_pointer *)self)->holder);
    return 0;
}

static void
tb_function_pointer_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    PyObject_GC_UnTrack(self);
    (void)tb_function_pointer_clear(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyObject *
tb_function_pointer_call(PyObject *object, PyObject *args, PyObject *kwargs)
{
    tb_function_pointer *self = (tb_function_pointer *)object;
    PyObject *module = PyType_GetModule(Py_TYPE(object));

    if (kwargs != NULL && PyDict_GET_SIZE(kwargs) != 0) {
        PyErr_Format(PyExc_TypeError, "%s() takes no keyword arguments", self->signature->name);
        return NULL;
    }
    return self->signature->invoke(module, self->head.address, ((PyTupleObject *)args)->ob_item, PyTuple_GET_SIZE(args));
}

static PyObject *
tb_function_pointer_repr(PyObject *self)
{
    return PyUnicode_FromFormat("<FunctionPointer at %p>", TB_ADDRESS(self));
}

static PyType_Slot tb_function_pointer_slots[] = {
    {Py_tp_doc, (void *)(uintptr_t)PyDoc_STR("A function of C's: call it, or hand it back to C.")},
    {Py_tp_dealloc, tb_function_pointer_dealloc},
    {Py_tp_traverse, tb_function_pointer_traverse},
    {Py_tp_clear, tb_function_pointer_clear},
    {Py_tp_call, tb_function_pointer_call},
    {Py_tp_repr, tb_function_pointer_repr},
    {Py_tp_richcompare, tb_address_compare},
    {Py_tp_hash, tb_address_hash},
    {Py_tp_getset, tb_address_getset},
    {Py_nb_int, tb_address_int},
    {0, NULL},
};
