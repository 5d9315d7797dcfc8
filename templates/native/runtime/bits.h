/* What goes into a bit-field; `c_type` is its type and width, "unsigned int:3". */
static inline int
tb_to_signed_bits(PyObject *value, const char *where, const char *c_type, long long low, long long high, long long *out)
{
    Py_ssize_t small;

    if (tb_small_int(value, &small) && small >= low && small <= high) {
        *out = small;
        return 0;
    }
    return tb_slow_signed(value, where, "int", c_type, low, high, out);
}

static inline int
tb_to_unsigned_bits(PyObject *value, const char *where, const char *c_type, unsigned long long high,
                    unsigned long long *out)
{
    Py_ssize_t small;

    if (tb_small_int(value, &small) && small >= 0 && (unsigned long long)small <= high) {
        *out = (unsigned long long)small;
        return 0;
    }
    return tb_slow_unsigned(value, where, "int", c_type, high, out);
}
