/*
 * The library bound as most tutorials do it: METH_VARARGS and PyArg_ParseTuple, static types with T_DOUBLE members,
 * state in globals, results by Py_BuildValue. All of it is documented and right; native_expert shows what it costs.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#include "archetypes.h"

static PyObject *HalveError;
static PyObject *colour;

/* ---- Point ---- */

typedef struct {
    PyObject_HEAD
    Point value;
} PointObject;

static int
Point_init(PointObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"x", "y", NULL};

    self->value.x = 0.0;
    self->value.y = 0.0;
    return PyArg_ParseTupleAndKeywords(args, kwargs, "|dd", names, &self->value.x, &self->value.y) ? 0 : -1;
}

static PyMemberDef Point_members[] = {
    {"x", T_DOUBLE, offsetof(PointObject, value.x), 0, "to the right"},
    {"y", T_DOUBLE, offsetof(PointObject, value.y), 0, "upwards"},
    {NULL, 0, 0, 0, NULL},
};

static PyTypeObject PointType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "archetypes.Point",
    .tp_basicsize = sizeof(PointObject),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)Point_init,
    .tp_members = Point_members,
};

/* ---- counter ---- */

typedef struct {
    PyObject_HEAD
    counter *handle; /* NULL once it is closed */
} CounterObject;

static void
Counter_dealloc(CounterObject *self)
{
    counter_free(self->handle);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
Counter_close(CounterObject *self, PyObject *Py_UNUSED(ignored))
{
    counter_free(self->handle);
    self->handle = NULL;
    Py_RETURN_NONE;
}

static PyMethodDef Counter_methods[] = {
    {"close", (PyCFunction)Counter_close, METH_NOARGS, "Frees the counter, once."},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject CounterType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "archetypes.counter",
    .tp_basicsize = sizeof(CounterObject),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)Counter_dealloc,
    .tp_methods = Counter_methods,
};

static CounterObject *
open_counter(PyObject *args, const char *format)
{
    CounterObject *c;

    if (!PyArg_ParseTuple(args, format, &CounterType, &c)) {
        return NULL;
    }
    if (c->handle == NULL) {
        PyErr_SetString(PyExc_ValueError, "the counter is closed");
        return NULL;
    }
    return c;
}

/* ---- The functions ---- */

static PyObject *
call_nothing(PyObject *Py_UNUSED(self), PyObject *args)
{
    if (!PyArg_ParseTuple(args, ":nothing")) {
        return NULL;
    }
    nothing();
    Py_RETURN_NONE;
}

static PyObject *
call_add(PyObject *Py_UNUSED(self), PyObject *args)
{
    int a, b;

    if (!PyArg_ParseTuple(args, "ii:add", &a, &b)) {
        return NULL;
    }
    return Py_BuildValue("i", add(a, b));
}

static PyObject *
call_volume(PyObject *Py_UNUSED(self), PyObject *args)
{
    double x, y, z;

    if (!PyArg_ParseTuple(args, "ddd:volume", &x, &y, &z)) {
        return NULL;
    }
    return Py_BuildValue("d", volume(x, y, z));
}

static PyObject *
call_mix(PyObject *Py_UNUSED(self), PyObject *args)
{
    int i, b;
    unsigned u;
    long long l;
    float f;
    double d;

    if (!PyArg_ParseTuple(args, "iILfdp:mix", &i, &u, &l, &f, &d, &b)) {
        return NULL;
    }
    return Py_BuildValue("d", mix(i, u, l, f, d, (_Bool)b));
}

static PyObject *
call_first_byte(PyObject *Py_UNUSED(self), PyObject *args)
{
    const char *text;

    if (!PyArg_ParseTuple(args, "z:first_byte", &text)) {
        return NULL;
    }
    return Py_BuildValue("i", first_byte(text));
}

static PyObject *
call_greeting(PyObject *Py_UNUSED(self), PyObject *args)
{
    int which;

    if (!PyArg_ParseTuple(args, "i:greeting", &which)) {
        return NULL;
    }
    return Py_BuildValue("s", greeting(which));
}

static PyObject *
call_point_add(PyObject *Py_UNUSED(self), PyObject *args)
{
    PointObject *a, *b, *result;

    if (!PyArg_ParseTuple(args, "O!O!:point_add", &PointType, &a, &PointType, &b)) {
        return NULL;
    }
    result = PyObject_New(PointObject, &PointType);
    if (result != NULL) {
        result->value = point_add(a->value, b->value);
    }
    return (PyObject *)result;
}

static PyObject *
call_point_dot(PyObject *Py_UNUSED(self), PyObject *args)
{
    PointObject *a, *b;

    if (!PyArg_ParseTuple(args, "O!O!:point_dot", &PointType, &a, &PointType, &b)) {
        return NULL;
    }
    return Py_BuildValue("d", point_dot(&a->value, &b->value));
}

static PyObject *
call_total(PyObject *Py_UNUSED(self), PyObject *args)
{
    Py_buffer view;
    double result;

    if (!PyArg_ParseTuple(args, "y*:total", &view)) {
        return NULL;
    }
    result = total(view.buf, (size_t)view.len / sizeof(double));
    PyBuffer_Release(&view);
    return Py_BuildValue("d", result);
}

static PyObject *
call_divide(PyObject *Py_UNUSED(self), PyObject *args)
{
    int a, b, quotient, remainder;

    if (!PyArg_ParseTuple(args, "ii:divide", &a, &b)) {
        return NULL;
    }
    divide(a, b, &quotient, &remainder);
    return Py_BuildValue("ii", quotient, remainder);
}

