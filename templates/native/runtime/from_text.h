/* A str from C's text: ASCII is copied straight into the new object; a byte that is not UTF-8 becomes a lone
   surrogate (PEP 383), so that no byte is lost. */
static inline PyObject *
tb_from_text(const char *text)
{
    size_t size;
    unsigned char high = 0;
    PyObject *result;

    if (text == NULL) {
        Py_RETURN_NONE;
    }
    size = strlen(text);
    for (size_t i = 0; i < size; i++) {
        high |= (unsigned char)text[i];
    }
    if (high >= 0x80) {
        return PyUnicode_DecodeUTF8(text, (Py_ssize_t)size, "surrogateescape");
    }
    result = PyUnicode_New((Py_ssize_t)size, 127);
    if (result != NULL && size != 0) {  /* the empty str is shared */
        memcpy(PyUnicode_1BYTE_DATA(result), text, size);
    }
    return result;
}
