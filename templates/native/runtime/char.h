/* char: a character is bytes of length 1, a small number an int. */
static inline int
tb_to_char(PyObject *value, const char *where, char *out)
{
    long long number;

    if (PyBytes_Check(value)) {
        if (PyBytes_GET_SIZE(value) != 1) {
            tb_bad_length(where, "bytes of length 1 or int", value, PyBytes_GET_SIZE(value));
            return -1;
        }
        *out = PyBytes_AS_STRING(value)[0];
        return 0;
    }
    if (tb_slow_signed(value, where, "bytes of length 1 or int", "char", CHAR_MIN, CHAR_MAX, &number) < 0) {
        return -1;
    }
    *out = (char)number;
    return 0;
}
