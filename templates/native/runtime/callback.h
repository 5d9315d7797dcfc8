static int
tb_callback_traverse(PyObject *object, visitproc visit, void *arg)
{
    tb_callback *self = (tb_callback *)object;

    Py_VISIT(Py_TYPE(object));
    Py_VISIT(self->module);
    Py_VISIT(self->callable);
    Py_VISIT(self->user);
    Py_VISIT(self->kept);
    return 0;
}

static int
tb_callback_clear(PyObject *object)
{
    tb_callback *self = (tb_callback *)object;

    Py_CLEAR(self->callable);
    Py_CLEAR(self->user);
    Py_CLEAR(self->kept);
    for (size_t i = 0; i < sizeof(self->last) / sizeof(self->last[0]); i++) {
        Py_CLEAR(self->last[i]);
    }
    Py_CLEAR(self->module);
    return 0;
}

static void
tb_callback_dealloc(PyObject *object)
{
    tb_callback *self = (tb_callback *)object;
    PyTypeObject *type = Py_TYPE(object);

    PyObject_GC_UnTrack(object);
    if (self->place >= 0) {
        self->signature->pool[self->place] = NULL;
    }
#ifdef TRIBIND_FFI
    if (self->closure != NULL) {
        ffi_closure_free(self->closure);
    }
#endif
    (void)tb_callback_clear(object);
    type->tp_free(object);
    Py_DECREF(type);
}

static PyType_Slot tb_callback_slots[] = {
    {Py_tp_dealloc, tb_callback_dealloc},
    {Py_tp_traverse, tb_callback_traverse},
    {Py_tp_clear, tb_callback_clear},
    {0, NULL},
};

/* Gives a callback an address of its own: of the pool, or made by libffi. */
static int
tb_callback_address(tb_callback *self)
{
    const tb_signature *signature = self->signature;

    for (Py_ssize_t i = 0; i < TB_POOL_SIZE; i++) {
        if (signature->pool[i] == NULL) {
            signature->pool[i] = self;
            self->place = i;
            self->address = (void *)(uintptr_t)signature->code[i];
            return 0;
        }
    }
#ifdef TRIBIND_FFI
    if (signature->ffi_params != NULL) {
        if (signature->cif->rtype == NULL
            && ffi_prep_cif(signature->cif, FFI_DEFAULT_ABI, signature->count, signature->ffi_result,
                            signature->ffi_params) != FFI_OK) {
            PyErr_SetString(PyExc_RuntimeError, "libffi does not know the function type");
            return -1;
        }
        self->closure = ffi_closure_alloc(sizeof(ffi_closure), &self->address);
        if (self->closure == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        if (ffi_prep_closure_loc(self->closure, signature->cif, tb_ffi_answer, self, self->address) != FFI_OK) {
            PyErr_SetString(PyExc_RuntimeError, "libffi cannot make a function here");
            return -1;
        }
        return 0;
    }
#endif
    PyErr_Format(PyExc_RuntimeError,
                 "C holds %d callables for %s, and cannot take more: compile this package where libffi's headers are "
                 "installed, or configure scope = \"call\" or user data for the parameter",
                 TB_POOL_SIZE, signature->name);
    return -1;
}

/* A new callback; with `user_at` (from 0) C carries it in a void *, and its function finds it there. */
static PyObject *
tb_callback_new(tb_callbacks *callbacks, PyObject *module, const tb_signature *signature, PyObject *callable,
                PyObject *user, Py_ssize_t user_at, long long on_error)
{
    tb_callback *self = (tb_callback *)callbacks->callback_type->tp_alloc(callbacks->callback_type, 0);

    if (self == NULL) {
        return NULL;
    }
    self->signature = signature;
    self->module = Py_NewRef(module);
    self->callable = Py_NewRef(callable);
    self->user = Py_XNewRef(user);
    self->user_at = user_at;
    self->on_error = on_error;
    self->place = -1;
    if (user != NULL) {
        self->address = (void *)(uintptr_t)signature->by_user[user_at];
    }
    else if (tb_callback_address(self) < 0) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

/* Whether it calls the same: callables count by identity, bound methods by what they are bound to. */
static int
tb_calls_same(PyObject *a, PyObject *b)
{
    return a == b
           || (PyMethod_Check(a) && PyMethod_Check(b) && PyMethod_GET_SELF(a) == PyMethod_GET_SELF(b)
               && PyMethod_GET_FUNCTION(a) == PyMethod_GET_FUNCTION(b));
}

/* What tells kept ones apart; the objects live as long as they are kept, so their addresses will do. */
static PyObject *
tb_callback_key(const tb_signature *signature, PyObject *callable, PyObject *user, long long on_error)
{
    PyObject *function = PyMethod_Check(callable) ? PyMethod_GET_FUNCTION(callable) : callable;
    PyObject *self = PyMethod_Check(callable) ? PyMethod_GET_SELF(callable) : NULL;

    return Py_BuildValue("(NNNNL)", PyLong_FromVoidPtr((void *)(uintptr_t)signature), PyLong_FromVoidPtr(function),
                         PyLong_FromVoidPtr(self), PyLong_FromVoidPtr(user), on_error);
}

/* The callback of a callable that lives as long as the module: always the same one. A borrowed reference. */
static tb_callback *
tb_keep_callable(tb_callbacks *callbacks, PyObject *module, const tb_signature *signature, PyObject *callable,
                 PyObject *user, Py_ssize_t user_at, long long on_error)
{
    tb_callback *last = callbacks->last;
    PyObject *key;
    PyObject *found;

    if (last != NULL && last->signature == signature && tb_calls_same(last->callable, callable) && last->user == user
        && last->on_error == on_error) {
        return last;
    }
    key = tb_callback_key(signature, callable, user, on_error);
    found = key != NULL ? Py_XNewRef(PyDict_GetItemWithError(callbacks->kept, key)) : NULL;
    if (key != NULL && found == NULL && PyErr_Occurred() == NULL) {
        found = tb_callback_new(callbacks, module, signature, callable, user, user_at, on_error);
        if (found != NULL && PyDict_SetItem(callbacks->kept, key, found) < 0) {
            Py_CLEAR(found);
        }
    }
    Py_XDECREF(key);
    if (found == NULL) {
        return NULL;
    }
    Py_DECREF(found);  /* the dict has it */
    callbacks->last = (tb_callback *)found;
    return callbacks->last;
}
