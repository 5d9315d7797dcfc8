/* The set of bits that a number without a member of its own is; `member` is any of the class, and `number` is taken over. */
static PyObject *
tb_flags_of(PyObject *member, PyObject *number)
{
    PyObject *class = (PyObject *)Py_TYPE(member);
    PyObject *known;
    PyObject *flags = NULL;

    if (number == NULL) {
        return NULL;
    }
    known = PyObject_GetAttrString(class, "_value2member_map_");
    if (known != NULL) {
        flags = Py_XNewRef(PyDict_GetItemWithError(known, number));
        Py_DECREF(known);
        if (flags == NULL && !PyErr_Occurred()) {
            flags = PyObject_CallFunctionObjArgs(class, number, NULL);
        }
    }
    Py_DECREF(number);
    return flags;
}