static PyObject *
call_counter_new(PyObject *Py_UNUSED(self), PyObject *args)
{
    int start;
    CounterObject *c;

    if (!PyArg_ParseTuple(args, "i:counter_new", &start)) {
        return NULL;
    }
    c = PyObject_New(CounterObject, &CounterType);
    if (c != NULL) {
        c->handle = counter_new(start);
    }
    return (PyObject *)c;
}

static PyObject *
call_counter_next(PyObject *Py_UNUSED(self), PyObject *args)
{
    CounterObject *c = open_counter(args, "O!:counter_next");

    return c != NULL ? Py_BuildValue("i", counter_next(c->handle)) : NULL;
}

static PyObject *
call_counter_free(PyObject *Py_UNUSED(self), PyObject *args)
{
    CounterObject *c = open_counter(args, "O!:counter_free");

    return c != NULL ? Counter_close(c, NULL) : NULL;
}

static PyObject *
call_colour_rank(PyObject *Py_UNUSED(self), PyObject *args)
{
    int c;

    if (!PyArg_ParseTuple(args, "i:colour_rank", &c)) {
        return NULL;
    }
    return Py_BuildValue("i", colour_rank((enum colour)c));
}

static PyObject *
call_colour_at(PyObject *Py_UNUSED(self), PyObject *args)
{
    int rank;

    if (!PyArg_ParseTuple(args, "i:colour_at", &rank)) {
        return NULL;
    }
    return PyObject_CallFunction(colour, "i", (int)colour_at(rank));
}

static PyObject *callable;
static int failed;

static int
call_python(int a, int b)
{
    PyObject *returned = failed ? NULL : PyObject_CallFunction(callable, "ii", a, b);
    int result = returned != NULL ? (int)PyLong_AsLong(returned) : 0;

    failed = failed || PyErr_Occurred() != NULL;
    Py_XDECREF(returned);
    return failed ? 0 : result;
}

static PyObject *
call_fold(PyObject *Py_UNUSED(self), PyObject *args)
{
    PyObject *outer = callable;
    int n, result;

    if (!PyArg_ParseTuple(args, "iO:fold", &n, &callable)) {
        return NULL;
    }
    failed = 0;
    result = fold(n, call_python);
    callable = outer;
    return failed ? NULL : Py_BuildValue("i", result);
}

static PyObject *
call_halve(PyObject *Py_UNUSED(self), PyObject *args)
{
    int n, code, half;
    PyObject *error, *number;

    if (!PyArg_ParseTuple(args, "i:halve", &n)) {
        return NULL;
    }
    code = halve(n, &half);
    if (code == 0) {
        return Py_BuildValue("i", half);
    }
    error = PyObject_CallFunction(HalveError, "is", code, halve_error(code));
    number = Py_BuildValue("i", code);
    if (error != NULL && number != NULL && PyObject_SetAttrString(error, "code", number) == 0) {
        PyErr_SetObject(HalveError, error);
    }
    Py_XDECREF(error);
    Py_XDECREF(number);
    return NULL;
}

static PyObject *
call_halve_error(PyObject *Py_UNUSED(self), PyObject *args)
{
    int code;

    if (!PyArg_ParseTuple(args, "i:halve_error", &code)) {
        return NULL;
    }
    return Py_BuildValue("s", halve_error(code));
}

static PyMethodDef functions[] = {
    {"nothing", call_nothing, METH_VARARGS, NULL},
    {"add", call_add, METH_VARARGS, NULL},
    {"volume", call_volume, METH_VARARGS, NULL},
    {"mix", call_mix, METH_VARARGS, NULL},
    {"first_byte", call_first_byte, METH_VARARGS, NULL},
    {"greeting", call_greeting, METH_VARARGS, NULL},
    {"point_add", call_point_add, METH_VARARGS, NULL},
    {"point_dot", call_point_dot, METH_VARARGS, NULL},
    {"total", call_total, METH_VARARGS, NULL},
    {"divide", call_divide, METH_VARARGS, NULL},
    {"counter_new", call_counter_new, METH_VARARGS, NULL},
    {"counter_next", call_counter_next, METH_VARARGS, NULL},
    {"counter_free", call_counter_free, METH_VARARGS, NULL},
    {"colour_rank", call_colour_rank, METH_VARARGS, NULL},
    {"colour_at", call_colour_at, METH_VARARGS, NULL},
    {"fold", call_fold, METH_VARARGS, NULL},
    {"halve", call_halve, METH_VARARGS, NULL},
    {"halve_error", call_halve_error, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "archetypes",
    .m_size = -1,
    .m_methods = functions,
};

PyMODINIT_FUNC
PyInit_archetypes(void)
{
    PyObject *module, *enums;

    if (PyType_Ready(&PointType) < 0 || PyType_Ready(&CounterType) < 0) {
        return NULL;
    }
    enums = PyImport_ImportModule("enum");
    if (enums == NULL) {
        return NULL;
    }
    colour = PyObject_CallMethod(enums, "IntEnum", "s{s:i,s:i,s:i}", "colour", "RED", RED, "GREEN", GREEN, "BLUE", BLUE);
    Py_DECREF(enums);
    HalveError = PyErr_NewException("archetypes.HalveError", NULL, NULL);
    module = PyModule_Create(&definition);
    if (module == NULL || colour == NULL || HalveError == NULL
        || PyModule_AddObjectRef(module, "Point", (PyObject *)&PointType) < 0
        || PyModule_AddObjectRef(module, "counter", (PyObject *)&CounterType) < 0
        || PyModule_AddObjectRef(module, "colour", colour) < 0
        || PyModule_AddObjectRef(module, "HalveError", HalveError) < 0) {
        Py_XDECREF(module);
        return NULL;
    }
    return module;
}
