/* As C's own range is not Python's. */
TB_COLD static void
tb_bad_range(const char *where, const char *c_type)
{
    PyErr_Format(PyExc_OverflowError, "%s is out of range for %s", where, c_type);
}
