static inline int
tb_to_float_complex(PyObject *value, const char *where, float _Complex *out)
{
    Py_complex parts;

    if (tb_to_complex(value, where, &parts) < 0) {
        return -1;
    }
    __real__ *out = (float)parts.real;
    __imag__ *out = (float)parts.imag;
    return 0;
}
