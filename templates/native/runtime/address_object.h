/* What Pointer and the handle classes share: the head is an address, which is all that they are. */
typedef struct {
    PyObject_HEAD
    void *address;
} tb_address_object;

#define TB_ADDRESS(object) (((tb_address_object *)(object))->address)

static PyObject *
tb_address_int(PyObject *self)
{
    return PyLong_FromVoidPtr(TB_ADDRESS(self));
}

static PyObject *
tb_address_get(PyObject *self, void *Py_UNUSED(closure))
{
    return PyNumber_Long(self);
}

static PyObject *
tb_address_compare(PyObject *self, PyObject *other, int operation)
{
    int same;

    if (Py_TYPE(self) != Py_TYPE(other) || (operation != Py_EQ && operation != Py_NE)) {
        Py_RETURN_NOTIMPLEMENTED;
    }
    same = TB_ADDRESS(self) == TB_ADDRESS(other);
    return Py_NewRef(same == (operation == Py_EQ) ? Py_True : Py_False);
}

/* As the addresses of objects are hashed: the lowest bits are mostly zero. */
static Py_hash_t
tb_address_hash(PyObject *self)
{
    uintptr_t address = (uintptr_t)TB_ADDRESS(self);
    Py_hash_t hash = (Py_hash_t)((address >> 4) | (address << (8 * sizeof(address) - 4)));

    return hash == -1 ? -2 : hash;
}

static PyGetSetDef tb_address_getset[] = {
    {"__c_address__", tb_address_get, NULL, PyDoc_STR("The address."), NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
