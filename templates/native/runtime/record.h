/* Where a record of its own has its bytes: behind the head. */
static inline Py_ssize_t
tb_head_size(const tb_layout *layout)
{
    return layout->has_pointers ? (Py_ssize_t)sizeof(tb_keeper) : (Py_ssize_t)sizeof(tb_view);
}

/* The object without its bytes. Where the garbage collector has nothing to do with it, the shortest way will do; a view
   then takes only as much memory as its head. */
static inline tb_view *
tb_record_head(PyTypeObject *type, size_t size)
{
    tb_view *self;

    if (tb_type_layout(type)->has_pointers) {
        return (tb_view *)PyType_GenericAlloc(type, 0);
    }
    self = PyObject_Malloc(size);
    if (self == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    PyObject_Init((PyObject *)self, type);
    self->owner = NULL;
    return self;
}

/* A record of its own; its bytes are whatever was there. */
static inline tb_view *
tb_record_alloc(PyTypeObject *type)
{
    const tb_layout *layout = tb_type_layout(type);
    tb_view *self = tb_record_head(type, (size_t)type->tp_basicsize);
    uintptr_t start = (uintptr_t)self + (uintptr_t)tb_head_size(layout);

    if (self != NULL) {
        self->data = (char *)((start + layout->align - 1) & ~(uintptr_t)(layout->align - 1));
    }
    return self;
}

/* A record of its own with a copy of a struct. */
static PyObject *
tb_from_record(PyTypeObject *type, const void *value)
{
    tb_view *self = tb_record_alloc(type);

    if (self != NULL) {
        memcpy(self->data, value, (size_t)tb_type_layout(type)->size);
    }
    return (PyObject *)self;
}

/* A view of a struct that lies elsewhere, in memory that `owner` keeps valid; None for NULL. */
static PyObject *
tb_from_record_pointer(PyTypeObject *type, const volatile void *address, PyObject *owner)
{
    tb_view *self;

    if (address == NULL) {
        Py_RETURN_NONE;
    }
    self = tb_record_head(type, sizeof(tb_view));
    if (self != NULL) {
        self->data = (char *)(uintptr_t)address;
        self->owner = Py_XNewRef(owner);
    }
    return (PyObject *)self;
}

/* A struct by value: its bytes. */
static inline const void *
tb_to_record(PyObject *value, const char *where, PyTypeObject *type)
{
    if (Py_IS_TYPE(value, type)) {
        return ((tb_view *)value)->data;
    }
    tb_bad_type(where, tb_type_layout(type)->name, value);
    return NULL;
}

static void
tb_record_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    Py_XDECREF(((tb_view *)self)->owner);
    PyObject_Free(self);
    Py_DECREF(type);
}

static inline int
tb_record_set(PyObject *self, PyObject *module, const tb_field *field, PyObject *value)
{
    return field->item->set(field->item, module, self, ((tb_view *)self)->data + field->offset, value, field->place);
}

static PyObject *
tb_field_get(PyObject *self, void *closure)
{
    const tb_field *field = closure;

    return field->item->get(field->item, self, ((tb_view *)self)->data + field->offset);
}

static int
tb_field_set(PyObject *self, PyObject *value, void *closure)
{
    if (value == NULL) {
        PyErr_Format(PyExc_AttributeError, "%s cannot be deleted", ((const tb_field *)closure)->place);
        return -1;
    }
    return tb_record_set(self, PyType_GetModule(Py_TYPE(self)), closure, value);
}

static PyObject *
tb_record_address(PyObject *self, void *Py_UNUSED(layout))
{
    return PyLong_FromVoidPtr(((tb_view *)self)->data);
}

/* Fields given by name, behind those given by place. */
static int
tb_record_keywords(PyObject *self, PyObject *module, const tb_layout *layout, Py_ssize_t nargs,
                   PyObject *const *values, PyObject *names)
{
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names); i++) {
        PyObject *name = PyTuple_GET_ITEM(names, i);
        Py_ssize_t at = 0;

        while (at < layout->count && PyUnicode_CompareWithASCIIString(name, layout->fields[at].name) != 0) {
            at++;
        }
        if (at == layout->count) {
            PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%U'", layout->name, name);
            return -1;
        }
        if (at < nargs) {
            PyErr_Format(PyExc_TypeError, "%s() got multiple values for argument '%U'", layout->name, name);
            return -1;
        }
        if (tb_record_set(self, module, &layout->fields[at], values[i]) < 0) {
            return -1;
        }
    }
    return 0;
}

