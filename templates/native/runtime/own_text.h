/* The same for text that is freed then. */
static PyObject *
tb_own_text(void *text, int (*release)(void *address))
{
    PyObject *result = tb_from_text((const char *)text);

    if (text != NULL && release(text) < 0) {
        Py_CLEAR(result);
    }
    return result;
}
