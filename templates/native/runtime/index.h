/* An int from an int or from anything with __index__; a new reference. */
TB_COLD static PyObject *
tb_index(PyObject *value, const char *where, const char *expected)
{
    if (!PyIndex_Check(value)) {
        tb_bad_type(where, expected, value);
        return NULL;
    }
    return PyNumber_Index(value);
}
