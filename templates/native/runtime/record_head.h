/* A member of a record. */
typedef struct {
    const char *name;
    const char *place;    /* "Point.x", for errors */
    const tb_item *item;
    Py_ssize_t offset;
} tb_field;

/* A record type. Its getset table begins with __c_address__, whose closure is the layout: the way from the type to it. */
struct tb_layout {
    const char *name;
    Py_ssize_t size;
    size_t align;
    char has_pointers;
    const tb_field *fields;
    Py_ssize_t count;
};

/* A record with pointers: it keeps what they were set to, by the address of the pointer, for all views of its bytes. */
typedef struct {
    tb_view view;
    PyObject *kept;  /* dict, or NULL for nothing yet */
} tb_keeper;

static void tb_record_dealloc(PyObject *self);
static void tb_keeper_dealloc(PyObject *self);

/* The classes are final, so what an object is can be read off its type's functions. */
static inline int
tb_is_record(PyObject *object)
{
    destructor dealloc = Py_TYPE(object)->tp_dealloc;

    return dealloc == tb_record_dealloc || dealloc == tb_keeper_dealloc;
}

static inline const tb_layout *
tb_layout_of(PyTypeObject *type)
{
    return (const tb_layout *)type->tp_getset[0].closure;
}
