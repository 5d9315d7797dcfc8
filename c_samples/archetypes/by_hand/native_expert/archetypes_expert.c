/*
 * The library as an expert binds it by hand, for speed, keeping the whole contract of the generated modules.
 *
 * - Every function is METH_FASTCALL or METH_O, which the interpreter calls directly; METH_NOARGS it would not. Methods
 *   may be METH_NOARGS.
 * - Arguments are read in place where they are of the usual kind (an int of one digit, an exact float, ASCII text);
 *   anything else goes to a function of its own, out of the way.
 * - What the module knows lies in one object that every function gets as its `self`.
 * - Point's constructor is a vectorcall, its fields are found by comparing interned names, and freed points are used
 *   again.
 *
 * Compiled with -DRECYCLE, a result object that nobody has kept is used again for the next result: see new_int.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <limits.h>
#include <string.h>

#include "archetypes.h"

#define COLD __attribute__((cold, noinline))
#define FREE_POINTS 8

/* struct Point: its own in `value`, or somebody else's. */
typedef struct {
    PyObject_HEAD
    Point *data;
    PyObject *owner; /* of `data`, where that is elsewhere */
    Point value;
} PointObject;

/* counter *: closed by hand, by `with`, or by the garbage collector. */
typedef struct {
    PyObject_HEAD
    counter *handle;
    char closed;
    char is_owned;
} CounterObject;

/* What the module knows: the functions' `self`, and what the types call their module. */
typedef struct {
    PyObject_HEAD
    PyTypeObject *point_type;
    PyTypeObject *counter_type;
    PyObject *error_type;
    PyObject *colours[3];
    PyObject *name_x;
    PyObject *name_y;
    PointObject *free_points[FREE_POINTS];
    int n_free_points;
#ifdef RECYCLE
    PyObject *last_int;
    PyObject *last_float;
    PyObject *last_pair;
#endif
} State;

/* NULL where the garbage collector has taken it from the type already, which may outlive it. */
static inline State *
state_of_type(PyTypeObject *type)
{
    return (State *)((PyHeapTypeObject *)type)->ht_module;
}

/* ---- Errors: the cold half of every conversion ---- */

COLD static int
wrong_type(const char *what, const char *expected, PyObject *value)
{
    PyErr_Format(PyExc_TypeError, "%s must be %s, not %.200s", what, expected, Py_TYPE(value)->tp_name);
    return -1;
}

COLD static PyObject *
wrong_count(const char *function, int wanted, Py_ssize_t given)
{
    PyErr_Format(PyExc_TypeError, "%s() takes exactly %d arguments (%zd given)", function, wanted, given);
    return NULL;
}

/* ---- Python to C ---- */

/* An int of one digit is read in place. */
static inline int
is_small(PyObject *value, Py_ssize_t *out)
{
    if (!PyLong_Check(value)) {
        return 0;
    }
#if PY_VERSION_HEX >= 0x030C0000
    if (!PyUnstable_Long_IsCompact((PyLongObject *)value)) {
        return 0;
    }
    *out = PyUnstable_Long_CompactValue((PyLongObject *)value);
#else
    if ((size_t)(Py_SIZE(value) + 1) > 2) {
        return 0;
    }
    *out = Py_SIZE(value) * (Py_ssize_t)((PyLongObject *)value)->ob_digit[0];
#endif
    return 1;
}

COLD static int
slow_int(PyObject *value, const char *what, long long low, long long high, long long *out)
{
    int overflow;
    PyObject *number;

    if (!PyIndex_Check(value)) {
        return wrong_type(what, "int", value);
    }
    number = PyNumber_Index(value);
    if (number == NULL) {
        return -1;
    }
    *out = PyLong_AsLongLongAndOverflow(number, &overflow);
    Py_DECREF(number);
    if (overflow != 0 || *out < low || *out > high) {
        PyErr_Format(PyExc_OverflowError, "%s is out of range", what);
        return -1;
    }
    return 0;
}

static inline int
to_int(PyObject *value, const char *what, int *out)
{
    Py_ssize_t small;
    long long large;

    if (is_small(value, &small)) {
        *out = (int)small;
        return 0;
    }
    if (slow_int(value, what, INT_MIN, INT_MAX, &large) < 0) {
        return -1;
    }
    *out = (int)large;
    return 0;
}

static inline int
to_unsigned(PyObject *value, const char *what, unsigned *out)
{
    Py_ssize_t small;
    long long large;

    if (is_small(value, &small) && small >= 0) {
        *out = (unsigned)small;
        return 0;
    }
    if (slow_int(value, what, 0, UINT_MAX, &large) < 0) {
        return -1;
    }
    *out = (unsigned)large;
    return 0;
}

static inline int
to_long_long(PyObject *value, const char *what, long long *out)
{
    Py_ssize_t small;

    if (is_small(value, &small)) {
        *out = small;
        return 0;
    }
    return slow_int(value, what, LLONG_MIN, LLONG_MAX, out);
}

COLD static int
slow_double(PyObject *value, const char *what, double *out)
{
    PyNumberMethods *number = Py_TYPE(value)->tp_as_number;

    if (number == NULL || (number->nb_float == NULL && number->nb_index == NULL)) {
        return wrong_type(what, "float", value);
    }
    *out = PyFloat_AsDouble(value);
    return *out == -1.0 && PyErr_Occurred() != NULL ? -1 : 0;
}

static inline int
to_double(PyObject *value, const char *what, double *out)
{
    double slow;

    if (PyFloat_CheckExact(value)) {
        *out = PyFloat_AS_DOUBLE(value);
        return 0;
    }
    /* Were the caller's own variable handed on, it could not stay in a register. */
    if (slow_double(value, what, &slow) < 0) {
        return -1;
    }
    *out = slow;
    return 0;
}

