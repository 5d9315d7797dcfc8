/* A zeroed record of `size` bytes, which are those of a bytearray. */
static PyObject *
tb_record_room(PyTypeObject *type, Py_ssize_t size)
{
    size_t align = tb_type_layout(type)->align;
    PyObject *room = PyByteArray_FromStringAndSize(NULL, size + (Py_ssize_t)(align - 1));
    PyObject *self;
    uintptr_t start;

    if (room == NULL) {
        return NULL;
    }
    memset(PyByteArray_AS_STRING(room), 0, (size_t)PyByteArray_GET_SIZE(room));
    start = ((uintptr_t)PyByteArray_AS_STRING(room) + align - 1) & ~(uintptr_t)(align - 1);
    self = tb_class_view(type, (void *)start, room);
    Py_DECREF(room);
    return self;
}

/* S.allocate(n): a record with room for n items in its flexible array. */
static PyObject *
tb_record_allocate(PyObject *type, PyObject *value)
{
    const tb_layout *layout = tb_type_layout((PyTypeObject *)type);
    const tb_field *flexible = layout->flexible;
    Py_ssize_t step = flexible->item->of->size;
    PyObject *number = tb_index(value, "allocate() argument 'count'", "int");
    Py_ssize_t count;
    Py_ssize_t size;

    if (number == NULL) {
        return NULL;
    }
    count = PyLong_AsSsize_t(number);
    Py_DECREF(number);
    if (count == -1 && PyErr_Occurred() != NULL) {
        return NULL;
    }
    if (count < 0) {
        PyErr_SetString(PyExc_ValueError, "allocate() argument 'count' must not be negative");
        return NULL;
    }
    if (count > (PY_SSIZE_T_MAX - flexible->offset - (Py_ssize_t)layout->align) / step) {
        return PyErr_NoMemory();
    }
    size = flexible->offset + count * step;
    return tb_record_room((PyTypeObject *)type, size > layout->size ? size : layout->size);
}
