/* The same where C may go on using it: it lives as long as the module. */
static int
tb_take_kept_callback(const tb_item *item, PyObject *module, PyObject *value, const char *where, void **address,
                      PyObject **holder)
{
    tb_function function = TB_NO_FUNCTION;

    *holder = NULL;
    if (tb_to_function(TB_SLOT(module, item, tb_callbacks), module, value, where, item->signature, TB_KEEP, NULL, -1, 0,
                       &function) < 0) {
        return -1;
    }
    *address = function.address;
    return 0;
}
