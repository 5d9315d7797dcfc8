/* Text that a pointer in memory points to: the str or bytes itself, or its encoded form. */
static int
tb_take_text(const tb_item *Py_UNUSED(item), PyObject *Py_UNUSED(module), PyObject *value, const char *where,
             void **address, PyObject **holder)
{
    tb_text text;

    if (tb_to_text(value, where, &text) < 0) {
        return -1;
    }
    *address = (void *)(uintptr_t)text.chars;
    *holder = text.holder;
    if (text.holder == NULL && text.chars != NULL) {
        *holder = Py_NewRef(value);
    }
    return 0;
}
