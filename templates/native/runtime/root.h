/* The record that answers for the bytes of a view: views of views hold on to the first. */
static PyObject *
tb_root(PyObject *view)
{
    PyObject *owner = ((tb_view *)view)->owner;

    return owner != NULL && tb_is_record(owner) ? owner : view;
}
