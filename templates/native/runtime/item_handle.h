/* A handle in memory. */
static PyObject *
tb_get_handle(const tb_item *item, PyObject *owner, char *at)
{
    void *address;

    memcpy(&address, at, sizeof(address));
    return tb_from_handle(*TB_SLOT(PyType_GetModule(Py_TYPE(owner)), item, PyTypeObject *), address);
}
