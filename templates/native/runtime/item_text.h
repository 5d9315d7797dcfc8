/* const char * in memory. */
static PyObject *
tb_get_text(const tb_item *Py_UNUSED(item), PyObject *Py_UNUSED(owner), char *at)
{
    const char *text;

    memcpy(&text, at, sizeof(text));
    return tb_from_text(text);
}
