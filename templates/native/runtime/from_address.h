/* An address as an int; NULL is None. */
static inline PyObject *
tb_from_address(const volatile void *address)
{
    if (address == NULL) {
        Py_RETURN_NONE;
    }
    return PyLong_FromVoidPtr((void *)(uintptr_t)address);
}
