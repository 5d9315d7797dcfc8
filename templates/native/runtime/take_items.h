/* A buffer that a pointer in memory points into may not move meanwhile. */
static int
tb_take_items(const tb_item *item, PyObject *Py_UNUSED(module), PyObject *value, const char *where, void **address,
              PyObject **holder)
{
    tb_buffer buffer;

    if (tb_to_items(value, where, item->expected, item->of, !item->is_const, &buffer) < 0) {
        return -1;
    }
    return tb_hold(value, &buffer, address, holder);
}