static inline int
to_bool(PyObject *value, _Bool *out)
{
    int truth = value == Py_True ? 1 : value == Py_False ? 0 : PyObject_IsTrue(value);

    *out = truth > 0;
    return truth < 0 ? -1 : 0;
}

/* str, bytes, None; `*holder` owns what the argument itself does not. */
static __attribute__((noinline)) int
slow_text(PyObject *value, const char *what, const char **out, PyObject **holder)
{
    Py_ssize_t size = 0;

    if (value == Py_None) {
        *out = NULL;
        return 0;
    }
    if (PyUnicode_Check(value)) {
        *holder = PyUnicode_AsEncodedString(value, "utf-8", "surrogateescape");
        if (*holder == NULL) {
            return -1;
        }
        value = *holder;
    }
    if (!PyBytes_Check(value)) {
        return wrong_type(what, "str, bytes or None", value);
    }
    *out = PyBytes_AS_STRING(value);
    size = PyBytes_GET_SIZE(value);
    if (strlen(*out) != (size_t)size) {
        Py_CLEAR(*holder);
        PyErr_Format(PyExc_ValueError, "%s has an embedded NUL", what);
        return -1;
    }
    return 0;
}

static inline int
to_text(PyObject *value, const char *what, const char **out, PyObject **holder)
{
    *holder = NULL;
    if (PyUnicode_Check(value) && PyUnicode_IS_COMPACT_ASCII(value)) {
        *out = (const char *)((PyASCIIObject *)value + 1);
        if (strlen(*out) == (size_t)PyUnicode_GET_LENGTH(value)) {
            return 0;
        }
        PyErr_Format(PyExc_ValueError, "%s has an embedded NUL", what);
        return -1;
    }
    return slow_text(value, what, out, holder);
}

/* ---- C to Python ---- */

#ifdef RECYCLE
/* The module keeps the last int that it returned. While its reference count is 1 nobody else can see it, so the next
   result is written into it, and neither is memory taken nor given back. Only for ints of one digit beyond the table
   of small ones, and only while there is a GIL. */
static inline PyObject *
new_int(State *state, int value)
{
    PyLongObject *last = (PyLongObject *)state->last_int;
    unsigned size = value < 0 ? 0u - (unsigned)value : (unsigned)value;

    if (size <= 256 || size >= (1u << PyLong_SHIFT)) {
        return PyLong_FromLong(value);
    }
    if (last != NULL && Py_REFCNT(last) == 1) {
#if PY_VERSION_HEX >= 0x030C0000
        last->long_value.lv_tag = (1 << 3) | (value < 0 ? 2 : 0);
        last->long_value.ob_digit[0] = size;
#else
        Py_SET_SIZE(last, value < 0 ? -1 : 1);
        last->ob_digit[0] = size;
#endif
        return Py_NewRef((PyObject *)last);
    }
    Py_XSETREF(state->last_int, PyLong_FromLong(value));
    return Py_XNewRef(state->last_int);
}

static inline PyObject *
new_float(State *state, double value)
{
    PyObject *last = state->last_float;

    if (last != NULL && Py_REFCNT(last) == 1) {
        ((PyFloatObject *)last)->ob_fval = value;
        return Py_NewRef(last);
    }
    Py_XSETREF(state->last_float, PyFloat_FromDouble(value));
    return Py_XNewRef(state->last_float);
}

static inline PyObject *
new_pair(State *state, PyObject *first, PyObject *second)
{
    PyObject *last = state->last_pair;

    if (first != NULL && second != NULL && last != NULL && Py_REFCNT(last) == 1) {
        PyObject *old_first = PyTuple_GET_ITEM(last, 0);
        PyObject *old_second = PyTuple_GET_ITEM(last, 1);

        PyTuple_SET_ITEM(last, 0, first);
        PyTuple_SET_ITEM(last, 1, second);
        Py_DECREF(old_first);
        Py_DECREF(old_second);
        return Py_NewRef(last);
    }
    last = first != NULL && second != NULL ? PyTuple_Pack(2, first, second) : NULL;
    Py_XDECREF(first);
    Py_XDECREF(second);
    Py_XSETREF(state->last_pair, last);
    return Py_XNewRef(last);
}
#else
static inline PyObject *
new_int(State *Py_UNUSED(state), int value)
{
    return PyLong_FromLong(value);
}

static inline PyObject *
new_float(State *Py_UNUSED(state), double value)
{
    return PyFloat_FromDouble(value);
}

static inline PyObject *
new_pair(State *Py_UNUSED(state), PyObject *first, PyObject *second)
{
    PyObject *pair = first != NULL && second != NULL ? PyTuple_New(2) : NULL;

    if (pair == NULL) {
        Py_XDECREF(first);
        Py_XDECREF(second);
        return NULL;
    }
    PyTuple_SET_ITEM(pair, 0, first);
    PyTuple_SET_ITEM(pair, 1, second);
    return pair;
}
#endif

/* ASCII goes straight into the new object; PyUnicode_FromString would look at every byte twice. */
static PyObject *
new_text(const char *text)
{
    size_t size;
    unsigned char high = 0;
    PyObject *result;

    if (text == NULL) {
        Py_RETURN_NONE;
    }
    size = strlen(text);
    for (size_t i = 0; i < size; i++) {
        high |= (unsigned char)text[i];
    }
    if (high >= 0x80) {
        return PyUnicode_DecodeUTF8(text, (Py_ssize_t)size, "surrogateescape");
    }
    result = PyUnicode_New((Py_ssize_t)size, 127);
    if (result != NULL && size != 0) {
        memcpy(PyUnicode_1BYTE_DATA(result), text, size);
    }
    return result;
}

/* ---- Point ---- */

