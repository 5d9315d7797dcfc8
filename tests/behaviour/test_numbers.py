"""Integers, floats, bool, characters and enumerations by value."""

import math
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

import pytest
from conftest import Broken, Float, Index, Number, named

SIGNED = {
    "echo_i8": 8,
    "echo_i16": 16,
    "echo_i32": 32,
    "echo_i64": 64,
    "echo_schar": 8,
    "echo_short": 16,
    "echo_int": 32,
    "echo_long": 64,
    "echo_llong": 64,
}
UNSIGNED = {
    "echo_u8": 8,
    "echo_u16": 16,
    "echo_u32": 32,
    "echo_u64": 64,
    "echo_uchar": 8,
    "echo_ushort": 16,
    "echo_uint": 32,
    "echo_ulong": 64,
    "echo_ullong": 64,
    "echo_size": 64,
}
RANGES = {
    name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for name, bits in SIGNED.items()
}
RANGES |= {name: (0, 2**bits - 1) for name, bits in UNSIGNED.items()}
INTEGERS = pytest.mark.parametrize("name", RANGES)
FLOATS = pytest.mark.parametrize("name", ["echo_float", "echo_double", "echo_ldouble"])
NO_INTS = [1.0, "1", b"1", None, Decimal(1), Fraction(1), [1], 1j, object(), Float(1.0)]


@INTEGERS
def test_integers_go_through(m, name):
    f, (low, high) = getattr(m, name), RANGES[name]
    for value in {low, low + 1, 0, 1, 100, high - 1, high}:
        result = f(value)
        assert result == value
        assert type(result) is int


@INTEGERS
def test_integers_out_of_range(m, name):
    f, (low, high) = getattr(m, name), RANGES[name]
    for value in (low - 1, high + 1, 2**64 + 5, -(2**64) - 5, 2**200, -(2**200)):
        with pytest.raises(
            OverflowError, match=rf"{name}\(\) argument 'v' is out of range for "
        ):
            f(value)
        with pytest.raises(OverflowError):
            f(Index(value))


@INTEGERS
def test_what_is_an_integer(m, name):
    f = getattr(m, name)
    for value, expected in ((True, 1), (False, 0), (Number.SEVEN, 7), (Index(9), 9)):
        result = f(value)
        assert result == expected
        assert type(result) is int


@INTEGERS
@pytest.mark.parametrize("value", NO_INTS, ids=lambda v: type(v).__name__)
def test_what_is_no_integer(m, name, value):
    expected = rf"{name}\(\) argument 'v' must be int, not {named(value)}"
    with pytest.raises(TypeError, match=expected):
        getattr(m, name)(value)


def test_an_index_that_fails(m):
    with pytest.raises(ZeroDivisionError):
        m.echo_int(Broken())
    with pytest.raises(TypeError):
        m.echo_int(Index("no int"))


def test_the_words_of_the_errors(m):
    with pytest.raises(TypeError) as wrong:
        m.echo_int("1")
    assert str(wrong.value) == "echo_int() argument 'v' must be int, not str"
    with pytest.raises(OverflowError) as large:
        m.echo_int(2**31)
    assert str(large.value) == "echo_int() argument 'v' is out of range for int"


@FLOATS
def test_floats_go_through(m, name):
    f = getattr(m, name)
    for value in (0.0, -0.0, 1.5, -2.25, math.inf, -math.inf):
        result = f(value)
        assert result == value
        assert math.copysign(1, result) == math.copysign(1, value)
        assert type(result) is float
    assert math.isnan(f(math.nan))


@FLOATS
def test_what_is_a_float(m, name):
    f = getattr(m, name)
    values = [
        3,
        True,
        Index(3),
        Float(3.0),
        Number.SEVEN,
        Decimal("1.5"),
        Fraction(3, 2),
    ]
    for value, expected in zip(
        values, [3.0, 1.0, 3.0, 3.0, 7.0, 1.5, 1.5], strict=True
    ):
        result = f(value)
        assert result == expected
        assert type(result) is float


@FLOATS
@pytest.mark.parametrize(
    "value", ["1", b"1", None, 1j, [1.0]], ids=lambda v: type(v).__name__
)
def test_what_is_no_float(m, name, value):
    expected = rf"{name}\(\) argument 'v' must be float, not {named(value)}"
    with pytest.raises(TypeError, match=expected):
        getattr(m, name)(value)


@FLOATS
def test_floats_that_fail(m, name):
    with pytest.raises(OverflowError):
        getattr(m, name)(10**400)
    with pytest.raises(ZeroDivisionError):
        getattr(m, name)(Broken())


