/* A str from C's text; a byte that is not UTF-8 becomes a lone surrogate (PEP 383), so that no byte is lost. */
static inline PyObject *
tb_from_text(const char *text)
{
    if (text == NULL) {
        Py_RETURN_NONE;
    }
    return PyUnicode_DecodeUTF8(text, (Py_ssize_t)strlen(text), "surrogateescape");
}
