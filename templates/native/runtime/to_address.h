/* An address that Python gives as an int; 0 and None are NULL. */
TB_COLD static int
tb_to_address(PyObject *value, const char *where, const char *expected, void **out)
{
    unsigned long long number;

    if (value == Py_None) {
        *out = NULL;
        return 0;
    }
    if (tb_slow_unsigned(value, where, expected, "a pointer", UINTPTR_MAX, &number) < 0) {
        return -1;
    }
    *out = (void *)(uintptr_t)number;
    return 0;
}
