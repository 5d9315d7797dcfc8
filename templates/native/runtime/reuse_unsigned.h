/* The same for what may be larger than any signed number. */
static inline PyObject *
tb_unsigned_result(tb_ints *ints, unsigned long long value)
{
    return value <= LLONG_MAX ? tb_int_result(ints, (long long)value) : PyLong_FromUnsignedLongLong(value);
}

static inline PyObject *
tb_unsigned_again(const tb_ints *ints, PyObject **last, unsigned long long value)
{
    return value <= LLONG_MAX ? tb_int_again(ints, last, (long long)value) : PyLong_FromUnsignedLongLong(value);
}
