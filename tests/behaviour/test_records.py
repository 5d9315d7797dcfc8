"""Structs: construction, attributes, comparison, copies, memory."""

import copy
import math
import pickle
import struct
import sys
from array import array

import pytest
from conftest import Broken, Float, Index, named


def test_construction(m):
    assert (m.Point().x, m.Point().y) == (0.0, 0.0)
    for point in (m.Point(1, 2.5), m.Point(1, y=2.5), m.Point(y=2.5, x=1)):
        assert (point.x, point.y) == (1.0, 2.5)
        assert type(point.x) is float
    assert m.Point(y=3).x == 0.0


@pytest.mark.parametrize(
    ("args", "names"),
    [((1, 2, 3), {}), ((1,), {"x": 2}), ((), {"z": 1}), ((), {"X": 1}), (("1",), {})],
)
def test_wrong_construction(m, args, names):
    with pytest.raises(TypeError, match="Point"):
        m.Point(*args, **names)


def test_attributes(m):
    point = m.Point()
    point.x = Float(2.5)
    point.y = True
    assert (point.x, point.y) == (2.5, 1.0)
    for value in ("1", None, b"1", 1j):
        with pytest.raises(TypeError) as error:
            point.x = value
        assert str(error.value) == f"Point.x must be float, not {named(value)}"
    with pytest.raises(ZeroDivisionError):
        point.x = Broken()
    assert point.x == 2.5


def test_unknown_attributes(m):
    point = m.Point()
    with pytest.raises(AttributeError):
        point.z = 1
    with pytest.raises(AttributeError):
        _ = point.z
    with pytest.raises((AttributeError, TypeError)):
        del point.x


def test_every_kind_of_number(m):
    numbers = m.Numbers()
    limits = {
        "i8": (-(2**7), 2**7 - 1, "signed char"),
        "u8": (0, 2**8 - 1, "unsigned char"),
        "i16": (-(2**15), 2**15 - 1, "short"),
        "u16": (0, 2**16 - 1, "unsigned short"),
        "i32": (-(2**31), 2**31 - 1, "int"),
        "u32": (0, 2**32 - 1, "unsigned int"),
        "i64": (-(2**63), 2**63 - 1, "long"),
        "u64": (0, 2**64 - 1, "unsigned long"),
    }
    for name, (low, high, c_type) in limits.items():
        for value in (low, high, Index(1), True):
            setattr(numbers, name, value)
            assert getattr(numbers, name) == int(getattr(value, "value", value))
        for value in (low - 1, high + 1, 2**70):
            with pytest.raises(OverflowError) as error:
                setattr(numbers, name, value)
            assert str(error.value) == f"Numbers.{name} is out of range for {c_type}"
        with pytest.raises(TypeError) as error:
            setattr(numbers, name, 1.0)
        assert str(error.value) == f"Numbers.{name} must be int, not float"
        assert getattr(numbers, name) == 1


def test_other_scalars(m):
    numbers = m.Numbers()
    numbers.flag, numbers.letter, numbers.wide = "yes", b"x", "\u20ac"
    numbers.f, numbers.d, numbers.ld = 0.1, 0.1, 0.1
    assert numbers.flag is True
    assert (numbers.letter, numbers.wide) == (b"x", "\u20ac")
    assert (numbers.f, numbers.d, numbers.ld) == (0.10000000149011612, 0.1, 0.1)
    numbers.level, numbers.flags = m.LEVEL_HIGH, 2**64 - 1
    assert numbers.level is m.LEVEL_HIGH
    assert numbers.flags is m.WIDE_BIG
    numbers.level = 99
    assert numbers.level == 99
    numbers.letter = 97
    assert numbers.letter == b"a"


def test_a_const_member(m):
    numbers = m.Numbers()
    with pytest.raises(AttributeError):
        numbers.fixed = 1
    assert numbers.fixed == 0


def test_by_value(m):
    point = m.Point(1.0, 2.0)
    swapped = m.point_swap(point)
    assert type(swapped) is m.Point
    assert (swapped.x, swapped.y) == (2.0, 1.0)
    assert (point.x, point.y) == (1.0, 2.0)
    assert m.point_make(1, 2) == point
    pair = m.pair_swap(m.pair(1, 2))
    assert (pair.first, pair.second) == (2, 1)


def test_everything_survives_a_call_by_value(m):
    numbers = m.Numbers(-1, 2, -3, 4, -5, 6, -7, 8, True, b"c", "w", 0.5, 0.25, 0.125)
    assert m.numbers_same(numbers) == numbers
    nested = m.Nested(b"name", [1, 2, 3], [[1, 2, 3], [4, 5, 6]], m.Point(1, 2))
    assert m.nested_same(nested) == nested


