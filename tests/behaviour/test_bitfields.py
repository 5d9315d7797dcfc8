"""Bit-fields: every width, signed, unsigned, _Bool and enum, across bytes, and what does not fit."""

import copy
import pickle
import struct

import pytest
from conftest import Broken, Index

# Name, least and greatest value.
FIELDS = [
    ("one", 0, 1),
    ("three", 0, 7),
    ("four", -8, 7),
    ("most", 0, 2**31 - 1),
    ("colour", 0, 3),
    ("mood", -4, 3),
    ("small", 0, 31),
    ("wide", 0, 2**40 - 1),
    ("deep", -(2**62), 2**62 - 1),
    ("all", 0, 2**64 - 1),
]
EVERY_FIELD = pytest.mark.parametrize(("name", "low", "high"), FIELDS)


@pytest.fixture
def m(layouts):
    return layouts


@EVERY_FIELD
def test_the_whole_range(m, name, low, high):
    flags = m.Flags()
    assert getattr(flags, name) == 0
    for value in (low, high, 0, high // 2, Index(1), high):
        setattr(flags, name, value)
        assert getattr(flags, name) == int(getattr(value, "value", value))
    assert m.Flags(**{name: low}) == m.flags_same(m.Flags(**{name: low}))
    assert getattr(m.flags_same(flags), name) == high


@EVERY_FIELD
def test_what_does_not_fit_changes_nothing(m, name, low, high):
    flags = m.Flags(**{name: high})
    before = bytes(flags)
    for value in (low - 1, high + 1, 2**64, -(2**63) - 1, 2**100, Index(high + 1)):
        with pytest.raises(OverflowError):
            setattr(flags, name, value)
        assert bytes(flags) == before
    for value in (1.0, "1", None, b"1", 1j):
        with pytest.raises(TypeError):
            setattr(flags, name, value)
        assert bytes(flags) == before
    with pytest.raises(ZeroDivisionError):
        setattr(flags, name, Broken())
    with pytest.raises(OverflowError):
        m.Flags(**{name: high + 1})
    assert getattr(flags, name) == high


@EVERY_FIELD
def test_neighbours_are_left_alone(m, name, low, high):
    flags = m.Flags.from_bytes(b"\xff" * len(bytes(m.Flags())))
    others = [other for other, _, _ in FIELDS if other != name] + ["yes", "fixed"]
    before = [getattr(flags, other) for other in others]
    setattr(flags, name, 0)
    assert [getattr(flags, other) for other in others] == before
    assert getattr(flags, name) == 0
    zero = m.Flags()
    setattr(zero, name, low or high)
    assert [getattr(zero, other) for other in others] == [0] * len(others)


def test_the_unnamed_bits_are_kept(m):
    flags = m.Flags.from_bytes(b"\xff" * len(bytes(m.Flags())))
    for name, _, _ in FIELDS:
        setattr(flags, name, 0)
    flags.yes = False
    left = int.from_bytes(bytes(flags), "little").bit_count()
    named = 1 + 3 + 4 + 1 + 31 + 2 + 3 + 5 + 40 + 63 + 64
    assert left == 8 * len(bytes(flags)) - named


def test_bool(m):
    flags = m.Flags()
    for value in (True, 1, "yes", [0], 2.5, 256):
        flags.yes = value
        assert flags.yes is True
        flags.yes = None
        assert flags.yes is False
    with pytest.raises(ZeroDivisionError):
        flags.yes = Broken()


def test_enums(m):
    flags = m.Flags(colour=m.BLUE, mood=m.SAD)
    assert flags.colour is m.BLUE
    assert flags.mood is m.SAD
    assert m.flags_mood(flags) == -1
    flags.mood = 1
    assert flags.mood is m.GLAD
    flags.mood = -3
    assert (flags.mood, type(flags.mood)) == (-3, int)
    with pytest.raises(OverflowError):
        flags.colour = 4


def test_a_const_one(m):
    flags = m.Flags.from_bytes(b"\xff" * len(bytes(m.Flags())))
    assert flags.fixed == 3
    with pytest.raises(AttributeError):
        flags.fixed = 1
    assert flags.fixed == 3


def test_c_and_python_see_the_same(m):
    flags = m.Flags(four=-8, most=2**31 - 1, mood=m.SAD, wide=2**40 - 2, deep=-(2**62))
    assert m.flags_four(flags) == -8
    assert m.flags_most(flags) == 2**31 - 1
    assert m.flags_mood(flags) == -1
    assert m.flags_wide(flags) == 2**40 - 2
    assert m.flags_deep(flags) == -(2**62)
    full = m.Flags()
    m.flags_fill(full)
    assert (full.one, full.three, full.four, full.yes) == (1, 7, -1, True)
    assert (full.most, full.small, full.mood) == (2**31 - 1, 31, m.SAD)
    assert (full.wide, full.deep, full.all) == (2**40 - 1, -1, 2**64 - 1)


def test_by_value(m):
    flags = m.Flags(one=1, three=7, four=-8, yes=True, most=5, small=31, wide=2**39)
    same = m.flags_same(flags)
    assert type(same) is m.Flags
    assert same == flags
    same.three = 0
    assert flags.three == 7
    assert m.flags_sum(flags) == 1 + 7 - 8 + 1 + 5 + 31 + 2**39
    with pytest.raises(TypeError, match="flags_sum"):
        m.flags_sum(None)
    with pytest.raises(TypeError, match="flags_sum"):
        m.flags_sum(m.Sign())


def test_signs(m):
    sign = m.Sign()
    sign.bit = -1
    assert (sign.bit, m.sign_bit(sign)) == (-1, -1)
    with pytest.raises(OverflowError):
        sign.bit = 1
    assert sign.bit == -1
    for name, low, high in (("nibble", -8, 7), ("rest", -1024, 1023)):
        for value in (low, high, -1):
            setattr(sign, name, value)
            assert getattr(m.sign_same(sign), name) == value
        for value in (low - 1, high + 1):
            with pytest.raises(OverflowError):
                setattr(sign, name, value)


def test_across_bytes(m):
    tight = m.Tight(a=0xA, b=0xBCD, c=0x123456, d=2**57 - 1)
    assert (tight.a, tight.b, tight.c, tight.d) == (0xA, 0xBCD, 0x123456, 2**57 - 1)
    assert len(bytes(tight)) == 12
    assert bytes(tight) == bytes(m.tight_make(0xA, 0xBCD, 0x123456, 2**57 - 1))
    assert int.from_bytes(bytes(tight), "little") == (
        0xA | 0xBCD << 4 | 0x123456 << 16 | (2**57 - 1) << 39
    )
    tight.c = 0
    assert (tight.a, tight.b, tight.d) == (0xA, 0xBCD, 2**57 - 1)
    tight.d = 2**56
    assert m.tight_d(tight) == 2**56
    with pytest.raises(OverflowError):
        tight.d = 2**57


def test_a_union_with_the_whole(m):
    pixel = m.Pixel(all=0x11223344)
    assert (pixel.alpha, pixel.red, pixel.green, pixel.blue) == (0x11, 0x22, 0x33, 0x44)
    pixel.red = 0xFF
    assert m.pixel_all(pixel) == 0x11FF3344
    assert m.Pixel(red=1, alpha=2).all == 0x02010000
    with pytest.raises(OverflowError):
        pixel.blue = 256


def test_equality_repr_copy_pickle(m):
    flags = m.Flags(one=1, four=-1, mood=m.GLAD)
    assert flags == m.Flags(one=1, four=-1, mood=1)
    assert flags != m.Flags(one=1, four=-1)
    assert flags.__eq__(m.Sign()) is NotImplemented
    # Unnamed bits do not count.
    ones = m.Flags.from_bytes(b"\xff" * len(bytes(flags)))
    for name, _, _ in FIELDS:
        setattr(ones, name, getattr(flags, name))
    ones.yes = False
    zero = m.Flags.from_bytes(bytes(len(bytes(flags))))
    assert ones != zero
    assert repr(m.Sign(-1, 2, 3)) == "Sign(bit=-1, nibble=2, rest=3)"
    assert repr(flags).startswith("Flags(one=1, three=0, four=-1, yes=False, most=0, ")
    for clone in (copy.copy(flags), pickle.loads(pickle.dumps(flags))):
        assert clone == flags
        clone.one = 0
        assert flags.one == 1


def test_unnamed_bits_do_not_count(m):
    sign = m.Sign(-1, 7, 5)
    size = len(bytes(sign))
    data = bytearray(bytes(sign))
    named = m.Sign.from_bytes(b"\xff" * size)
    named.bit = named.nibble = named.rest = 0
    spare = int.from_bytes(bytes(named), "little")
    word = int.from_bytes(data, "little") | spare
    assert m.Sign.from_bytes(word.to_bytes(size, "little")) == sign


def test_from_memory(m):
    data = bytearray(len(bytes(m.Sign())))
    sign = m.Sign.from_buffer(data)
    sign.nibble = -1
    assert any(data)
    data[:] = bytes(len(data))
    assert sign.nibble == 0


@EVERY_FIELD
def test_the_places_in_the_manifest(m, name, low, high):
    entry = m.__tribind__["records"]["struct Flags"]
    place = entry["fields"][name]
    flags = m.Flags(**{name: low if low < 0 else high})
    if low < 0:
        setattr(flags, name, -1)
    bits = int.from_bytes(bytes(flags), "little")
    expected = (2 ** place["bit_width"] - 1) << place["bit_offset"]
    assert bits == expected
    assert entry["size"] == len(bytes(flags)) == struct.calcsize("=QQQQQ")
