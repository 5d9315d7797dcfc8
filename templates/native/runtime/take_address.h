/* What is set into a void * must last longer than the call that sets it. */
static int
tb_take_address(const tb_item *item, PyObject *Py_UNUSED(module), PyObject *value, const char *where, void **address,
                PyObject **holder)
{
    tb_buffer buffer;

    if (tb_to_any_address(value, where, !item->is_const, &buffer) < 0) {
        return -1;
    }
    return tb_hold(value, &buffer, address, holder);
}
