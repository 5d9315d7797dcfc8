/* __tribind_buffer__: the C bytes of a record or array view. */
static PyObject *
tb_buffer_function(PyObject *Py_UNUSED(self), PyObject *object)
{
    tb_bad_type("__tribind_buffer__() argument", "a record or an array view", object);
    return NULL;
}
