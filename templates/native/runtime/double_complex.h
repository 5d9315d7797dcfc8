static inline int
tb_to_double_complex(PyObject *value, const char *where, double _Complex *out)
{
    Py_complex parts;

    if (tb_to_complex(value, where, &parts) < 0) {
        return -1;
    }
    __real__ *out = parts.real;
    __imag__ *out = parts.imag;
    return 0;
}
