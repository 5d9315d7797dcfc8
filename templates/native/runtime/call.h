/* A call of this module's that waits on this thread, while C may call Python back. Calls may be nested. */
typedef struct tb_call tb_call;

struct tb_call {
    tb_call *outer;
    PyThreadState *state;   /* this thread's */
    PyThreadState *thread;  /* the same while other threads may run Python; NULL while this one does */
    PyObject *error;        /* the first exception of a callable, or NULL */
};

static _Thread_local tb_call *tb_calls = NULL;

static inline void
tb_begin(tb_call *call)
{
    call->outer = tb_calls;
    call->state = PyThreadState_Get();
    call->thread = NULL;
    call->error = NULL;
    tb_calls = call;
}

static inline void
tb_end(tb_call *call)
{
    tb_calls = call->outer;
}

/* The same, and other threads may run Python meanwhile. */
static inline void
tb_begin_released(tb_call *call)
{
    tb_begin(call);
    call->thread = PyEval_SaveThread();
}

static inline void
tb_end_released(tb_call *call)
{
    PyEval_RestoreThread(call->thread);
    tb_end(call);
}

/* Takes the exception that is set; a new reference. */
TB_COLD static PyObject *
tb_take_error(void)
{
#if PY_VERSION_HEX >= 0x030C0000
    return PyErr_GetRaisedException();
#else
    PyObject *type;
    PyObject *value;
    PyObject *traceback;

    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback != NULL) {
        PyException_SetTraceback(value, traceback);
    }
    Py_XDECREF(type);
    Py_XDECREF(traceback);
    return value;
#endif
}

/* Raises what a callable raised, now that C has returned. */
TB_COLD static void
tb_raise_waiting(tb_call *call)
{
#if PY_VERSION_HEX >= 0x030C0000
    PyErr_SetRaisedException(call->error);
#else
    PyErr_Restore(Py_NewRef(Py_TYPE(call->error)), call->error, PyException_GetTraceback(call->error));
#endif
    call->error = NULL;
}
