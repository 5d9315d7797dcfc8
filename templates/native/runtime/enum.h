/* An enumeration: its values in ascending order, each once; the class and the members lie in the module. */
typedef struct {
    const char *name;
    const char *const *names;
    const long long *values;  /* an unsigned type's values as the same bits */
    size_t count;
} tb_enum;

/* Takes the members out of the package's Python class. */
static int
tb_enum_load(PyObject *enums, const tb_enum *type, PyObject **members)
{
    PyObject *class = PyObject_GetAttrString(enums, type->name);

    if (class == NULL) {
        return -1;
    }
    for (size_t i = 0; i < type->count; i++) {
        members[i] = PyObject_GetAttrString(class, type->names[i]);
        if (members[i] == NULL) {
            Py_DECREF(class);
            return -1;
        }
    }
    Py_DECREF(class);
    return 0;
}

/* The member of a value; NULL (without an exception) where it has none. Values without gaps are found by index,
   others by halving. */
static inline PyObject *
tb_enum_member(const tb_enum *type, PyObject *const *members, long long value)
{
    size_t low = 0;
    size_t high = type->count;
    unsigned long long index = (unsigned long long)value - (unsigned long long)type->values[0];

    if (index < type->count && type->values[index] == value) {
        return Py_NewRef(members[index]);
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (type->values[middle] == value) {
            return Py_NewRef(members[middle]);
        }
        if (type->values[middle] < value) {
            low = middle + 1;
        }
        else {
            high = middle;
        }
    }
    return NULL;
}
