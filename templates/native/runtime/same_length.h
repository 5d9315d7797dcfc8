/* Arrays that have one length in C must have it in Python too. */
static inline int
tb_same_length(const tb_span *span, const char *where, const tb_span *first, const char *name)
{
    if (span->count != first->count) {
        PyErr_Format(PyExc_ValueError, "%s must have as many items as '%s', %zd, not %zd", where, name, first->count,
                     span->count);
        return -1;
    }
    return 0;
}
