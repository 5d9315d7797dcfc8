/* A floating value of `size` bytes in memory. */
static long double
tb_widen(Py_ssize_t size, const char *at)
{
    float narrow;
    double usual;
    long double wide;

    if (size == (Py_ssize_t)sizeof(narrow)) {
        memcpy(&narrow, at, sizeof(narrow));
        return narrow;
    }
    if (size == (Py_ssize_t)sizeof(usual)) {
        memcpy(&usual, at, sizeof(usual));
        return usual;
    }
    memcpy(&wide, at, sizeof(wide));
    return wide;
}
