/* void * and function pointers in memory: addresses. */
static PyObject *
tb_get_address(const tb_item *Py_UNUSED(item), PyObject *Py_UNUSED(owner), char *at)
{
    void *address;

    memcpy(&address, at, sizeof(address));
    return tb_from_address(address);
}