static inline PointObject *
point_alloc(State *state)
{
    PyTypeObject *type = state->point_type;
    PointObject *self;

    if (state->n_free_points > 0) {
        self = state->free_points[--state->n_free_points];
        Py_INCREF(type); /* an object of a heap type holds it */
        Py_SET_REFCNT(self, 1);
    }
    else {
        self = PyObject_New(PointObject, type);
        if (self == NULL) {
            return NULL;
        }
    }
    self->data = &self->value;
    self->owner = NULL;
    return self;
}

static void
point_dealloc(PyObject *object)
{
    PointObject *self = (PointObject *)object;
    PyTypeObject *type = Py_TYPE(object);
    State *state = state_of_type(type);

    Py_XDECREF(self->owner);
    if (state != NULL && state->n_free_points < FREE_POINTS) {
        state->free_points[state->n_free_points++] = self;
    }
    else {
        PyObject_Free(self);
    }
    Py_DECREF(type);
}

static PyObject *
point_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    State *state = state_of_type((PyTypeObject *)type);
    Py_ssize_t nargs = PyVectorcall_NARGS(nargsf);
    Py_ssize_t n_names = kwnames != NULL ? PyTuple_GET_SIZE(kwnames) : 0;
    PyObject *x = nargs > 0 ? args[0] : NULL;
    PyObject *y = nargs > 1 ? args[1] : NULL;
    Point value = {0.0, 0.0};
    PointObject *self;

    if (state == NULL) {
        PyErr_SetString(PyExc_SystemError, "the module is gone");
        return NULL;
    }
    if (nargs > 2) {
        PyErr_Format(PyExc_TypeError, "Point() takes at most 2 arguments (%zd given)", nargs);
        return NULL;
    }
    for (Py_ssize_t i = 0; i < n_names; i++) {
        PyObject *name = PyTuple_GET_ITEM(kwnames, i);
        PyObject **slot = name == state->name_x || PyUnicode_Compare(name, state->name_x) == 0   ? &x
                          : name == state->name_y || PyUnicode_Compare(name, state->name_y) == 0 ? &y
                                                                                                 : NULL;

        if (slot == NULL || *slot != NULL) {
            PyErr_Format(PyExc_TypeError, "Point() got an unexpected or repeated argument '%U'", name);
            return NULL;
        }
        *slot = args[nargs + i];
    }
    if ((x != NULL && to_double(x, "Point.x", &value.x) < 0) || (y != NULL && to_double(y, "Point.y", &value.y) < 0)) {
        return NULL;
    }
    self = point_alloc(state);
    if (self != NULL) {
        self->value = value;
    }
    return (PyObject *)self;
}

/* Point.__new__(Point, ...) comes to the same. */
static PyObject *
point_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return PyObject_VectorcallDict((PyObject *)type, ((PyTupleObject *)args)->ob_item, (size_t)PyTuple_GET_SIZE(args),
                                   kwargs);
}

static PyObject *
point_from(State *state, const Point *value)
{
    PointObject *self = point_alloc(state);

    if (self != NULL) {
        self->value = *value;
    }
    return (PyObject *)self;
}

/* The names in source code are interned, so that comparing addresses finds a field without a look into any dict. */
static PyObject *
point_getattro(PyObject *object, PyObject *name)
{
    PointObject *self = (PointObject *)object;
    State *state = state_of_type(Py_TYPE(object));

    if (state == NULL) {
        return PyObject_GenericGetAttr(object, name);
    }
    if (name == state->name_x) {
        return new_float(state, self->data->x);
    }
    if (name == state->name_y) {
        return new_float(state, self->data->y);
    }
    return PyObject_GenericGetAttr(object, name);
}

static int
point_setattro(PyObject *object, PyObject *name, PyObject *value)
{
    PointObject *self = (PointObject *)object;
    State *state = state_of_type(Py_TYPE(object));

    if (value != NULL && state != NULL) {
        if (name == state->name_x) {
            return to_double(value, "Point.x", &self->data->x);
        }
        if (name == state->name_y) {
            return to_double(value, "Point.y", &self->data->y);
        }
    }
    return PyObject_GenericSetAttr(object, name, value);
}

/* For names that are not interned, and for those who look at the class. */
static PyObject *
point_get(PyObject *object, void *offset)
{
    return PyFloat_FromDouble(*(double *)(void *)((char *)((PointObject *)object)->data + (size_t)offset));
}

static int
point_set(PyObject *object, PyObject *value, void *offset)
{
    if (value == NULL) {
        PyErr_SetString(PyExc_AttributeError, "fields of a Point cannot be deleted");
        return -1;
    }
    return to_double(value, "field of a Point",
                     (double *)(void *)((char *)((PointObject *)object)->data + (size_t)offset));
}

static PyObject *
point_address(PyObject *object, void *Py_UNUSED(closure))
{
    return PyLong_FromVoidPtr(((PointObject *)object)->data);
}

static PyObject *
point_repr(PyObject *object)
{
    PyObject *x = point_get(object, (void *)offsetof(Point, x));
    PyObject *y = point_get(object, (void *)offsetof(Point, y));
    PyObject *text = x != NULL && y != NULL ? PyUnicode_FromFormat("Point(x=%R, y=%R)", x, y) : NULL;

    Py_XDECREF(x);
    Py_XDECREF(y);
    return text;
}

static PyObject *
point_compare(PyObject *a, PyObject *b, int operation)
{
    const Point *p, *q;
    int same;

    if (Py_TYPE(a) != Py_TYPE(b) || (operation != Py_EQ && operation != Py_NE)) {
        Py_RETURN_NOTIMPLEMENTED;
    }
    p = ((PointObject *)a)->data;
    q = ((PointObject *)b)->data;
    same = p->x == q->x && p->y == q->y;
    return PyBool_FromLong(same == (operation == Py_EQ));
}

