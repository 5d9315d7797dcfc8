/* Pointer: an address, and what lies there. It keeps nothing alive. */
typedef struct {
    tb_view view;
    const tb_item *item;
    char is_const;
} tb_pointer;

static void
tb_pointer_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    type->tp_free(self);
    Py_DECREF(type);
}

/* What Python sees of a pointer: None for NULL. */
static PyObject *
tb_from_pointer(PyTypeObject *type, const volatile void *address, const tb_item *item, int is_const)
{
    tb_pointer *self;

    if (address == NULL) {
        Py_RETURN_NONE;
    }
    self = PyObject_New(tb_pointer, type);
    if (self == NULL) {
        return NULL;
    }
    self->view.data = (char *)(uintptr_t)address;
    self->view.owner = NULL;
    self->item = item;
    self->is_const = (char)is_const;
    return (PyObject *)self;
}

/* One end of a slice; what is no index is an error. */
static int
tb_slice_end(PyObject *value, Py_ssize_t *end)
{
    if (value != Py_None) {
        *end = PyNumber_AsSsize_t(value, NULL);
        if (*end == -1 && PyErr_Occurred() != NULL) {
            return -1;
        }
    }
    return 0;
}

/* p[i:j] is a view of memory. Nobody knows how far that may go, so the end must be said. */
static PyObject *
tb_pointer_slice(tb_pointer *self, PySliceObject *slice)
{
    Py_ssize_t start = 0;
    Py_ssize_t stop = -1;
    Py_ssize_t step = 1;
    Py_buffer view = {.ndim = 1};

    if (tb_slice_end(slice->start, &start) < 0 || tb_slice_end(slice->stop, &stop) < 0
        || tb_slice_end(slice->step, &step) < 0) {
        return NULL;
    }
    if (start < 0 || stop < start || step != 1 || stop > PY_SSIZE_T_MAX / self->item->size) {
        PyErr_SetString(PyExc_ValueError, "a slice of a Pointer is p[i:j] with 0 <= i <= j");
        return NULL;
    }
    stop -= start;
    view.buf = self->view.data + start * self->item->size;
    view.len = stop * self->item->size;
    view.itemsize = self->item->size;
    view.readonly = self->is_const;
    view.format = (char *)(uintptr_t)self->item->format;
    view.shape = &stop;
    return PyMemoryView_FromBuffer(&view);
}

static PyObject *
tb_pointer_subscript(PyObject *object, PyObject *key)
{
    tb_pointer *self = (tb_pointer *)object;
    Py_ssize_t index;

    if (PySlice_Check(key)) {
        return tb_pointer_slice(self, (PySliceObject *)key);
    }
    index = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (index == -1 && PyErr_Occurred() != NULL) {
        return NULL;
    }
    return self->item->get(self->item, object, self->view.data + index * self->item->size);
}

static PyObject *
tb_pointer_string(PyObject *object, PyObject *Py_UNUSED(ignored))
{
    tb_pointer *self = (tb_pointer *)object;

    if (self->item->size != 1) {
        PyErr_Format(PyExc_TypeError, "a pointer to %s is no text", self->item->c_name);
        return NULL;
    }
    return tb_from_text(self->view.data);
}

static PyObject *
tb_pointer_repr(PyObject *self)
{
    return PyUnicode_FromFormat("<Pointer to %s at %p>", ((tb_pointer *)self)->item->c_name,
                                ((tb_pointer *)self)->view.data);
}

static PyMethodDef tb_pointer_methods[] = {
    {"string", tb_pointer_string, METH_NOARGS,
     PyDoc_STR("string($self, /)\n--\n\nThe text up to the NUL, of 8-bit items.")},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot tb_pointer_slots[] = {
    {Py_tp_doc, (void *)(uintptr_t)PyDoc_STR("An address in C's memory; p[i] reads an item, p[i:j] views them.")},
    {Py_tp_dealloc, tb_pointer_dealloc},
    {Py_tp_repr, tb_pointer_repr},
    {Py_tp_richcompare, tb_address_compare},
    {Py_tp_hash, tb_address_hash},
    {Py_tp_methods, tb_pointer_methods},
    {Py_tp_getset, tb_address_getset},
    {Py_nb_int, tb_address_int},
    {Py_mp_subscript, tb_pointer_subscript},
    {0, NULL},
};