def test_precision(m):
    assert m.echo_double(0.1) == 0.1
    assert m.echo_ldouble(0.1) == 0.1
    assert m.echo_float(0.1) == 0.10000000149011612
    assert m.echo_float(1e300) == math.inf
    assert m.echo_float(-1e300) == -math.inf
    assert m.echo_double(2**53 + 1) == float(2**53)


def test_bool(m):
    for value in (True, 1, -1, 0.5, "x", b"\0", [0], object(), 2**100):
        assert m.echo_bool(value) is True
    for value in (False, 0, 0.0, "", b"", [], None):
        assert m.echo_bool(value) is False
    with pytest.raises(ZeroDivisionError):
        m.echo_bool(Broken())


def test_char(m):
    for value in (b"a", b"\0", b"\xff"):
        assert m.echo_char(value) == value
    for value, expected in ((97, b"a"), (-1, b"\xff"), (0, b"\0"), (127, b"\x7f")):
        assert m.echo_char(value) == expected
    assert m.echo_char(-128) == b"\x80"
    assert m.echo_char(Number.SEVEN) == b"\x07"
    for value in (128, -129, 2**70):
        with pytest.raises(OverflowError):
            m.echo_char(value)
    with pytest.raises(TypeError) as error:
        m.echo_char("a")
    assert (
        str(error.value)
        == "echo_char() argument 'v' must be bytes of length 1 or int, not str"
    )
    for value in (b"", b"ab", None, 1.0):
        with pytest.raises(TypeError):
            m.echo_char(value)


@pytest.mark.parametrize("name", ["echo_wchar", "echo_char16", "echo_char32"])
def test_wide_characters(m, name):
    f = getattr(m, name)
    for value in ("a", "\xe9", "\u20ac", "\uffff"):
        assert f(value) == value
    for value in ("", "ab", 97, b"a", None):
        with pytest.raises(TypeError):
            f(value)
    with pytest.raises(TypeError) as error:
        f(97)
    assert str(error.value) == f"{name}() argument 'v' must be str of length 1, not int"


def test_characters_beyond_16_bits(m):
    assert m.echo_wchar("\U0001f600") == "\U0001f600"
    assert m.echo_char32("\U0010ffff") == "\U0010ffff"
    with pytest.raises(OverflowError):
        m.echo_char16("\U0001f600")


def test_mixed_arguments(m):
    assert m.mix(1, 2.0, 3, 4.0, 5, True) == 154321.0
    assert m.mix(-1, 0.5, 0, 0.0, -(2**40), False) == -1 + 5 - 10000 * 2**40


def test_no_argument_and_no_result(m):
    assert m.answer() == 42
    assert m.nothing() is None


def test_enumerations(m):
    assert issubclass(m.level, IntEnum)
    assert [(x.name, x.value) for x in m.level] == [
        ("LEVEL_LOW", -1),
        ("LEVEL_ZERO", 0),
        ("LEVEL_HIGH", 1),
    ]
    assert m.LEVEL_LOW is m.level.LEVEL_LOW
    assert m.LEVEL_TOP is m.level.LEVEL_HIGH
    assert m.echo_level(m.LEVEL_HIGH) is m.LEVEL_HIGH
    assert m.echo_level(-1) is m.LEVEL_LOW
    assert m.echo_level(True) is m.LEVEL_HIGH
    assert m.echo_level(Index(0)) is m.LEVEL_ZERO
    assert m.level_to_int(m.LEVEL_LOW) == -1


def test_an_enumeration_takes_any_int_of_its_type(m):
    result = m.echo_level(17)
    assert result == 17
    assert type(result) is int
    assert type(m.odd_level()) is int
    for value in (2**31, -(2**31) - 1):
        with pytest.raises(OverflowError):
            m.echo_level(value)
    for value in ("LEVEL_LOW", 1.0, None):
        with pytest.raises(TypeError):
            m.echo_level(value)


def test_a_wide_enumeration(m):
    assert m.WIDE_BIG == 2**64 - 1
    assert m.echo_wide(m.WIDE_BIG) is m.WIDE_BIG
    assert m.echo_wide(2**64 - 1) is m.wide_flags.WIDE_BIG
    assert m.echo_wide(5) == 5
    for value in (-1, 2**64):
        with pytest.raises(OverflowError):
            m.echo_wide(value)


def test_member_names_that_enum_reserves(m):
    assert (m.mro, m.name, m._sunder_, m.real) == (3, 4, 5, 6)
    assert all(
        isinstance(value, m.awkward) for value in (m.mro, m.name, m._sunder_, m.real)
    )
    assert m.awkward(6).real == 6
    assert m.awkward.mro()[0] is m.awkward


def test_constants_of_a_nameless_enumeration(m):
    assert (m.LOOSE_ONE, m.LOOSE_MINUS) == (1, -7)
    assert type(m.LOOSE_ONE) is int
