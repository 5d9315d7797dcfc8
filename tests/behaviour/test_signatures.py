"""Variadic functions and macros through signatures, and results through parameters of every kind."""

import inspect
from array import array

import pytest
from conftest import Index


@pytest.fixture
def m(configured):
    return configured


# Variadic functions


def test_each_signature_is_a_function(m):
    assert m.sum_none(0) == 0
    assert m.sum_two(2, 40, 2) == 42
    assert m.sum_two(1, 40, 2) == 40
    assert m.sum_three(3, -1, Index(-2), True) == -2
    for args in ((), (1,), (1, 2), (1, 2, 3, 4)):
        with pytest.raises(TypeError, match="sum_two"):
            m.sum_two(*args)
    with pytest.raises(OverflowError):
        m.sum_two(2, 2**31, 0)
    for value in (1.0, "1", None):
        with pytest.raises(TypeError, match=r"sum_two\(\) argument"):
            m.sum_two(2, value, 0)


def test_variable_arguments_of_other_types(m):
    assert m.mixed_of_id("id", 1, 0.5) == 1.5
    assert m.mixed_of_id(b"id", -1, 7) == 6.0
    assert m.mixed_of_l("l", 2**40) == 2.0**40
    assert m.mixed_of_s("s", "caf\xe9") == 5.0
    assert m.mixed_of_s("s", None) == 9999.0
    with pytest.raises(ValueError):
        m.mixed_of_s("s", "a\0b")
    with pytest.raises(TypeError):
        m.mixed_of_s("s", 5)


def test_formats(m):
    into = bytearray(32)
    assert m.format_int(into, 32, "%d apples", 5) == 8
    assert into[:9] == b"5 apples\0"
    assert m.format_text(into, 4, "<%s>", "caf\xe9") == 7
    assert into[:4] == b"<ca\0"
    with pytest.raises(TypeError):
        m.format_int(bytes(32), 32, "%d", 5)


def test_a_variadic_function_with_an_error_code(m):
    assert m.checked_int(0, 5) is None
    with pytest.raises(m.ConfiguredError) as error:
        m.checked_int(3, 5)
    assert error.value.code == 3


def test_the_plain_name_is_not_there(m):
    assert m.sum_two(2, 1, 1) == 2
    skipped = m.__tribind__["skipped"]
    for name in ("sum_of", "mixed_of", "LARGER", "unsigned_of", "STRINGED"):
        assert not hasattr(m.module, name), name
    assert skipped["unsigned_of"] == "variadic function"
    assert skipped["STRINGED"]
    assert (
        skipped["sum_of"]
        == "called through its signatures: sum_none, sum_two, sum_three"
    )
    assert (
        skipped["LARGER"] == "called through its signatures: larger_int, larger_double"
    )


# Macros


def test_macros(m):
    assert m.larger_int(3, 5) == 5
    assert type(m.larger_int(3, 5)) is int
    assert m.larger_double(3, 2.5) == 3.0
    assert type(m.larger_double(3, 2.5)) is float
    assert m.SQUARE(-9) == 81
    assert m.SQUARE(2**31 - 1) == (2**31 - 1) ** 2
    assert m.IS_EVEN(4) is True
    assert m.IS_EVEN(2**32 - 1) is False
    for value in (2**31, -(2**31) - 1):
        with pytest.raises(OverflowError):
            m.SQUARE(value)
    with pytest.raises(TypeError, match="larger_int"):
        m.larger_int(1)
    with pytest.raises(TypeError):
        m.larger_int(1.5, 2)


def test_a_macro_that_writes(m):
    values = array("i", [5, 6])
    assert m.RESET(values) is None
    assert values.tolist() == [0, 6]
    with pytest.raises(TypeError):
        m.RESET(bytes(4))


def test_they_look_like_functions(m):
    assert str(inspect.signature(m.sum_two)) == "(n, a, b, /)"
    assert str(inspect.signature(m.SQUARE)) == "(x, /)"
    assert m.larger_double.__name__ == "larger_double"
    assert inspect.getdoc(m.larger_int).startswith("The larger of two.")


# Results through parameters


def test_out_parameters(m):
    flags = m.out_flags(5, -3)
    assert type(flags) is m.Flags
    assert (flags.low, flags.high) == (5, -3)
    z = m.out_complex(1.5, -2)
    assert (z, type(z)) == (1.5 - 2j, complex)
    top = 2**64 - 1
    assert m.out_wide(top, top) == (top * top, -(top // 2) * top)
    with pytest.raises(m.ConfiguredError):
        m.out_wide(0, 1)
    assert m.out_function(True)(5) == -5
    assert m.out_function(None)(5) == 5


def test_inout_parameters(m):
    number = m.Number(d=1.25)
    assert m.inout_number(number).d == 2.5
    assert number.d == 1.25
    for value in (1.25, None, m.Flags()):
        with pytest.raises(TypeError):
            m.inout_number(value)


def test_a_result_and_an_out_parameter_of_a_union(m):
    rest, whole = m.split_number(m.Number(d=2.75))
    assert (rest.d, whole.d) == (0.75, 2.0)
