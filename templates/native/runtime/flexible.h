/* A flexible array reads as a Pointer to its first item, which keeps the record alive. */
static PyObject *
tb_get_flexible(const tb_item *item, PyObject *owner, char *at)
{
    PyTypeObject *type = *TB_SLOT(PyType_GetModule(Py_TYPE(owner)), item, PyTypeObject *);
    PyObject *pointer = tb_from_pointer(type, at, item->of, item->is_const);

    if (pointer != NULL) {
        ((tb_view *)pointer)->owner = Py_NewRef(tb_root(owner));
        ((tb_pointer *)pointer)->slices = item->slices;
    }
    return pointer;
}