/* The constructor: CPython calls it without making a tuple or a dict of the arguments. */
static PyObject *
tb_record_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    const tb_layout *layout = tb_type_layout((PyTypeObject *)type);
    PyObject *module = PyType_GetModule((PyTypeObject *)type);
    Py_ssize_t nargs = PyVectorcall_NARGS(nargsf);
    PyObject *self;

    if (nargs > layout->count) {
        PyErr_Format(PyExc_TypeError, "%s() takes at most %zd argument%s (%zd given)", layout->name,
                     layout->count, layout->count == 1 ? "" : "s", nargs);
        return NULL;
    }
    self = (PyObject *)tb_record_alloc((PyTypeObject *)type);
    if (self == NULL) {
        return NULL;
    }
    memset(((tb_view *)self)->data, 0, (size_t)layout->size);
    for (Py_ssize_t i = 0; i < nargs; i++) {
        if (tb_record_set(self, module, &layout->fields[i], args[i]) < 0) {
            Py_DECREF(self);
            return NULL;
        }
    }
    if (kwnames != NULL && tb_record_keywords(self, module, layout, nargs, args + nargs, kwnames) < 0) {
        Py_DECREF(self);
        return NULL;
    }
    return self;
}

/* `Point.__new__(Point, ...)`, which nearly nobody writes, comes to the same. */
static PyObject *
tb_record_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return PyObject_VectorcallDict((PyObject *)type, ((PyTupleObject *)args)->ob_item,
                                   (size_t)PyTuple_GET_SIZE(args), kwargs);
}

/* How repr shows one value: a pointer by its type, never what it points to. */
static PyObject *
tb_show(const tb_item *item, PyObject *owner, char *at)
{
    PyObject *value;
    PyObject *text;
    void *address;

    if (item->kind == 'p') {
        memcpy(&address, at, sizeof(address));
        return address != NULL ? PyUnicode_FromFormat("<%s>", item->c_name) : PyUnicode_FromString("None");
    }
    value = item->get(item, owner, at);
    if (value == NULL) {
        return NULL;
    }
    text = PyObject_Repr(value);
    Py_DECREF(value);
    return text;
}

/* Joins `count` texts that `part` makes, between `open` and `close`. */
static PyObject *
tb_join(PyObject *self, Py_ssize_t count, PyObject *(*part)(PyObject *, Py_ssize_t), const char *open,
        const char *close)
{
    PyObject *parts = PyList_New(count);
    PyObject *comma = PyUnicode_FromString(", ");
    PyObject *joined = NULL;
    PyObject *text = NULL;

    for (Py_ssize_t i = 0; parts != NULL && i < count; i++) {
        PyObject *item = part(self, i);

        if (item == NULL) {
            Py_CLEAR(parts);
            break;
        }
        PyList_SET_ITEM(parts, i, item);
    }
    if (parts != NULL && comma != NULL) {
        joined = PyUnicode_Join(comma, parts);
    }
    if (joined != NULL) {
        text = PyUnicode_FromFormat("%s%U%s", open, joined, close);
    }
    Py_XDECREF(parts);
    Py_XDECREF(comma);
    Py_XDECREF(joined);
    return text;
}

static PyObject *
tb_record_part(PyObject *self, Py_ssize_t i)
{
    const tb_field *field = &tb_type_layout(Py_TYPE(self))->fields[i];
    PyObject *value = tb_show(field->item, self, ((tb_view *)self)->data + field->offset);
    PyObject *text;

    if (value == NULL) {
        return NULL;
    }
    text = PyUnicode_FromFormat("%s=%U", field->name, value);
    Py_DECREF(value);
    return text;
}

static PyObject *
tb_record_repr(PyObject *self)
{
    const tb_layout *layout = tb_type_layout(Py_TYPE(self));
    PyObject *open = PyUnicode_FromFormat("%s(", layout->name);
    PyObject *text = NULL;

    if (open != NULL) {
        text = tb_join(self, layout->count, tb_record_part, PyUnicode_AsUTF8(open), ")");
        Py_DECREF(open);
    }
    return text;
}

