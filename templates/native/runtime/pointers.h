/* T **: a buffer of addresses, or a sequence of what each pointer takes, which is copied: the copy and what the pointers
   point to live in the holder. */
static int
tb_copy_pointers(PyObject *module, PyObject *value, const char *where, const tb_item *item, tb_buffer *out)
{
    PyObject *tuple = PySequence_Tuple(value);
    Py_ssize_t count = tuple != NULL ? PyTuple_GET_SIZE(tuple) : 0;
    PyObject *copy = PyByteArray_FromStringAndSize(NULL, (count + 1) * (Py_ssize_t)sizeof(void *));
    PyObject *holders = PyList_New(0);
    int status = tuple != NULL && copy != NULL && holders != NULL ? 0 : -1;

    for (Py_ssize_t i = 0; status == 0 && i < count; i++) {
        void *address;
        PyObject *holder;

        status = item->take(item, module, PyTuple_GET_ITEM(tuple, i), where, &address, &holder);
        if (status == 0) {
            memcpy(PyByteArray_AS_STRING(copy) + i * (Py_ssize_t)sizeof(address), &address, sizeof(address));
            status = holder != NULL ? PyList_Append(holders, holder) : 0;
            Py_XDECREF(holder);
        }
    }
    if (status == 0) {
        out->address = PyByteArray_AS_STRING(copy);
        out->holder = PyTuple_Pack(2, copy, holders);
        status = out->holder != NULL ? 0 : -1;
    }
    Py_XDECREF(tuple);
    Py_XDECREF(copy);
    Py_XDECREF(holders);
    return status;
}

static int
tb_to_pointers(PyObject *module, PyObject *value, const char *where, const tb_item *item, int writable, tb_buffer *out)
{
    out->holder = NULL;
    if (tb_is_sequence(value)) {
        tb_prepare(out);
        return tb_copy_pointers(module, value, where, item, out);
    }
    return tb_to_items(value, where, "a buffer of addresses, a sequence or None", item, writable, out);
}

static inline void
tb_prepare_pointers(tb_buffer *buffer)
{
    tb_prepare(buffer);
    buffer->holder = NULL;
}

static inline void
tb_release_pointers(tb_buffer *buffer)
{
    tb_release(buffer);
    Py_XDECREF(buffer->holder);
}
