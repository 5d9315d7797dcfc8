/* A callable in memory lives as long as the pointer to it is there: the callback is what is kept. */
static int
tb_take_callback(const tb_item *item, PyObject *module, PyObject *value, const char *where, void **address,
                 PyObject **holder)
{
    tb_callbacks *callbacks = TB_SLOT(module, item, tb_callbacks);
    tb_function function = TB_NO_FUNCTION;

    *holder = NULL;
    if (tb_to_function(callbacks, module, value, where, item->signature, TB_OWNED, NULL, -1, 0, &function) < 0) {
        return -1;
    }
    *address = function.address;
    *holder = Py_IS_TYPE(value, callbacks->function_type) ? Py_XNewRef(((tb_function_pointer *)value)->holder)
                                                          : function.owner;
    return 0;
}
