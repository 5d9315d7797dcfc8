/* float: what is too large becomes infinity, as an assignment in C has it. */
static inline int
tb_to_float(PyObject *value, const char *where, float *out)
{
    double wide;

    if (tb_to_double(value, where, &wide) < 0) {
        return -1;
    }
    *out = (float)wide;
    return 0;
}
