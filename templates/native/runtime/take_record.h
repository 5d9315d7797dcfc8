/* A struct that a pointer in memory points to. */
static int
tb_take_record(const tb_item *item, PyObject *module, PyObject *value, const char *where, void **address,
               PyObject **holder)
{
    PyTypeObject *type = *TB_SLOT(module, item, PyTypeObject *);
    tb_buffer buffer;

    if (tb_to_record_pointer(value, where, item->expected, type, !item->is_const, &buffer) < 0) {
        return -1;
    }
    return tb_hold(value, &buffer, address, holder);
}
