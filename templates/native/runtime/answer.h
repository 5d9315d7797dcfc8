/* What C gets where Python does not answer. */
static void
tb_no_answer(const tb_signature *signature, long long on_error, void *result)
{
    if (signature->result == 'f') {
        if (signature->result_size == sizeof(float)) {
            *(float *)result = (float)on_error;
        }
        else if (signature->result_size == sizeof(double)) {
            *(double *)result = (double)on_error;
        }
        else {
            *(long double *)result = (long double)on_error;
        }
        return;
    }
    if (signature->result == 'r') {
        memset(result, 0, signature->result_size);
    }
    else if (signature->result != 'v') {
        if (signature->result == 'b') {
            on_error = on_error != 0;
        }
        memcpy(result, (char *)&on_error + (PY_BIG_ENDIAN ? sizeof(on_error) - signature->result_size : 0),
               signature->result_size);
    }
}

/* Whether this thread has the GIL, inside a call of ours that did not let go of it. Something that Python ran meanwhile
   may have. Asking saves PyGILState_Ensure and PyGILState_Release, which look the thread up. */
static inline int
tb_has_gil(const tb_call *call)
{
#if PY_VERSION_HEX >= 0x030D0000
    return call != NULL && call->state == PyThreadState_GetUnchecked();
#else
    return call != NULL && call->state == _PyThreadState_UncheckedGet();
#endif
}

/* C calls: takes the GIL, calls Python, and keeps an exception for the call that waits. Once there is one, Python is
   left alone until that call is over. */
static void
tb_answer(tb_callback *self, const tb_signature *signature, void *result, void *const *args)
{
    tb_call *call = tb_calls;
    PyThreadState *thread = NULL;
    PyGILState_STATE state = PyGILState_UNLOCKED;
    int is_ensured = 0;

    if (self == NULL || (call != NULL ? call->error != NULL : !Py_IsInitialized())) {
        tb_no_answer(signature, self != NULL ? self->on_error : 0, result);
        return;
    }
    if (call != NULL && call->thread != NULL) {
        thread = call->thread;
        call->thread = NULL;
        PyEval_RestoreThread(thread);
    }
    else if (!tb_has_gil(call)) {
        state = PyGILState_Ensure();
        is_ensured = 1;
    }
    Py_INCREF(self);
    if (self->callable == NULL) {  /* the module is going */
        tb_no_answer(signature, self->on_error, result);
    }
    else if (signature->call(self, result, args) < 0) {
        tb_no_answer(signature, self->on_error, result);
        if (call != NULL) {
            call->error = tb_take_error();
        }
        else {  /* no Python caller waits */
            PyErr_WriteUnraisable(self->callable);
        }
    }
    Py_DECREF(self);
    if (thread != NULL) {
        call->thread = PyEval_SaveThread();
    }
    else if (is_ensured) {
        PyGILState_Release(state);
    }
}

/* Calls the callable with objects that were just made, which it takes over; `given[-1]` is there to be used. */
static inline PyObject *
tb_call_python(tb_callback *self, PyObject **given, size_t count)
{
    PyObject *returned = NULL;
    size_t made = 0;

    while (made < count && given[made] != NULL) {
        made++;
    }
    if (made == count) {
        size_t nargs = count | PY_VECTORCALL_ARGUMENTS_OFFSET;

        /* A Python function is called as PyObject_Vectorcall does, which would first find out what it is. */
        returned = PyFunction_Check(self->callable)
                       ? ((PyFunctionObject *)self->callable)->vectorcall(self->callable, given, nargs, NULL)
                       : PyObject_Vectorcall(self->callable, given, nargs, NULL);
    }
    for (size_t i = 0; i < count; i++) {
        Py_XDECREF(given[i]);
    }
    return returned;
}

#ifdef TRIBIND_FFI
/* What libffi calls. It wants small integers as large ones. */
static void
tb_ffi_answer(ffi_cif *Py_UNUSED(cif), void *result, void **args, void *context)
{
    const tb_signature *signature = ((tb_callback *)context)->signature;
    union {
        long double wide;
        unsigned long long number;
        void *address;
        signed char i8;
        short i16;
        int i32;
        unsigned char u8;
        unsigned short u16;
        unsigned int u32;
    } value;

    tb_answer(context, signature, &value, args);
    if (signature->result == 'i' && signature->result_size < sizeof(ffi_arg)) {
        *(ffi_sarg *)result = signature->result_size == 1 ? value.i8 : signature->result_size == 2 ? value.i16 : value.i32;
    }
    else if ((signature->result == 'u' || signature->result == 'b') && signature->result_size < sizeof(ffi_arg)) {
        *(ffi_arg *)result = signature->result_size == 1 ? value.u8 : signature->result_size == 2 ? value.u16 : value.u32;
    }
    else if (signature->result != 'v') {
        memcpy(result, &value, signature->result_size);
    }
}
#endif
