/* T * in memory, T a number or a pointer. */
static PyObject *
tb_get_pointer(const tb_item *item, PyObject *owner, char *at)
{
    void *address;

    memcpy(&address, at, sizeof(address));
    return tb_from_pointer(*TB_SLOT(PyType_GetModule(Py_TYPE(owner)), item, PyTypeObject *), address, item->of,
                           item->is_const);
}
