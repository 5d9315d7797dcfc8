/* long double: Python has nothing wider than a double. */
static inline int
tb_to_long_double(PyObject *value, const char *where, long double *out)
{
    double narrow;

    if (tb_to_double(value, where, &narrow) < 0) {
        return -1;
    }
    *out = narrow;
    return 0;
}
