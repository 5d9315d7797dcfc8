/* Errors are rare: what raises them stays out of line, so that the wrappers are short and the processor does not read
   past it. `where` names the argument or field: "add() argument 'a'", "Point.x". */
#define TB_COLD __attribute__((cold, noinline))

/* The name without its module, as `type(value).__name__` has it; None is "None", as a reader of the message wrote it,
   and a class is a "type" whatever its metaclass. */
TB_COLD static const char *
tb_type_name(PyObject *value)
{
    const char *name = Py_TYPE(value)->tp_name;
    const char *dot = strrchr(name, '.');

    if (value == Py_None) {
        return "None";
    }
    if (PyType_Check(value)) {
        return "type";
    }
    return dot != NULL ? dot + 1 : name;
}

TB_COLD static void
tb_bad_type(const char *where, const char *expected, PyObject *value)
{
    PyErr_Format(PyExc_TypeError, "%s must be %s, not %.200s", where, expected, tb_type_name(value));
}
