/* What the bench's counting worker tells callgrind: when to count, and when to write down what it has. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <valgrind/callgrind.h>

/* count(function, argument): calls it from C while callgrind counts, and has the sum written down. */
static PyObject *
count(PyObject *Py_UNUSED(self), PyObject *args)
{
    PyObject *function;
    PyObject *argument;
    PyObject *result;

    if (!PyArg_ParseTuple(args, "OO", &function, &argument)) {
        return NULL;
    }
    CALLGRIND_START_INSTRUMENTATION;
    CALLGRIND_TOGGLE_COLLECT;
    result = PyObject_CallOneArg(function, argument);
    CALLGRIND_TOGGLE_COLLECT;
    CALLGRIND_DUMP_STATS;
    return result;
}

static PyMethodDef methods[] = {
    {"count", count, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_tb_count",
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit__tb_count(void)
{
    return PyModuleDef_Init(&definition);
}
