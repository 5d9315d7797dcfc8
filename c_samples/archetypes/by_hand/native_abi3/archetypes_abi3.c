/*
 * The library under the limited API of CPython 3.11: one binary for that version and all that follow.
 *
 * METH_FASTCALL is part of it, so arguments arrive as quickly as in native_expert. What is not: the insides of an int or
 * a str, a constructor by vectorcall, the exact type of a float. Those are calls here.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>
#include <structmember.h>

#include "archetypes.h"

typedef struct {
    PyObject *point_type;
    PyObject *counter_type;
    PyObject *error_type;
    PyObject *colours[3];
} State;

/* Py_IS_TYPE is no function of the limited API; the type itself is. */
#define IS(value, type) (Py_TYPE(value) == (PyTypeObject *)(type))

static PyObject *
wrong_count(const char *function, int wanted, Py_ssize_t given)
{
    PyErr_Format(PyExc_TypeError, "%s() takes exactly %d arguments (%zd given)", function, wanted, given);
    return NULL;
}

static int
wrong_type(const char *what, const char *expected)
{
    PyErr_Format(PyExc_TypeError, "%s must be %s", what, expected);
    return -1;
}

/* PyLong_AsLong takes anything with __index__, and nothing else. */
static int
to_int(PyObject *value, const char *what, int *out)
{
    long number = PyLong_AsLong(value);

    if (number == -1 && PyErr_Occurred() != NULL) {
        return -1;
    }
    if (number < INT_MIN || number > INT_MAX) {
        PyErr_Format(PyExc_OverflowError, "%s is out of range", what);
        return -1;
    }
    *out = (int)number;
    return 0;
}

static int
to_unsigned(PyObject *value, const char *what, unsigned *out)
{
    long number = PyLong_AsLong(value);

    if (number == -1 && PyErr_Occurred() != NULL) {
        return -1;
    }
    if (number < 0 || number > (long)UINT_MAX) {
        PyErr_Format(PyExc_OverflowError, "%s is out of range", what);
        return -1;
    }
    *out = (unsigned)number;
    return 0;
}

static int
to_double(PyObject *value, double *out)
{
    *out = PyFloat_AsDouble(value);
    return *out == -1.0 && PyErr_Occurred() != NULL ? -1 : 0;
}

/* ---- Point ---- */

typedef struct {
    PyObject_HEAD
    Point value;
} PointObject;

static PyObject *
point_from(PyObject *type, Point value)
{
    PyObject *self = PyType_GenericAlloc((PyTypeObject *)type, 0);

    if (self != NULL) {
        ((PointObject *)self)->value = value;
    }
    return self;
}

static PyObject *
point_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"x", "y", NULL};
    Point value = {0.0, 0.0};

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|dd:Point", names, &value.x, &value.y)) {
        return NULL;
    }
    return point_from((PyObject *)type, value);
}

static void
point_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    PyObject_Free(self);
    Py_DECREF(type);
}

static PyMemberDef point_members[] = {
    {"x", T_DOUBLE, offsetof(PointObject, value.x), 0, "to the right"},
    {"y", T_DOUBLE, offsetof(PointObject, value.y), 0, "upwards"},
    {NULL, 0, 0, 0, NULL},
};

static PyType_Slot point_slots[] = {
    {Py_tp_new, point_new},
    {Py_tp_dealloc, point_dealloc},
    {Py_tp_members, point_members},
    {0, NULL},
};

