/* A handle in memory is kept, for what it may own one day. */
static int
tb_take_handle(const tb_item *item, PyObject *module, PyObject *value, const char *where, void **address,
               PyObject **holder)
{
    *holder = value != Py_None ? value : NULL;
    if (tb_to_handle(value, where, item->expected, *TB_SLOT(module, item, PyTypeObject *), address) < 0) {
        return -1;
    }
    Py_XINCREF(*holder);
    return 0;
}
