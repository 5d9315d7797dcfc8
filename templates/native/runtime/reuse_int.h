/* Ints that are there already: the small ones, of which CPython has one each, and the last one that was returned. */
#define TB_LEAST_SMALL (-5)
#define TB_MOST_SMALL 256

typedef struct {
    PyObject *last;
    PyObject *small[TB_MOST_SMALL - TB_LEAST_SMALL + 1];
} tb_ints;

/* Made of `ints`, or of `last`, which a caller may have of its own. Only positive ints of one digit are used again, so
   that a digit is all that differs. */
static inline PyObject *
tb_int_again(const tb_ints *ints, PyObject **last, long long value)
{
    if (value >= TB_LEAST_SMALL && value <= TB_MOST_SMALL) {
        return Py_NewRef(ints->small[value - TB_LEAST_SMALL]);
    }
    if (TB_REUSES && value > 0 && value < (1LL << PyLong_SHIFT)) {
        PyLongObject *number = (PyLongObject *)*last;

        if (number == NULL || Py_REFCNT(number) != 1) {
            return tb_remember(last, PyLong_FromLongLong(value));
        }
#if PY_VERSION_HEX >= 0x030C0000
        number->long_value.ob_digit[0] = (digit)value;
#else
        number->ob_digit[0] = (digit)value;
#endif
        return Py_NewRef((PyObject *)number);
    }
    return PyLong_FromLongLong(value);
}

static inline PyObject *
tb_int_result(tb_ints *ints, long long value)
{
    return tb_int_again(ints, &ints->last, value);
}

static int
tb_fill_ints(tb_ints *ints)
{
    for (long value = TB_LEAST_SMALL; value <= TB_MOST_SMALL; value++) {
        ints->small[value - TB_LEAST_SMALL] = PyLong_FromLong(value);
        if (ints->small[value - TB_LEAST_SMALL] == NULL) {
            return -1;
        }
    }
    return 0;
}

static void
tb_free_ints(tb_ints *ints)
{
    Py_CLEAR(ints->last);
    for (size_t i = 0; i < sizeof(ints->small) / sizeof(ints->small[0]); i++) {
        Py_CLEAR(ints->small[i]);
    }
}
