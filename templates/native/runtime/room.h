/* Memory that C fills: `bytes` where the items are bytes, else a bytearray. */
typedef struct {
    PyObject *object;
    Py_ssize_t most;  /* how many items */
} tb_room;

static inline void *
tb_room_address(const tb_room *room)
{
    return PyBytes_Check(room->object) ? PyBytes_AS_STRING(room->object) : PyByteArray_AS_STRING(room->object);
}

/* Zeroed, and at least one item; `size` is that of an item, 0 for bytes. */
static int
tb_make_room(tb_room *room, int is_negative, unsigned long long most, size_t size, const char *where)
{
    size_t item = size > 0 ? size : 1;
    Py_ssize_t total;

    if (is_negative) {
        PyErr_Format(PyExc_ValueError, "%s must not be negative", where);
        return -1;
    }
    if (most > (size_t)PY_SSIZE_T_MAX / item - 1) {
        PyErr_NoMemory();
        return -1;
    }
    total = (Py_ssize_t)((most > 0 ? (size_t)most : 1) * item);
    room->object = size > 0 ? PyByteArray_FromStringAndSize(NULL, total) : PyBytes_FromStringAndSize(NULL, total);
    if (room->object == NULL) {
        if (PyErr_ExceptionMatches(PyExc_OverflowError)) {
            PyErr_NoMemory();
        }
        return -1;
    }
    memset(tb_room_address(room), 0, (size_t)total);
    room->most = (Py_ssize_t)most;
    return 0;
}

/* How many bytes lie before the first NUL. */
static inline Py_ssize_t
tb_until_nul(const tb_room *room)
{
    const char *start = tb_room_address(room);
    const char *end = memchr(start, 0, (size_t)room->most);

    return end != NULL ? end - start : room->most;
}

/* The first `count` items, as bytes or as a memoryview; takes what it needs of the room. */
static PyObject *
tb_filled(tb_room *room, long long count, const char *format, const char *where)
{
    PyObject *view;
    PyObject *items;
    PyObject *first;

    if (count < 0 || count > room->most) {
        PyErr_Format(PyExc_ValueError, "%s leaves no room for all that was to be written", where);
        return NULL;
    }
    if (PyBytes_Check(room->object)) {
        if (_PyBytes_Resize(&room->object, (Py_ssize_t)count) < 0) {
            return NULL;
        }
        first = room->object;
        room->object = NULL;
        return first;
    }
    view = PyMemoryView_FromObject(room->object);
    items = view != NULL ? PyObject_CallMethod(view, "cast", "s", format) : NULL;
    first = items != NULL ? PySequence_GetSlice(items, 0, (Py_ssize_t)count) : NULL;
    Py_XDECREF(items);
    Py_XDECREF(view);
    return first;
}
