/* True and False are shared objects: no call is needed. */
static inline PyObject *
tb_from_bool(_Bool value)
{
    return Py_NewRef(value ? Py_True : Py_False);
}
