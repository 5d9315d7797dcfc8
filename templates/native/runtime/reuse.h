/* Results that nobody kept are used again. While a module's own reference to an object is the only one, nobody else can
   see the object, so the next value is written into it: that spares making one object and freeing another. zip() does
   so with its tuples. An object that somebody keeps is let go of, and never written to.
   Only where no other thread can take a reference meanwhile, and in those CPythons whose objects are known to look like
   this. */
#if !defined(Py_GIL_DISABLED) && !defined(Py_LIMITED_API) && !defined(PYPY_VERSION) && PY_VERSION_HEX < 0x030F0000
#define TB_REUSES 1
#else
#define TB_REUSES 0
#endif

/* The first value, or one after somebody kept the last: `made`, of which `last` takes a reference too. */
static __attribute__((noinline)) PyObject *
tb_remember(PyObject **last, PyObject *made)
{
    PyObject *before = *last;

    *last = Py_XNewRef(made);
    Py_XDECREF(before);
    return made;
}