static int
point_getbuffer(PyObject *object, Py_buffer *view, int flags)
{
    return PyBuffer_FillInfo(view, object, ((PointObject *)object)->data, sizeof(Point), 0, flags);
}

static PyObject *
point_bytes(PyObject *object, PyObject *Py_UNUSED(ignored))
{
    return PyBytes_FromStringAndSize((const char *)((PointObject *)object)->data, sizeof(Point));
}

static PyObject *
point_copy(PyObject *object, PyObject *Py_UNUSED(memo))
{
    return point_from(state_of_type(Py_TYPE(object)), ((PointObject *)object)->data);
}

static PyObject *
point_reduce(PyObject *object, PyObject *Py_UNUSED(ignored))
{
    return Py_BuildValue("N(N)", PyObject_GetAttrString((PyObject *)Py_TYPE(object), "from_bytes"),
                         point_bytes(object, NULL));
}

static PyObject *
point_view(State *state, Point *data, PyObject *owner)
{
    PointObject *self = point_alloc(state);

    if (self != NULL) {
        self->data = data;
        self->owner = Py_XNewRef(owner);
    }
    return (PyObject *)self;
}

static PyObject *
point_from_buffer(PyObject *type, PyObject *value)
{
    Py_buffer view;
    PyObject *self = NULL;

    if (PyObject_GetBuffer(value, &view, PyBUF_WRITABLE) < 0) {
        return NULL;
    }
    if (view.len < (Py_ssize_t)sizeof(Point)) {
        PyErr_SetString(PyExc_ValueError, "the buffer is too small for a Point");
    }
    else {
        PyObject *owner = PyMemoryView_FromObject(value); /* while it lives, the buffer may not move */

        self = owner != NULL ? point_view(state_of_type((PyTypeObject *)type), view.buf, owner) : NULL;
        Py_XDECREF(owner);
    }
    PyBuffer_Release(&view);
    return self;
}

static PyObject *
point_from_bytes(PyObject *type, PyObject *value)
{
    Py_buffer view;
    PyObject *self = NULL;

    if (PyObject_GetBuffer(value, &view, PyBUF_SIMPLE) < 0) {
        return NULL;
    }
    if (view.len < (Py_ssize_t)sizeof(Point)) {
        PyErr_SetString(PyExc_ValueError, "the buffer is too small for a Point");
    }
    else {
        self = point_from(state_of_type((PyTypeObject *)type), view.buf);
    }
    PyBuffer_Release(&view);
    return self;
}

static PyObject *
point_from_address(PyObject *type, PyObject *value)
{
    void *address = value != Py_None ? PyLong_AsVoidPtr(value) : NULL;

    if (address == NULL) {
        return PyErr_Occurred() != NULL ? NULL : Py_NewRef(Py_None);
    }
    return point_view(state_of_type((PyTypeObject *)type), address, NULL);
}

