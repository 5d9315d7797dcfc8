"""Complex numbers and integers of 128 bits."""

import cmath
import math
import struct

import pytest
from conftest import Broken, Index, named


@pytest.fixture
def m(corners):
    return corners


# Complex numbers

ALL = ["echo_complex", "echo_complex_float", "echo_complex_long"]
EVERY_KIND = pytest.mark.parametrize("name", ALL)


@EVERY_KIND
def test_complex_round_trips(m, name):
    echo = getattr(m, name)
    for value in (0j, 1 + 2j, -0.5 - 0.25j, 1e30j, complex(3, -4)):
        result = echo(value)
        assert type(result) is complex
        if name != "echo_complex_float":
            assert result == value
        else:
            assert result == pytest.approx(value)
    for value, expected in ((2, 2 + 0j), (0.5, 0.5 + 0j), (True, 1 + 0j)):
        assert echo(value) == expected


@EVERY_KIND
def test_complex_edges(m, name):
    echo = getattr(m, name)
    result = echo(complex(math.inf, -math.inf))
    assert (result.real, result.imag) == (math.inf, -math.inf)
    assert cmath.isnan(echo(complex(math.nan, 0)))
    result = echo(complex(-0.0, -0.0))
    assert math.copysign(1, result.real) == math.copysign(1, result.imag) == -1
    for a, b in ((math.nan, 1.0), (1.0, math.nan), (math.inf, math.nan)):
        result = echo(complex(a, b))
        assert math.isnan(result.real) == math.isnan(a)
        assert math.isnan(result.imag) == math.isnan(b)


@EVERY_KIND
def test_what_is_not_complex(m, name):
    echo = getattr(m, name)
    for value in ("1", b"1", None, [1], (1, 2), object()):
        with pytest.raises(TypeError) as error:
            echo(value)
        assert str(error.value).startswith(f"{name}() argument 'z' must be complex")
        assert str(error.value).endswith(f", not {named(value)}")
    with pytest.raises(OverflowError):
        echo(10**400)
    for args in ((), (1, 2)):
        with pytest.raises(TypeError, match=name):
            echo(*args)


def test_a_complex_float_is_rounded(m):
    single = struct.unpack("f", struct.pack("f", 0.1))[0]
    assert m.echo_complex_float(0.1 + 0.1j) == complex(single, single)
    # Too large becomes infinity, as in C.
    assert m.echo_complex_float(1e300 + 0j).real == math.inf


def test_complex_among_others(m):
    assert m.complex_times(1j, 1j) == -1
    assert m.complex_times(2, 0.5 + 1j) == 1 + 2j
    assert m.complex_real(3 - 4j) == 3.0
    assert m.complex_mix(1, 2 + 3j, 4.0, 5 - 0.5j) == 12 + 2.5j


def test_complex_in_memory(m):
    data = struct.pack("4d", 1.0, 2.0, 3.0, 4.0)
    assert m.complex_sum(data, 2) == 4 + 6j
    assert m.complex_sum(bytearray(data), 1) == 1 + 2j
    assert m.complex_sum(None, 0) == 0
    wave = m.Wave(1 + 2j, [3j, 0.5])
    assert wave.z == 1 + 2j
    assert list(wave.parts) == [3j, 0.5 + 0j]
    assert m.wave_z(wave) == 1 + 2j
    turned = m.wave_turned(wave)
    assert turned.z == -2 + 1j
    assert list(turned.parts) == [0.5 + 0j, 3j]
    wave.z = 7
    assert (wave.z, type(wave.z)) == (7 + 0j, complex)
    wave.parts[1] = 1j
    assert wave.parts[1] == 1j
    for value in ("1", None):
        with pytest.raises(TypeError):
            wave.z = value
    assert wave == m.Wave(7, [3j, 1j])
    assert repr(wave) == "Wave(z=(7+0j), parts=[3j, 1j])"


# 128 bits


@pytest.mark.parametrize(
    "value",
    [
        0,
        1,
        -1,
        2**63,
        -(2**63) - 1,
        2**64,
        2**127 - 1,
        -(2**127),
        0x0123456789ABCDEF << 60,
    ],
)
def test_signed_round_trips(m, value):
    assert m.echo_i128(value) == value
    assert type(m.echo_i128(value)) is int


@pytest.mark.parametrize("value", [0, 1, 2**63, 2**64 - 1, 2**64, 2**127, 2**128 - 1])
def test_unsigned_round_trips(m, value):
    assert m.echo_u128(value) == value
    assert m.echo_u128(Index(value)) == value
    assert m.high_bits(value) == value >> 64


def test_what_does_not_fit(m):
    for value in (2**127, -(2**127) - 1, 2**200, Index(2**127)):
        with pytest.raises(OverflowError):
            m.echo_i128(value)
    for value in (-1, 2**128, -(2**200), Index(-1)):
        with pytest.raises(OverflowError):
            m.echo_u128(value)
    for f in (m.echo_i128, m.echo_u128):
        for value in (1.0, "1", None, b"1", 1j):
            with pytest.raises(TypeError):
                f(value)
        with pytest.raises(ZeroDivisionError):
            f(Broken())
        with pytest.raises(TypeError, match=f.__name__):
            f()


def test_products(m):
    assert m.multiply_128(2**63 - 1, 2**63 - 1) == (2**63 - 1) ** 2
    assert m.multiply_128(-(2**63), 2**63 - 1) == -(2**63) * (2**63 - 1)


def test_wide_members(m):
    huge = m.Huge(1, -(2**127), [2**127, 5])
    assert (huge.first, huge.value, list(huge.parts)) == (1, -(2**127), [2**127, 5])
    assert m.huge_sum(huge) == 6
    assert huge.__c_address__ % 16 == 0
    huge.value = Index(7)
    huge.parts[1] = 2**128 - 1
    assert (huge.value, huge.parts[1]) == (7, 2**128 - 1)
    for value in (2**127, -(2**127) - 1):
        with pytest.raises(OverflowError):
            huge.value = value
        assert huge.value == 7
    with pytest.raises(OverflowError):
        huge.parts[0] = -1
    with pytest.raises(TypeError):
        huge.value = 1.0
    assert huge == m.Huge.from_bytes(bytes(huge))
    assert bytes(huge)[16:32] == (7).to_bytes(16, "little")