/* Whether two values are equal as Python would see them; pointers by address. */
static int
tb_same(const tb_item *item, const char *a, const char *b)
{
    if (item->kind == 's') {
        return strncmp(a, b, (size_t)item->count) == 0;
    }
    if (item->kind == 'a') {
        for (Py_ssize_t i = 0; i < item->count; i++) {
            if (!tb_same(item->of, a + i * item->of->size, b + i * item->of->size)) {
                return 0;
            }
        }
        return 1;
    }
    if (item->kind == 'r') {
        for (Py_ssize_t i = 0; i < item->layout->count; i++) {
            const tb_field *field = &item->layout->fields[i];

            if (!tb_same(field->item, a + field->offset, b + field->offset)) {
                return 0;
            }
        }
        return 1;
    }
    if (item->kind == 'f') {
        long double x = tb_widen(item, a);
        long double y = tb_widen(item, b);

        return x == y;
    }
    return memcmp(a, b, (size_t)item->size) == 0;
}

static PyObject *
tb_record_compare(PyObject *self, PyObject *other, int operation)
{
    const tb_layout *layout = tb_type_layout(Py_TYPE(self));
    int same = 1;

    if (Py_TYPE(self) != Py_TYPE(other) || (operation != Py_EQ && operation != Py_NE)) {
        Py_RETURN_NOTIMPLEMENTED;
    }
    for (Py_ssize_t i = 0; same && i < layout->count; i++) {
        const tb_field *field = &layout->fields[i];

        same = tb_same(field->item, ((tb_view *)self)->data + field->offset,
                       ((tb_view *)other)->data + field->offset);
    }
    return Py_NewRef(same == (operation == Py_EQ) ? Py_True : Py_False);
}

static int
tb_record_getbuffer(PyObject *self, Py_buffer *view, int flags)
{
    return PyBuffer_FillInfo(view, self, ((tb_view *)self)->data, tb_type_layout(Py_TYPE(self))->size, 0, flags);
}

static PyObject *
tb_record_bytes(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    return PyBytes_FromStringAndSize(((tb_view *)self)->data, tb_type_layout(Py_TYPE(self))->size);
}

/* A buffer that is large enough for a record. */
static int
tb_record_over(const tb_layout *layout, PyObject *value, const char *where, const char *expected, int flags,
               Py_buffer *view)
{
    if (tb_acquire(value, where, expected, flags, view) < 0) {
        return -1;
    }
    if (view->len < layout->size) {
        PyErr_Format(PyExc_ValueError, "%s has %zd bytes, %s needs %zd", where, view->len, layout->name,
                     layout->size);
        PyBuffer_Release(view);
        return -1;
    }
    return 0;
}

static PyObject *
tb_record_from_buffer(PyObject *type, PyObject *value)
{
    const tb_layout *layout = tb_type_layout((PyTypeObject *)type);
    Py_buffer view;
    PyObject *owner;
    PyObject *self;

    if (tb_record_over(layout, value, "from_buffer() argument 'buffer'", "a writable buffer", PyBUF_WRITABLE,
                       &view) < 0) {
        return NULL;
    }
    owner = PyMemoryView_FromObject(value);  /* as long as it lives, the buffer may not move */
    self = owner != NULL ? tb_from_record_pointer((PyTypeObject *)type, view.buf, owner) : NULL;
    Py_XDECREF(owner);
    PyBuffer_Release(&view);
    return self;
}

static PyObject *
tb_record_from_bytes(PyObject *type, PyObject *value)
{
    Py_buffer view;
    PyObject *self;

    if (tb_record_over(tb_type_layout((PyTypeObject *)type), value, "from_bytes() argument 'data'", "a buffer",
                       PyBUF_SIMPLE, &view) < 0) {
        return NULL;
    }
    self = tb_from_record((PyTypeObject *)type, view.buf);
    PyBuffer_Release(&view);
    return self;
}

static PyObject *
tb_record_from_address(PyObject *type, PyObject *value)
{
    void *address;

    if (tb_to_address(value, "from_address() argument 'address'", "an address or None", &address) < 0) {
        return NULL;
    }
    return tb_from_record_pointer((PyTypeObject *)type, address, NULL);
}
