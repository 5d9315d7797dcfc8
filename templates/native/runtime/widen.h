/* A floating value in memory. */
static long double
tb_widen(const tb_item *item, const char *at)
{
    float narrow;
    double usual;
    long double wide;

    if (item->size == (Py_ssize_t)sizeof(narrow)) {
        memcpy(&narrow, at, sizeof(narrow));
        return narrow;
    }
    if (item->size == (Py_ssize_t)sizeof(usual)) {
        memcpy(&usual, at, sizeof(usual));
        return usual;
    }
    memcpy(&wide, at, sizeof(wide));
    return wide;
}
