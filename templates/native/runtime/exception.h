/* The module's exception: code and message are its arguments. */
static PyObject *
tb_error_argument(PyObject *self, Py_ssize_t i)
{
    PyObject *args = ((PyBaseExceptionObject *)self)->args;

    return Py_NewRef(args != NULL && i < PyTuple_GET_SIZE(args) ? PyTuple_GET_ITEM(args, i) : Py_None);
}

static PyObject *
tb_error_code(PyObject *self, void *Py_UNUSED(closure))
{
    return tb_error_argument(self, 0);
}

static PyObject *
tb_error_message(PyObject *self, void *Py_UNUSED(closure))
{
    return tb_error_argument(self, 1);
}

/* The library's own words, or the code where it has none. */
static PyObject *
tb_error_str(PyObject *self)
{
    PyObject *text = tb_error_argument(self, 1);
    PyObject *code;

    if (PyUnicode_Check(text) && PyUnicode_GetLength(text) > 0) {
        return text;
    }
    Py_DECREF(text);
    code = tb_error_argument(self, 0);
    text = PyUnicode_FromFormat("code %S", code);
    Py_DECREF(code);
    return text;
}

static PyGetSetDef tb_error_getset[] = {
    {"code", tb_error_code, NULL, PyDoc_STR("What the function returned."), NULL},
    {"message", tb_error_message, NULL, PyDoc_STR("What the library says of it, or None."), NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

/* An instance of a class that is no static one keeps the class alive; the rest is Exception's. */
static int
tb_error_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    return ((PyTypeObject *)PyExc_Exception)->tp_traverse(self, visit, arg);
}

static int
tb_error_clear(PyObject *self)
{
    return ((PyTypeObject *)PyExc_Exception)->tp_clear(self);
}

static PyType_Slot tb_error_slots[] = {
    {Py_tp_doc, (void *)(uintptr_t)PyDoc_STR("A function of the library failed.")},
    {Py_tp_str, tb_error_str},
    {Py_tp_getset, tb_error_getset},
    {Py_tp_traverse, tb_error_traverse},
    {Py_tp_clear, tb_error_clear},
    {0, NULL},
};
