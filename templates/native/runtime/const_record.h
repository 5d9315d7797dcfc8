/* A const record: its memory may be read-only, so what Python gets, and may write to, is a copy. */
static PyObject *
tb_get_const_record(const tb_item *item, PyObject *owner, char *at)
{
    return tb_from_record(PyType_GetModule(Py_TYPE(owner)), item->layout, at);
}
