/* A function pointer in memory. */
static PyObject *
tb_get_function(const tb_item *item, PyObject *owner, char *at)
{
    void *address;

    memcpy(&address, at, sizeof(address));
    return tb_from_function(TB_SLOT(PyType_GetModule(Py_TYPE(owner)), item, tb_callbacks), address, item->signature);
}
