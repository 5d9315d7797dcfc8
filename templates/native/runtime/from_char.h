/* A character is bytes, since nobody knows its encoding. */
static inline PyObject *
tb_from_char(char value)
{
    return PyBytes_FromStringAndSize(&value, 1);
}
