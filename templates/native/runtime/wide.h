/* A wide character is a str of length 1; `high` is the largest that the C type holds. */
static inline int
tb_to_wide(PyObject *value, const char *where, const char *c_type, unsigned long high, Py_UCS4 *out)
{
    if (!PyUnicode_Check(value)) {
        tb_bad_type(where, "str of length 1", value);
        return -1;
    }
    if (PyUnicode_GetLength(value) != 1) {
        tb_bad_length(where, "str of length 1", value, PyUnicode_GetLength(value));
        return -1;
    }
    *out = PyUnicode_ReadChar(value, 0);
    if (*out > high) {
        tb_bad_range(where, c_type);
        return -1;
    }
    return 0;
}
