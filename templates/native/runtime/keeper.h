/* Keeps an object alive for as long as the pointer at `at` may point to it; NULL forgets what was kept there. */
static int
tb_keep(PyObject *owner, char *at, PyObject *object)
{
    tb_keeper *keeper = (tb_keeper *)tb_root(owner);
    PyObject *key;
    int status;

    if (object == NULL && keeper->kept == NULL) {
        return 0;
    }
    if (keeper->kept == NULL) {
        keeper->kept = PyDict_New();
        if (keeper->kept == NULL) {
            return -1;
        }
    }
    key = PyLong_FromVoidPtr(at);
    if (key == NULL) {
        return -1;
    }
    if (object != NULL) {
        status = PyDict_SetItem(keeper->kept, key, object);
    }
    else {
        status = PyDict_Contains(keeper->kept, key);
        if (status > 0) {
            status = PyDict_DelItem(keeper->kept, key);
        }
    }
    Py_DECREF(key);
    return status;
}

/* What is kept for the pointer at `at`: borrowed, or NULL, with no exception either way. */
static PyObject *
tb_kept(PyObject *owner, char *at)
{
    tb_keeper *keeper = (tb_keeper *)tb_root(owner);
    PyObject *key;
    PyObject *object;

    if (Py_TYPE(keeper)->tp_dealloc != tb_keeper_dealloc || keeper->kept == NULL) {
        return NULL;
    }
    key = PyLong_FromVoidPtr(at);
    object = key != NULL ? PyDict_GetItemWithError(keeper->kept, key) : NULL;
    Py_XDECREF(key);
    if (object == NULL) {
        PyErr_Clear();
    }
    return object;
}

/* After a struct was copied: the copy keeps what the original keeps. A pointer may begin at any byte of it. */
static int
tb_keep_copy(PyObject *owner, char *at, PyObject *source, char *from, Py_ssize_t size)
{
    if (((tb_keeper *)tb_root(owner))->kept == NULL && ((tb_keeper *)tb_root(source))->kept == NULL) {
        return 0;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        if (tb_keep(owner, at + i, tb_kept(source, from + i)) < 0) {
            return -1;
        }
    }
    return 0;
}

static int
tb_keeper_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((tb_view *)self)->owner);
    Py_VISIT(((tb_keeper *)self)->kept);
    return 0;
}

static int
tb_keeper_clear(PyObject *self)
{
    Py_CLEAR(((tb_keeper *)self)->kept);
    return 0;
}

static void
tb_keeper_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    PyObject_GC_UnTrack(self);
    Py_XDECREF(((tb_keeper *)self)->kept);
    Py_XDECREF(((tb_view *)self)->owner);
    type->tp_free(self);
    Py_DECREF(type);
}

/* Sets a pointer in memory. */
static int
tb_set_pointer(const tb_item *item, PyObject *module, PyObject *owner, char *at, PyObject *value, const char *where)
{
    void *address;
    PyObject *holder;
    int status = 0;

    if (item->take(item, module, value, where, &address, &holder) < 0) {
        return -1;
    }
    if (owner != NULL) {
        status = tb_keep(owner, at, holder);
    }
    if (status == 0) {
        memcpy(at, &address, sizeof(address));
    }
    Py_XDECREF(holder);
    return status;
}
