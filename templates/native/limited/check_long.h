/* A number that looks wrong: -1 may be the value of an int, or tell of an error; anything else does not fit. */
TB_COLD static int
tb_check_long(PyObject *value, const char *where, const char *c_type, long long number, int overflow, int is_signed)
{
    if (number == -1 && overflow == 0) {
        if (PyErr_Occurred() != NULL) {
            if (!PyIndex_Check(value)) {
                PyErr_Clear();  /* its text does not say which argument */
                tb_bad_type(where, "int", value);
            }
            return -1;
        }
        if (is_signed) {
            return 0;
        }
    }
    tb_bad_range(where, c_type);
    return -1;
}
