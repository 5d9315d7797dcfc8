/* Most ints that cross fit into a long: CPython is asked for that, and sets no exception. bool and IntEnum are ints too,
   and pass. What is exactly an int, as most are, is told without a call. */
static inline int
tb_small_int(PyObject *value, Py_ssize_t *small)
{
    int overflow;

    if (!PyLong_CheckExact(value) && !PyLong_Check(value)) {
        return 0;
    }
    *small = PyLong_AsLongAndOverflow(value, &overflow);
    return overflow == 0;
}