static PyGetSetDef point_getset[] = {
    {"x", point_get, point_set, "to the right", (void *)offsetof(Point, x)},
    {"y", point_get, point_set, "upwards", (void *)offsetof(Point, y)},
    {"__c_address__", point_address, NULL, "The address of the struct.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMethodDef point_methods[] = {
    {"from_buffer", point_from_buffer, METH_O | METH_CLASS, "A view of a writable buffer."},
    {"from_bytes", point_from_bytes, METH_O | METH_CLASS, "A copy of the bytes of a buffer."},
    {"from_address", point_from_address, METH_O | METH_CLASS, "A view of what lies at an address."},
    {"__bytes__", point_bytes, METH_NOARGS, NULL},
    {"__copy__", point_copy, METH_NOARGS, NULL},
    {"__deepcopy__", point_copy, METH_O, NULL},
    {"__reduce__", point_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot point_slots[] = {
    {Py_tp_doc, "Point(x=0.0, y=0.0)\n--\n\nA point in the plane."},
    {Py_tp_new, point_new},
    {Py_tp_dealloc, point_dealloc},
    {Py_tp_getattro, point_getattro},
    {Py_tp_setattro, point_setattro},
    {Py_tp_repr, point_repr},
    {Py_tp_richcompare, point_compare},
    {Py_tp_hash, PyObject_HashNotImplemented},
    {Py_bf_getbuffer, point_getbuffer},
    {Py_tp_getset, point_getset},
    {Py_tp_methods, point_methods},
    {0, NULL},
};

static PyType_Spec point_spec = {
    "archetypes.Point", sizeof(PointObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, point_slots,
};

/* A struct by value: a Point and nothing else. */
static inline const Point *
to_point(State *state, PyObject *value, const char *what)
{
    if (Py_IS_TYPE(value, state->point_type)) {
        return ((PointObject *)value)->data;
    }
    (void)wrong_type(what, "Point", value);
    return NULL;
}

/* A struct by pointer: a Point, None, or a buffer of its size, which is released by `release`. */
typedef struct {
    const Point *data;
    Py_buffer buffer;
} PointPointer;

static __attribute__((noinline)) int
slow_point_pointer(PyObject *value, const char *what, PointPointer *out)
{
    out->data = NULL;
    if (value == Py_None) {
        return 0;
    }
    if (PyObject_GetBuffer(value, &out->buffer, PyBUF_SIMPLE) < 0) {
        out->buffer.obj = NULL;
        PyErr_Clear();
        return wrong_type(what, "Point or None", value);
    }
    if (out->buffer.len < (Py_ssize_t)sizeof(Point)) {
        PyErr_Format(PyExc_ValueError, "%s has %zd bytes, Point needs %zu", what, out->buffer.len, sizeof(Point));
        return -1;
    }
    out->data = out->buffer.buf;
    return 0;
}

static inline int
to_point_pointer(State *state, PyObject *value, const char *what, PointPointer *out)
{
    out->buffer.obj = NULL;
    if (Py_IS_TYPE(value, state->point_type)) {
        out->data = ((PointObject *)value)->data;
        return 0;
    }
    return slow_point_pointer(value, what, out);
}

static inline void
release(PointPointer *pointer)
{
    if (pointer->buffer.obj != NULL) {
        PyBuffer_Release(&pointer->buffer);
    }
}

/* ---- counter ---- */

static void
counter_shut(CounterObject *self)
{
    if (!self->closed) {
        self->closed = 1;
        if (self->is_owned) {
            counter_free(self->handle);
        }
    }
}

static void
counter_dealloc(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);

    counter_shut((CounterObject *)object);
    PyObject_Free(object);
    Py_DECREF(type);
}

static PyObject *
counter_close(PyObject *object, PyObject *Py_UNUSED(ignored))
{
    counter_shut((CounterObject *)object);
    return Py_NewRef(Py_None);
}

static PyObject *
counter_exit(PyObject *object, PyObject *const *Py_UNUSED(args), Py_ssize_t Py_UNUSED(nargs))
{
    counter_shut((CounterObject *)object);
    return Py_NewRef(Py_None);
}

COLD static int
is_closed(const char *what)
{
    PyErr_Format(PyExc_ValueError, "%s is closed", what);
    return -1;
}

static PyObject *
counter_enter(PyObject *object, PyObject *Py_UNUSED(ignored))
{
    if (((CounterObject *)object)->closed) {
        (void)is_closed("counter");
        return NULL;
    }
    return Py_NewRef(object);
}

static PyObject *
counter_number(PyObject *object)
{
    return PyLong_FromVoidPtr(((CounterObject *)object)->handle);
}

static PyObject *
counter_address(PyObject *object, void *Py_UNUSED(closure))
{
    return counter_number(object);
}

static PyObject *
counter_repr(PyObject *object)
{
    CounterObject *self = (CounterObject *)object;

    return PyUnicode_FromFormat("<%scounter at %p>", self->closed ? "closed " : "", (void *)self->handle);
}

static PyObject *
counter_compare(PyObject *a, PyObject *b, int operation)
{
    if (Py_TYPE(a) != Py_TYPE(b) || (operation != Py_EQ && operation != Py_NE)) {
        Py_RETURN_NOTIMPLEMENTED;
    }
    return PyBool_FromLong((((CounterObject *)a)->handle == ((CounterObject *)b)->handle) == (operation == Py_EQ));
}

static Py_hash_t
counter_hash(PyObject *object)
{
    return (Py_hash_t)((uintptr_t)((CounterObject *)object)->handle >> 4);
}

static inline PyObject *
new_counter(State *state, counter *handle, char is_owned)
{
    CounterObject *self;

    if (handle == NULL) {
        Py_RETURN_NONE;
    }
    self = PyObject_New(CounterObject, state->counter_type);
    if (self == NULL) {
        if (is_owned) {
            counter_free(handle);
        }
        return NULL;
    }
    self->handle = handle;
    self->closed = 0;
    self->is_owned = is_owned;
    return (PyObject *)self;
}

static PyObject *
counter_from_address(PyObject *type, PyObject *value)
{
    void *address = value != Py_None ? PyLong_AsVoidPtr(value) : NULL;

    if (address == NULL && PyErr_Occurred() != NULL) {
        return NULL;
    }
    return new_counter(state_of_type((PyTypeObject *)type), address, 0);
}

static PyGetSetDef counter_getset[] = {
    {"__c_address__", counter_address, NULL, "The handle's address.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMethodDef counter_methods[] = {
    {"close", counter_close, METH_NOARGS, "Frees the counter, once."},
    {"__enter__", counter_enter, METH_NOARGS, "The handle itself."},
    {"__exit__", (PyCFunction)(void (*)(void))counter_exit, METH_FASTCALL, "Closes it."},
    {"from_address", counter_from_address, METH_O | METH_CLASS, "The handle at an address."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot counter_slots[] = {
    {Py_tp_doc, "struct counter"},
    {Py_tp_dealloc, counter_dealloc},
    {Py_tp_repr, counter_repr},
    {Py_tp_richcompare, counter_compare},
    {Py_tp_hash, counter_hash},
    {Py_nb_int, counter_number},
    {Py_tp_getset, counter_getset},
    {Py_tp_methods, counter_methods},
    {0, NULL},
};

static PyType_Spec counter_spec = {
    "archetypes.counter", sizeof(CounterObject), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, counter_slots,
};

static inline int
to_counter(State *state, PyObject *value, const char *what, counter **out)
{
    if (Py_IS_TYPE(value, state->counter_type)) {
        if (((CounterObject *)value)->closed) {
            return is_closed(what);
        }
        *out = ((CounterObject *)value)->handle;
        return 0;
    }
    *out = NULL;
    return value == Py_None ? 0 : wrong_type(what, "counter or None", value);
}

/* ---- HalveError ---- */

static PyObject *
error_argument(PyObject *object, void *i)
{
    PyObject *args = ((PyBaseExceptionObject *)object)->args;

    return Py_NewRef((Py_ssize_t)i < PyTuple_GET_SIZE(args) ? PyTuple_GET_ITEM(args, (Py_ssize_t)i) : Py_None);
}

static PyObject *
error_str(PyObject *object)
{
    return error_argument(object, (void *)1);
}

static int
error_traverse(PyObject *object, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(object));
    return ((PyTypeObject *)PyExc_Exception)->tp_traverse(object, visit, arg);
}

static int
error_clear(PyObject *object)
{
    return ((PyTypeObject *)PyExc_Exception)->tp_clear(object);
}

static PyGetSetDef error_getset[] = {
    {"code", error_argument, NULL, "What the function returned.", (void *)0},
    {"message", error_argument, NULL, "What the library says of it.", (void *)1},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot error_slots[] = {
    {Py_tp_doc, "A function of the library failed."}, {Py_tp_str, error_str},     {Py_tp_getset, error_getset},
    {Py_tp_traverse, error_traverse},                 {Py_tp_clear, error_clear}, {0, NULL},
};

static PyType_Spec error_spec = {
    "archetypes.HalveError", sizeof(PyBaseExceptionObject), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, error_slots,
};

/* The instance is made here, by the class's own tp_new; handing PyErr_SetObject a tuple costs a call more. */
COLD static PyObject *
raise_error(State *state, int code)
{
    PyTypeObject *type = (PyTypeObject *)state->error_type;
    PyObject *number = PyLong_FromLong(code);
    PyObject *message = new_text(halve_error(code));
    PyObject *args = number != NULL && message != NULL ? PyTuple_Pack(2, number, message) : NULL;
    PyObject *error = args != NULL ? type->tp_new(type, args, NULL) : NULL;

    if (error != NULL) {
        PyErr_SetObject((PyObject *)type, error);
    }
    Py_XDECREF(number);
    Py_XDECREF(message);
    Py_XDECREF(args);
    Py_XDECREF(error);
    return NULL;
}

/* ---- Callbacks ---- */

/* The callable that `fold` calls on this thread, and the exception it raised, which waits until C has returned. */
typedef struct {
    PyObject *callable;
    vectorcallfunc call; /* looked up once */
    State *state;
    int failed;
} Folding;

static _Thread_local Folding *folding = NULL;

static int
call_python(int a, int b)
{
    Folding *now = folding;
    PyObject *args[3] = {NULL, NULL, NULL};
    PyObject *returned = NULL;
    int result = 0;

    if (now->failed) {
        return 0;
    }
    args[1] = PyLong_FromLong(a);
    args[2] = PyLong_FromLong(b);
    if (args[1] != NULL && args[2] != NULL) {
        returned = now->call(now->callable, args + 1, 2 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    }
    Py_XDECREF(args[1]);
    Py_XDECREF(args[2]);
    if (returned == NULL || to_int(returned, "result of a callback", &result) < 0) {
        now->failed = 1;
    }
    Py_XDECREF(returned);
    return now->failed ? 0 : result;
}

/* ---- The functions ---- */

static PyObject *
call_nothing(PyObject *Py_UNUSED(self), PyObject *const *Py_UNUSED(args), Py_ssize_t nargs)
{
    if (nargs != 0) {
        return wrong_count("nothing", 0, nargs);
    }
    nothing();
    return Py_NewRef(Py_None);
}

static PyObject *
call_add(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    int a, b;

    if (nargs != 2) {
        return wrong_count("add", 2, nargs);
    }
    if (to_int(args[0], "add() argument 'a'", &a) < 0 || to_int(args[1], "add() argument 'b'", &b) < 0) {
        return NULL;
    }
    return new_int((State *)self, add(a, b));
}

static PyObject *
call_volume(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    double x, y, z;

    if (nargs != 3) {
        return wrong_count("volume", 3, nargs);
    }
    if (to_double(args[0], "volume() argument 'x'", &x) < 0 || to_double(args[1], "volume() argument 'y'", &y) < 0
        || to_double(args[2], "volume() argument 'z'", &z) < 0) {
        return NULL;
    }
    return new_float((State *)self, volume(x, y, z));
}

static PyObject *
call_mix(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    int i;
    unsigned u;
    long long l;
    double f, d;
    _Bool b;

    if (nargs != 6) {
        return wrong_count("mix", 6, nargs);
    }
    if (to_int(args[0], "mix() argument 'i'", &i) < 0 || to_unsigned(args[1], "mix() argument 'u'", &u) < 0
        || to_long_long(args[2], "mix() argument 'l'", &l) < 0 || to_double(args[3], "mix() argument 'f'", &f) < 0
        || to_double(args[4], "mix() argument 'd'", &d) < 0 || to_bool(args[5], &b) < 0) {
        return NULL;
    }
    return new_float((State *)self, mix(i, u, l, (float)f, d, b));
}

static PyObject *
call_first_byte(PyObject *self, PyObject *arg)
{
    const char *text;
    PyObject *holder;
    int result;

    if (to_text(arg, "first_byte() argument 'text'", &text, &holder) < 0) {
        return NULL;
    }
    result = first_byte(text);
    Py_XDECREF(holder);
    return new_int((State *)self, result);
}

static PyObject *
call_greeting(PyObject *Py_UNUSED(self), PyObject *arg)
{
    int which;

    if (to_int(arg, "greeting() argument 'which'", &which) < 0) {
        return NULL;
    }
    return new_text(greeting(which));
}

static PyObject *
call_point_add(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    State *state = (State *)self;
    const Point *a, *b;
    Point result;

    if (nargs != 2) {
        return wrong_count("point_add", 2, nargs);
    }
    a = to_point(state, args[0], "point_add() argument 'a'");
    b = a != NULL ? to_point(state, args[1], "point_add() argument 'b'") : NULL;
    if (b == NULL) {
        return NULL;
    }
    result = point_add(*a, *b);
    return point_from(state, &result);
}

static PyObject *
call_point_dot(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    State *state = (State *)self;
    PointPointer a, b;
    PyObject *returned = NULL;

    if (nargs != 2) {
        return wrong_count("point_dot", 2, nargs);
    }
    b.buffer.obj = NULL;
    if (to_point_pointer(state, args[0], "point_dot() argument 'a'", &a) == 0
        && to_point_pointer(state, args[1], "point_dot() argument 'b'", &b) == 0) {
        returned = new_float(state, point_dot(a.data, b.data));
    }
    release(&a);
    release(&b);
    return returned;
}

/* Whether a buffer holds doubles of this machine's, or plain bytes. */
static inline int
holds_doubles(const Py_buffer *view)
{
    const char *format = view->format != NULL ? view->format : "B";

    if (format[0] == 'd' && format[1] == '\0') {
        return 1;
    }
    if (format[0] == '@' || format[0] == '=' || format[0] == (PY_LITTLE_ENDIAN ? '<' : '>')) {
        format++;
    }
    return (format[0] == 'd' || (view->itemsize == 1 && strchr("Bbc", format[0]) != NULL)) && format[1] == '\0';
}

/* A sequence that is no buffer is copied. */
static __attribute__((noinline)) PyObject *
total_of_sequence(PyObject *value)
{
    PyObject *tuple;
    PyObject *returned = NULL;
    double *copy;
    Py_ssize_t i, n;

    if (value == Py_None) {
        return PyFloat_FromDouble(total(NULL, 0));
    }
    if (!PySequence_Check(value) || PyUnicode_Check(value)) {
        (void)wrong_type("total() argument 'values'", "a buffer of double or None", value);
        return NULL;
    }
    tuple = PySequence_Tuple(value);
    if (tuple == NULL) {
        return NULL;
    }
    n = PyTuple_GET_SIZE(tuple);
    copy = PyMem_Calloc((size_t)n + 1, sizeof(double));
    for (i = 0; copy != NULL && i < n; i++) {
        if (to_double(PyTuple_GET_ITEM(tuple, i), "total() argument 'values'", &copy[i]) < 0) {
            break;
        }
    }
    if (copy == NULL) {
        PyErr_NoMemory();
    }
    else if (i == n) {
        returned = PyFloat_FromDouble(total(copy, (size_t)n));
    }
    PyMem_Free(copy);
    Py_DECREF(tuple);
    return returned;
}

static PyObject *
call_total(PyObject *self, PyObject *arg)
{
    PyBufferProcs *procs = Py_TYPE(arg)->tp_as_buffer;
    Py_buffer view;
    double result;

    if (procs == NULL || procs->bf_getbuffer == NULL) {
        return total_of_sequence(arg);
    }
    if (procs->bf_getbuffer(arg, &view, PyBUF_ND | PyBUF_FORMAT) < 0) {
        return NULL;
    }
    if (!holds_doubles(&view)) {
        PyBuffer_Release(&view);
        (void)wrong_type("total() argument 'values'", "a buffer of double or None", arg);
        return NULL;
    }
    result = total(view.buf, (size_t)view.len / sizeof(double));
    PyBuffer_Release(&view);
    return new_float((State *)self, result);
}

static PyObject *
call_divide(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    int a, b, quotient, remainder;

    if (nargs != 2) {
        return wrong_count("divide", 2, nargs);
    }
    if (to_int(args[0], "divide() argument 'a'", &a) < 0 || to_int(args[1], "divide() argument 'b'", &b) < 0) {
        return NULL;
    }
    divide(a, b, &quotient, &remainder);
    return new_pair((State *)self, PyLong_FromLong(quotient), PyLong_FromLong(remainder));
}

static PyObject *
call_counter_new(PyObject *self, PyObject *arg)
{
    int start;

    if (to_int(arg, "counter_new() argument 'start'", &start) < 0) {
        return NULL;
    }
    return new_counter((State *)self, counter_new(start), 1);
}

static PyObject *
call_counter_next(PyObject *self, PyObject *arg)
{
    counter *c;

    if (to_counter((State *)self, arg, "counter_next() argument 'c'", &c) < 0) {
        return NULL;
    }
    return new_int((State *)self, counter_next(c));
}

static PyObject *
call_counter_free(PyObject *self, PyObject *arg)
{
    counter *c = NULL;

    if (to_counter((State *)self, arg, "counter_free() argument 'c'", &c) < 0) {
        return NULL;
    }
    if (c != NULL) {
        ((CounterObject *)arg)->closed = 1;
    }
    counter_free(c);
    return Py_NewRef(Py_None);
}

static PyObject *
call_colour_rank(PyObject *self, PyObject *arg)
{
    unsigned colour;

    if (to_unsigned(arg, "colour_rank() argument 'c'", &colour) < 0) {
        return NULL;
    }
    return new_int((State *)self, colour_rank((enum colour)colour));
}

static PyObject *
call_colour_at(PyObject *self, PyObject *arg)
{
    State *state = (State *)self;
    int rank;

    if (to_int(arg, "colour_at() argument 'rank'", &rank) < 0) {
        return NULL;
    }
    switch (colour_at(rank)) {
    case RED:
        return Py_NewRef(state->colours[0]);
    case GREEN:
        return Py_NewRef(state->colours[1]);
    case BLUE:
        return Py_NewRef(state->colours[2]);
    }
    return PyLong_FromLong((long)colour_at(rank));
}

static PyObject *
call_fold(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    Folding now = {.state = (State *)self, .failed = 0};
    Folding *outer = folding;
    int n, result;

    if (nargs != 2) {
        return wrong_count("fold", 2, nargs);
    }
    if (to_int(args[0], "fold() argument 'n'", &n) < 0) {
        return NULL;
    }
    now.callable = args[1];
    if (now.callable == Py_None) {
        return new_int((State *)self, fold(n, NULL));
    }
    if (!PyCallable_Check(now.callable)) {
        combine address = (combine)(uintptr_t)PyLong_AsVoidPtr(now.callable);

        if (address == NULL && PyErr_Occurred() != NULL) {
            return NULL;
        }
        return new_int((State *)self, fold(n, address));
    }
    now.call = PyVectorcall_Function(now.callable);
    if (now.call == NULL) {
        now.call = PyObject_Vectorcall; /* a class written in Python with __call__ */
    }
    folding = &now;
    result = fold(n, call_python);
    folding = outer;
    return now.failed ? NULL : new_int((State *)self, result);
}

static PyObject *
call_halve(PyObject *self, PyObject *arg)
{
    int n, code, half;

    if (to_int(arg, "halve() argument 'n'", &n) < 0) {
        return NULL;
    }
    code = halve(n, &half);
    return code == 0 ? new_int((State *)self, half) : raise_error((State *)self, code);
}

static PyObject *
call_halve_error(PyObject *Py_UNUSED(self), PyObject *arg)
{
    int code;

    if (to_int(arg, "halve_error() argument 'code'", &code) < 0) {
        return NULL;
    }
    return new_text(halve_error(code));
}

#define FAST(name) {#name, (PyCFunction)(void (*)(void))call_##name, METH_FASTCALL, NULL}
#define ONE(name) {#name, call_##name, METH_O, NULL}

static PyMethodDef functions[] = {
    FAST(nothing),     FAST(add),        FAST(volume),     FAST(mix),         ONE(first_byte),   ONE(greeting),
    FAST(point_add),   FAST(point_dot),  ONE(total),       FAST(divide),      ONE(counter_new),  ONE(counter_next),
    ONE(counter_free), ONE(colour_rank), ONE(colour_at),   FAST(fold),        ONE(halve),        ONE(halve_error),
};

/* ---- The module ---- */

static int
state_traverse(PyObject *object, visitproc visit, void *arg)
{
    State *state = (State *)object;

    Py_VISIT(Py_TYPE(object));
    Py_VISIT(state->point_type);
    Py_VISIT(state->counter_type);
    Py_VISIT(state->error_type);
    for (int i = 0; i < 3; i++) {
        Py_VISIT(state->colours[i]);
    }
    return 0;
}

static int
state_clear(PyObject *object)
{
    State *state = (State *)object;

    while (state->n_free_points > 0) {
        PyObject_Free(state->free_points[--state->n_free_points]);
    }
    Py_CLEAR(state->point_type);
    Py_CLEAR(state->counter_type);
    Py_CLEAR(state->error_type);
    for (int i = 0; i < 3; i++) {
        Py_CLEAR(state->colours[i]);
    }
    return 0;
}

static void
state_dealloc(PyObject *object)
{
    State *state = (State *)object;
    PyTypeObject *type = Py_TYPE(object);

    PyObject_GC_UnTrack(object);
    (void)state_clear(object);
    Py_CLEAR(state->name_x);
    Py_CLEAR(state->name_y);
#ifdef RECYCLE
    Py_CLEAR(state->last_int);
    Py_CLEAR(state->last_float);
    Py_CLEAR(state->last_pair);
#endif
    type->tp_free(object);
    Py_DECREF(type);
}

static PyType_Slot state_slots[] = {
    {Py_tp_dealloc, state_dealloc}, {Py_tp_traverse, state_traverse}, {Py_tp_clear, state_clear}, {0, NULL},
};

static PyType_Spec state_spec = {
    "archetypes.State", sizeof(State), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, state_slots,
};

/* `class colour(IntEnum)`, and its members as constants of the module. */
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
    if (class != NULL && PyModule_AddObjectRef(module, "colour", class) == 0) {
        status = 0;
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
add_functions(PyObject *module, PyObject *state)
{
    PyObject *name = PyModule_GetNameObject(module);
    int status = name == NULL ? -1 : 0;

    for (size_t i = 0; status == 0 && i < sizeof(functions) / sizeof(functions[0]); i++) {
        PyObject *function = PyCFunction_NewEx(&functions[i], state, name);

        status = function == NULL ? -1 : PyModule_AddObjectRef(module, functions[i].ml_name, function);
        Py_XDECREF(function);
    }
    Py_XDECREF(name);
    return status;
}

static int
fill(PyObject *module, State *state)
{
    PyObject *self = (PyObject *)state;

    state->name_x = PyUnicode_InternFromString("x");
    state->name_y = PyUnicode_InternFromString("y");
    state->point_type = (PyTypeObject *)PyType_FromModuleAndSpec(self, &point_spec, NULL);
    state->counter_type = (PyTypeObject *)PyType_FromModuleAndSpec(self, &counter_spec, NULL);
    state->error_type = PyType_FromModuleAndSpec(self, &error_spec, PyExc_Exception);
    if (state->name_x == NULL || state->name_y == NULL || state->point_type == NULL || state->counter_type == NULL
        || state->error_type == NULL) {
        return -1;
    }
    state->point_type->tp_vectorcall = point_vectorcall;
    if (PyModule_AddObjectRef(module, "Point", (PyObject *)state->point_type) < 0
        || PyModule_AddObjectRef(module, "counter", (PyObject *)state->counter_type) < 0
        || PyModule_AddObjectRef(module, "HalveError", state->error_type) < 0) {
        return -1;
    }
    return add_colours(module, state) < 0 ? -1 : add_functions(module, self);
}

static int
module_exec(PyObject *module)
{
    PyTypeObject *type = (PyTypeObject *)PyType_FromSpec(&state_spec);
    PyObject *state = type != NULL ? type->tp_alloc(type, 0) : NULL;
    int status = state != NULL ? fill(module, (State *)state) : -1;

    Py_XDECREF(type);
    Py_XDECREF(state);
    return status;
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, module_exec},
#if PY_VERSION_HEX >= 0x030C0000
    {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED},
#endif
    {0, NULL},
};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "archetypes",
    .m_slots = module_slots,
};

PyMODINIT_FUNC
PyInit_archetypes(void)
{
    return PyModuleDef_Init(&definition);
}
