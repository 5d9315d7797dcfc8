/* C's functions live as long as the library: there is nothing to keep. */
static int
tb_take_function(const tb_item *Py_UNUSED(item), PyObject *Py_UNUSED(module), PyObject *value, const char *where,
                 void **address, PyObject **holder)
{
    *holder = NULL;
    return tb_to_address(value, where, "an address or None", address);
}