static PyType_Spec point_spec = {
    "archetypes.Point", sizeof(PointObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, point_slots,
};

/* ---- counter ---- */

typedef struct {
    PyObject_HEAD
    counter *handle;
} CounterObject;

static PyObject *
counter_close(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    CounterObject *c = (CounterObject *)self;

    counter_free(c->handle);
    c->handle = NULL;
    Py_RETURN_NONE;
}

static void
counter_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    counter_free(((CounterObject *)self)->handle);
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyMethodDef counter_methods[] = {
    {"close", counter_close, METH_NOARGS, "Frees the counter, once."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot counter_slots[] = {
    {Py_tp_dealloc, counter_dealloc},
    {Py_tp_methods, counter_methods},
    {0, NULL},
};

static PyType_Spec counter_spec = {
    "archetypes.counter", sizeof(CounterObject), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, counter_slots,
};

static int
to_counter(PyObject *module, PyObject *value, const char *what, counter **out)
{
    State *state = PyModule_GetState(module);

    if (!IS(value, state->counter_type)) {
        return wrong_type(what, "counter");
    }
    *out = ((CounterObject *)value)->handle;
    if (*out == NULL) {
        PyErr_Format(PyExc_ValueError, "%s is closed", what);
        return -1;
    }
    return 0;
}

/* ---- The functions ---- */

static PyObject *
call_nothing(PyObject *Py_UNUSED(module), PyObject *const *Py_UNUSED(args), Py_ssize_t nargs)
{
    if (nargs != 0) {
        return wrong_count("nothing", 0, nargs);
    }
    nothing();
    Py_RETURN_NONE;
}

static PyObject *
call_add(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t nargs)
{
    int a, b;

    if (nargs != 2) {
        return wrong_count("add", 2, nargs);
    }
    if (to_int(args[0], "add() argument 'a'", &a) < 0 || to_int(args[1], "add() argument 'b'", &b) < 0) {
        return NULL;
    }
    return PyLong_FromLong(add(a, b));
}

static PyObject *
call_volume(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t nargs)
{
    double x, y, z;

    if (nargs != 3) {
        return wrong_count("volume", 3, nargs);
    }
    if (to_double(args[0], &x) < 0 || to_double(args[1], &y) < 0 || to_double(args[2], &z) < 0) {
        return NULL;
    }
    return PyFloat_FromDouble(volume(x, y, z));
}

static PyObject *
call_mix(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t nargs)
{
    int i, b;
    unsigned u;
    long long l;
    double f, d;

    if (nargs != 6) {
        return wrong_count("mix", 6, nargs);
    }
    if (to_int(args[0], "mix() argument 'i'", &i) < 0 || to_unsigned(args[1], "mix() argument 'u'", &u) < 0) {
        return NULL;
    }
    l = PyLong_AsLongLong(args[2]);
    if (l == -1 && PyErr_Occurred() != NULL) {
        return NULL;
    }
    b = PyObject_IsTrue(args[5]);
    if (b < 0 || to_double(args[3], &f) < 0 || to_double(args[4], &d) < 0) {
        return NULL;
    }
    return PyFloat_FromDouble(mix(i, u, l, (float)f, d, b != 0));
}

static PyObject *
call_first_byte(PyObject *Py_UNUSED(module), PyObject *arg)
{
    const char *text = NULL;
    Py_ssize_t size = 0;

    if (arg != Py_None) {
        text = PyUnicode_AsUTF8AndSize(arg, &size);
        if (text == NULL) {
            return NULL;
        }
        if (strlen(text) != (size_t)size) {
            PyErr_SetString(PyExc_ValueError, "first_byte() argument 'text' has an embedded NUL");
            return NULL;
        }
    }
    return PyLong_FromLong(first_byte(text));
}

static PyObject *
call_greeting(PyObject *Py_UNUSED(module), PyObject *arg)
{
    int which;
    const char *text;

    if (to_int(arg, "greeting() argument 'which'", &which) < 0) {
        return NULL;
    }
    text = greeting(which);
    return PyUnicode_DecodeUTF8(text, (Py_ssize_t)strlen(text), "surrogateescape");
}

static PyObject *
call_point_add(PyObject *module, PyObject *const *args, Py_ssize_t nargs)
{
    State *state = PyModule_GetState(module);

    if (nargs != 2) {
        return wrong_count("point_add", 2, nargs);
    }
    if (!IS(args[0], state->point_type) || !IS(args[1], state->point_type)) {
        (void)wrong_type("arguments of point_add()", "Points");
        return NULL;
    }
    return point_from(state->point_type, point_add(((PointObject *)args[0])->value, ((PointObject *)args[1])->value));
}

static PyObject *
call_point_dot(PyObject *module, PyObject *const *args, Py_ssize_t nargs)
{
    State *state = PyModule_GetState(module);
    const Point *points[2];

    if (nargs != 2) {
        return wrong_count("point_dot", 2, nargs);
    }
    for (int i = 0; i < 2; i++) {
        if (!IS(args[i], state->point_type) && args[i] != Py_None) {
            (void)wrong_type("arguments of point_dot()", "Points or None");
            return NULL;
        }
        points[i] = args[i] != Py_None ? &((PointObject *)args[i])->value : NULL;
    }
    return PyFloat_FromDouble(point_dot(points[0], points[1]));
}

static PyObject *
call_total(PyObject *Py_UNUSED(module), PyObject *arg)
{
    Py_buffer view;
    double result;

    if (PyObject_GetBuffer(arg, &view, PyBUF_ND | PyBUF_FORMAT) < 0) {
        return NULL;
    }
    if (view.format == NULL || strcmp(view.format, "d") != 0) {
        PyBuffer_Release(&view);
        (void)wrong_type("total() argument 'values'", "a buffer of double");
        return NULL;
    }
    result = total(view.buf, (size_t)view.len / sizeof(double));
    PyBuffer_Release(&view);
    return PyFloat_FromDouble(result);
}

static PyObject *
call_divide(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t nargs)
{
    int a, b, quotient, remainder;
    PyObject *pair, *first, *second;

    if (nargs != 2) {
        return wrong_count("divide", 2, nargs);
    }
    if (to_int(args[0], "divide() argument 'a'", &a) < 0 || to_int(args[1], "divide() argument 'b'", &b) < 0) {
        return NULL;
    }
    divide(a, b, &quotient, &remainder);
    first = PyLong_FromLong(quotient);
    second = PyLong_FromLong(remainder);
    pair = first != NULL && second != NULL ? PyTuple_Pack(2, first, second) : NULL;
    Py_XDECREF(first);
    Py_XDECREF(second);
    return pair;
}

static PyObject *
call_counter_new(PyObject *module, PyObject *arg)
{
    State *state = PyModule_GetState(module);
    PyObject *self;
    int start;

    if (to_int(arg, "counter_new() argument 'start'", &start) < 0) {
        return NULL;
    }
    self = PyType_GenericAlloc((PyTypeObject *)state->counter_type, 0);
    if (self != NULL) {
        ((CounterObject *)self)->handle = counter_new(start);
    }
    return self;
}

static PyObject *
call_counter_next(PyObject *module, PyObject *arg)
{
    counter *c;

    if (to_counter(module, arg, "counter_next() argument 'c'", &c) < 0) {
        return NULL;
    }
    return PyLong_FromLong(counter_next(c));
}

static PyObject *
call_counter_free(PyObject *module, PyObject *arg)
{
    counter *c;

    if (to_counter(module, arg, "counter_free() argument 'c'", &c) < 0) {
        return NULL;
    }
    return counter_close(arg, NULL);
}

static PyObject *
call_colour_rank(PyObject *Py_UNUSED(module), PyObject *arg)
{
    unsigned colour;

    if (to_unsigned(arg, "colour_rank() argument 'c'", &colour) < 0) {
        return NULL;
    }
    return PyLong_FromLong(colour_rank((enum colour)colour));
}

static PyObject *
call_colour_at(PyObject *module, PyObject *arg)
{
    State *state = PyModule_GetState(module);
    int rank;

    if (to_int(arg, "colour_at() argument 'rank'", &rank) < 0) {
        return NULL;
    }
    switch (colour_at(rank)) {
    case RED:
        return Py_NewRef(state->colours[0]);
    case GREEN:
        return Py_NewRef(state->colours[1]);
    default:
        return Py_NewRef(state->colours[2]);
    }
}

static _Thread_local PyObject *callable = NULL;
static _Thread_local int failed = 0;

/* C has no place for an exception: it waits until C has returned. */
static int
call_python(int a, int b)
{
    PyObject *first = failed ? NULL : PyLong_FromLong(a);
    PyObject *second = failed ? NULL : PyLong_FromLong(b);
    PyObject *returned = NULL;
    int result = 0;

    if (first != NULL && second != NULL) {
        returned = PyObject_CallFunctionObjArgs(callable, first, second, NULL);
    }
    if (returned == NULL || to_int(returned, "result of a callback", &result) < 0) {
        failed = 1;
    }
    Py_XDECREF(first);
    Py_XDECREF(second);
    Py_XDECREF(returned);
    return failed ? 0 : result;
}

static PyObject *
call_fold(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t nargs)
{
    PyObject *outer = callable;
    int n, result;

    if (nargs != 2) {
        return wrong_count("fold", 2, nargs);
    }
    if (to_int(args[0], "fold() argument 'n'", &n) < 0) {
        return NULL;
    }
    if (!PyCallable_Check(args[1])) {
        (void)wrong_type("fold() argument 'f'", "callable");
        return NULL;
    }
    callable = args[1];
    failed = 0;
    result = fold(n, call_python);
    callable = outer;
    return failed ? NULL : PyLong_FromLong(result);
}

static PyObject *
call_halve(PyObject *module, PyObject *arg)
{
    State *state = PyModule_GetState(module);
    PyObject *error, *number;
    int n, code, half;

    if (to_int(arg, "halve() argument 'n'", &n) < 0) {
        return NULL;
    }
    code = halve(n, &half);
    if (code == 0) {
        return PyLong_FromLong(half);
    }
    error = PyObject_CallFunction(state->error_type, "is", code, halve_error(code));
    number = PyLong_FromLong(code);
    if (error != NULL && number != NULL && PyObject_SetAttrString(error, "code", number) == 0) {
        PyErr_SetObject(state->error_type, error);
    }
    Py_XDECREF(error);
    Py_XDECREF(number);
    return NULL;
}

static PyObject *
call_halve_error(PyObject *Py_UNUSED(module), PyObject *arg)
{
    int code;

    if (to_int(arg, "halve_error() argument 'code'", &code) < 0) {
        return NULL;
    }
    return PyUnicode_FromString(halve_error(code));
}

#define FAST(name) {#name, (PyCFunction)(void (*)(void))call_##name, METH_FASTCALL, NULL}
#define ONE(name) {#name, call_##name, METH_O, NULL}

static PyMethodDef functions[] = {
    FAST(nothing),     FAST(add),        FAST(volume),   FAST(mix),   ONE(first_byte),  ONE(greeting),
    FAST(point_add),   FAST(point_dot),  ONE(total),     FAST(divide), ONE(counter_new), ONE(counter_next),
    ONE(counter_free), ONE(colour_rank), ONE(colour_at), FAST(fold),  ONE(halve),       ONE(halve_error),
    {NULL, NULL, 0, NULL},
};

/* ---- The module ---- */

static int
add_colours(PyObject *module, State *state)
{
    static const char *const names[] = {"RED", "GREEN", "BLUE"};
    PyObject *enums = PyImport_ImportModule("enum");
    PyObject *class = NULL;
    int status = -1;

    if (enums != NULL) {
        class = PyObject_CallMethod(enums, "IntEnum", "s{s:i,s:i,s:i}", "colour", "RED", RED, "GREEN", GREEN, "BLUE", BLUE);
    }
    if (class != NULL) {
        status = PyModule_AddObjectRef(module, "colour", class);
        for (int i = 0; status == 0 && i < 3; i++) {
            state->colours[i] = PyObject_GetAttrString(class, names[i]);
            status = state->colours[i] == NULL ? -1 : PyModule_AddObjectRef(module, names[i], state->colours[i]);
        }
    }
    Py_XDECREF(enums);
    Py_XDECREF(class);
    return status;
}

static int
module_exec(PyObject *module)
{
    State *state = PyModule_GetState(module);

    state->point_type = PyType_FromModuleAndSpec(module, &point_spec, NULL);
    state->counter_type = PyType_FromModuleAndSpec(module, &counter_spec, NULL);
    state->error_type = PyErr_NewException("archetypes.HalveError", NULL, NULL);
    if (state->point_type == NULL || state->counter_type == NULL || state->error_type == NULL
        || PyModule_AddObjectRef(module, "Point", state->point_type) < 0
        || PyModule_AddObjectRef(module, "counter", state->counter_type) < 0
        || PyModule_AddObjectRef(module, "HalveError", state->error_type) < 0) {
        return -1;
    }
    return add_colours(module, state);
}

static int
module_traverse(PyObject *module, visitproc visit, void *arg)
{
    State *state = PyModule_GetState(module);

    Py_VISIT(state->point_type);
    Py_VISIT(state->counter_type);
    Py_VISIT(state->error_type);
    for (int i = 0; i < 3; i++) {
        Py_VISIT(state->colours[i]);
    }
    return 0;
}

static int
module_clear(PyObject *module)
{
    State *state = PyModule_GetState(module);

    Py_CLEAR(state->point_type);
    Py_CLEAR(state->counter_type);
    Py_CLEAR(state->error_type);
    for (int i = 0; i < 3; i++) {
        Py_CLEAR(state->colours[i]);
    }
    return 0;
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, module_exec},
    {0, NULL},
};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "archetypes",
    .m_size = sizeof(State),
    .m_methods = functions,
    .m_slots = module_slots,
    .m_traverse = module_traverse,
    .m_clear = module_clear,
};

PyMODINIT_FUNC
PyInit_archetypes(void)
{
    return PyModuleDef_Init(&definition);
}
