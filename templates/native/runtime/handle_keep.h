/* What a handle's struct may call lives as long as the handle does; without one, as long as the module. */
static int
tb_handle_keep(tb_callbacks *callbacks, PyObject *handle, PyObject *callback)
{
    tb_handle_object *self = (tb_handle_object *)handle;

    if (callback == NULL) {
        return 0;
    }
    if (handle == Py_None) {
        return PyDict_SetItem(callbacks->kept, callback, callback);
    }
    if (self->kept == NULL) {
        self->kept = PyList_New(0);
    }
    return self->kept != NULL ? PyList_Append(self->kept, callback) : -1;
}
