/* A table of pointers in memory, and with it what they point to. */
static int
tb_take_pointers(const tb_item *item, PyObject *module, PyObject *value, const char *where, void **address,
                 PyObject **holder)
{
    tb_buffer buffer;

    if (tb_to_pointers(module, value, where, item->of, !item->is_const, &buffer) < 0) {
        return -1;
    }
    if (buffer.holder != NULL) {  /* a copy, which lives there */
        *address = buffer.address;
        *holder = buffer.holder;
        return 0;
    }
    return tb_hold(value, &buffer, address, holder);
}