def test_another_type_by_value(m):
    with pytest.raises(TypeError) as error:
        m.point_swap(m.pair(1, 2))
    assert str(error.value) == "point_swap() argument 'p' must be Point, not pair"
    for value in (None, (1.0, 2.0), bytes(16), 1):
        with pytest.raises(TypeError):
            m.point_swap(value)


def test_by_pointer(m):
    point = m.Point(1.0, 2.0)
    assert m.point_scale(point, 3) is None
    assert (point.x, point.y) == (3.0, 6.0)
    assert m.point_norm1(point) == 9.0
    assert m.point_norm1(None) == -1.0
    m.point_scale(None, 3)


def test_a_buffer_for_a_pointer(m):
    data = bytearray(struct.pack("2d", 1.0, 2.0))
    m.point_scale(data, 2)
    assert struct.unpack("2d", data) == (2.0, 4.0)
    assert m.point_norm1(bytes(data)) == 6.0
    assert m.points_sum(data * 3, 3) == 18.0
    with pytest.raises(TypeError):
        m.point_scale(bytes(data), 2)
    for small in (bytearray(15), b""):
        with pytest.raises(ValueError):
            m.point_norm1(small)


def test_another_type_by_pointer(m):
    with pytest.raises(TypeError) as error:
        m.point_norm1(m.pair(1, 2))
    assert (
        str(error.value) == "point_norm1() argument 'p' must be Point or None, not pair"
    )
    for value in ("point", 1, 1.0, (1.0, 2.0)):
        with pytest.raises(TypeError):
            m.point_norm1(value)


def test_a_view_of_the_librarys_memory(m):
    constant = m.point_constant()
    assert type(constant) is m.Point
    assert constant == m.Point(3.0, 4.0)
    assert constant.__c_address__ == m.point_constant().__c_address__
    point = m.Point(1.0, 2.0)
    same = m.point_same(point)
    same.x = 5.0
    assert point.x == 5.0
    assert same.__c_address__ == point.__c_address__
    assert m.point_same(None) is None


def test_repr(m):
    assert repr(m.Point(1.0, 2.0)) == "Point(x=1.0, y=2.0)"
    assert repr(m.pair(1, -2)) == "pair(first=1, second=-2)"
    assert repr(m.Links()) == (
        "Links(label=None, text=None, data=None, numbers=None, any=None, point=None, "
        "next=None, box=None, callback=None)"
    )
    nested = m.Nested(b"ab", [1, 2, 3], corner=m.Point(1, 2))
    assert repr(nested) == (
        "Nested(name=b'ab', rgb=[1, 2, 3], grid=[[0, 0, 0], [0, 0, 0]], "
        "corner=Point(x=1.0, y=2.0), corners=[Point(x=0.0, y=0.0), Point(x=0.0, y=0.0)], "
        "weights=[0.0, 0.0, 0.0, 0.0], words=[b'', b''])"
    )


def test_equality(m):
    assert m.Point(1, 2) == m.Point(1, 2)
    assert m.Point(1, 2) != m.Point(1, 3)
    assert m.Point(1, 2) != m.pair(1, 2)
    assert m.Point(1, 2) != (1.0, 2.0)
    assert m.Point(1, 2).__eq__(m.pair(1, 2)) is NotImplemented
    assert m.Nested(weights=[1, 2, 3, 4]) == m.Nested(weights=[1, 2, 3, 4])
    assert m.Nested(weights=[1, 2, 3, 4]) != m.Nested(weights=[1, 2, 3, 5])
    with pytest.raises(TypeError):
        _ = m.Point() < m.Point()


def test_equality_is_that_of_the_fields(m):
    assert m.Point(math.nan, 0) != m.Point(math.nan, 0)
    assert m.Point(0.0, 1) == m.Point(-0.0, 1)
    padded = m.Numbers(i32=1)
    fields = m.__tribind__["records"]["struct Numbers"]["fields"]
    hole = fields["u16"]["offset"] + fields["u16"]["size"]
    assert hole < fields["i32"]["offset"]
    m.__tribind_buffer__(padded).cast("B")[hole] = 0xFF
    assert padded == m.Numbers(i32=1)
    assert m.Numbers(level=-1) == m.Numbers(level=m.LEVEL_LOW)


def test_unhashable_and_final(m):
    assert m.Point.__hash__ is None
    with pytest.raises(TypeError):
        hash(m.Point())
    with pytest.raises(TypeError):
        type("Sub", (m.Point,), {})


