/* What is no code point is an error (ValueError). */
static inline PyObject *
tb_from_wide(unsigned long value)
{
    return PyUnicode_FromOrdinal(value <= 0x10FFFF ? (int)value : -1);
}
