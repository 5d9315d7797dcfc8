/* The library bound with SWIG: it reads the header itself; typemaps say what the header does not. */
%module archetypes

%{
#include <stdbool.h>
#include <string.h>

#include "archetypes.h"

static PyObject *HalveError;

static PyObject *callable;
static int failed;

/* C has no place for an exception: it waits until C has returned. */
static int call_python(int a, int b)
{
    PyObject *returned = failed ? NULL : PyObject_CallFunction(callable, "ii", a, b);
    int result = returned != NULL ? (int)PyLong_AsLong(returned) : 0;

    failed = failed || PyErr_Occurred() != NULL;
    Py_XDECREF(returned);
    return failed ? 0 : result;
}

static void raise_halve_error(int code)
{
    PyObject *error = PyObject_CallFunction(HalveError, "is", code, halve_error(code));
    PyObject *number = PyLong_FromLong(code);

    if (error != NULL && number != NULL && PyObject_SetAttrString(error, "code", number) == 0) {
        PyErr_SetObject(HalveError, error);
    }
    Py_XDECREF(error);
    Py_XDECREF(number);
}
%}

%init %{
    HalveError = PyErr_NewException("archetypes.HalveError", NULL, NULL);
    if (HalveError == NULL || PyModule_AddObjectRef(m, "HalveError", HalveError) < 0) {
        return NULL;
    }
    SwigPyBuiltin_AddPublicSymbol(public_interface, "HalveError");
%}

/* A struct's constructor, with names. */
%extend Point {
    Point(double x = 0.0, double y = 0.0)
    {
        Point *self = (Point *)malloc(sizeof(*self));

        self->x = x;
        self->y = y;
        return self;
    }
}

/* One buffer stands for an array and its length. */
%typemap(in) (const double *values, size_t n) (Py_buffer view) {
    view.obj = NULL;
    if (PyObject_GetBuffer($input, &view, PyBUF_ND | PyBUF_FORMAT) < 0) {
        SWIG_fail;
    }
    if (view.itemsize != sizeof(double) || strcmp(view.format, "d") != 0) {
        PyErr_SetString(PyExc_TypeError, "in method 'total', argument 1 must be a buffer of double");
        SWIG_fail;
    }
    $1 = (double *)view.buf;
    $2 = (size_t)view.len / sizeof(double);
}
%typemap(freearg) (const double *values, size_t n) {
    if (view$argnum.obj != NULL) {
        PyBuffer_Release(&view$argnum);
    }
}

/* Out-parameters: one is the result, two are a tuple. SWIG's own typemaps would make a list. */
%typemap(in, numinputs=0) (int *quotient, int *remainder) (int quotient, int remainder) {
    $1 = &quotient;
    $2 = &remainder;
}
%typemap(argout) (int *quotient, int *remainder) {
    Py_DECREF($result);
    $result = Py_BuildValue("ii", *$1, *$2);
}
%typemap(in, numinputs=0) int *half (int half) {
    $1 = &half;
}
%typemap(argout) int *half {
    Py_DECREF($result);
    $result = PyLong_FromLong(*$1);
}

/* A handle frees its counter when it is forgotten; closed twice it would free it twice, so there is no close(). */
%nodefaultctor counter;
struct counter {
    %extend {
        ~counter()
        {
            counter_free($self);
        }
    }
};

%newobject counter_new;
%delobject counter_free;

%typemap(in) combine {
    callable = $input;
    failed = 0;
    $1 = call_python;
}
%exception fold {
    $action
    if (failed) {
        SWIG_fail;
    }
}

/* The code is no result: it raises, or half is. */
%typemap(out) int halve ""
%exception halve {
    $action
    if (result != 0) {
        raise_halve_error(result);
        SWIG_fail;
    }
    resultobj = SWIG_Py_Void();
}

%include "archetypes.h"

%pythoncode %{
class colour:
    RED, GREEN, BLUE = RED, GREEN, BLUE
%}