def test_copies(m):
    point = m.Point(1, 2)
    for clone in (copy.copy(point), copy.deepcopy(point)):
        assert type(clone) is m.Point
        assert clone == point
        clone.x = 9
        assert point.x == 1.0
    view = m.Nested(corner=m.Point(1, 2)).corner
    assert copy.copy(view) == m.Point(1, 2)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickling(m, protocol):
    nested = m.Nested(b"name", weights=[1, 2, 3, 4], corner=m.Point(5, 6))
    for record in (m.Point(1, 2), nested, nested.corner):
        again = pickle.loads(pickle.dumps(record, protocol))
        assert type(again) is type(record)
        assert again == record


def test_pointers_are_not_pickled(m):
    with pytest.raises(TypeError):
        pickle.dumps(m.Links())


def test_bytes_and_buffers(m):
    point = m.Point(1.0, 2.0)
    packed = struct.pack("2d", 1.0, 2.0)
    assert bytes(point) == packed
    view = m.__tribind_buffer__(point)
    assert isinstance(view, memoryview)
    assert not view.readonly
    assert view.nbytes == 16
    assert bytes(view) == packed
    view.cast("B")[:8] = struct.pack("d", 7.0)
    assert point.x == 7.0


def test_memoryview(m):
    capabilities = m.__tribind__["capabilities"]
    if sys.version_info >= (3, 12) or capabilities["record_buffer_before_312"]:
        point = m.Point(1.0, 2.0)
        view = memoryview(point)
        assert view.nbytes == 16
        view.cast("B")[:8] = struct.pack("d", 7.0)
        assert point.x == 7.0


def test_buffer_of_other_things(m):
    for value in (1, None, b"abc", object()):
        with pytest.raises(TypeError):
            m.__tribind_buffer__(value)


def test_from_buffer_shares(m):
    data = array("d", [1.0, 2.0, 3.0])
    point = m.Point.from_buffer(data)
    assert point == m.Point(1, 2)
    point.x = 9
    assert data[0] == 9.0
    data[1] = 8.0
    assert point.y == 8.0


def test_from_buffer_keeps_the_buffer(m):
    point = m.Point.from_buffer(bytearray(struct.pack("2d", 1.0, 2.0)))
    junk = [bytearray(16) for _ in range(100)]
    assert point == m.Point(1, 2)
    assert len(junk) == 100


def test_from_buffer_refuses(m):
    with pytest.raises(TypeError):
        m.Point.from_buffer(bytes(16))
    with pytest.raises(TypeError):
        m.Point.from_buffer("x" * 16)
    with pytest.raises(ValueError):
        m.Point.from_buffer(bytearray(15))


def test_from_bytes_copies(m):
    data = bytearray(struct.pack("2d", 1.0, 2.0))
    point = m.Point.from_bytes(data)
    data[:] = bytes(16)
    assert point == m.Point(1, 2)
    assert m.Point.from_bytes(bytes(point)) == point
    with pytest.raises(ValueError):
        m.Point.from_bytes(bytes(15))
    with pytest.raises(TypeError):
        m.Point.from_bytes(16)


def test_from_address(m):
    point = m.Point(1.0, 2.0)
    view = m.Point.from_address(point.__c_address__)
    view.x = 5
    assert point.x == 5.0
    assert m.Point.from_address(0) is None
    with pytest.raises(TypeError):
        m.Point.from_address("1")
    for value in (-1, 2**64):
        with pytest.raises(OverflowError):
            m.Point.from_address(value)


def test_members_named_like_helpers(m):
    names = m.Names(1, 2, 3, 4, 5, 6, 7)
    assert (names.from_buffer, names.self, names.cls) == (1, 2, 3)
    assert (names.class_, names.None_, names.Point, names.int_) == (4, 5, 6, 7)
    assert m.Names(self=5, cls=6, from_buffer=7) == m.Names(7, 5, 6)
    names.self = 9
    assert names.self == 9


def test_members_that_a_class_body_would_mangle(m):
    names = m.Names(__mangled=5, value=6)
    assert (names.__mangled, names.value) == (5, 6)
    names.__mangled = 7
    assert names.__mangled == 7
    assert "__mangled=7, value=6)" in repr(names)
    assert m.__mangled(8) == 8


def test_layout_in_the_manifest(m):
    entry = m.__tribind__["records"]["struct Numbers"]
    assert entry["size"] == len(bytes(m.Numbers()))
    numbers = m.Numbers()
    view = m.__tribind_buffer__(numbers).cast("B")
    for name, value in (("u8", 255), ("i16", -1), ("u32", 2**32 - 1), ("i64", -1)):
        view[:] = bytes(entry["size"])
        setattr(numbers, name, value)
        field = entry["fields"][name]
        touched = [i for i, byte in enumerate(view) if byte]
        assert touched == list(range(field["offset"], field["offset"] + field["size"]))
