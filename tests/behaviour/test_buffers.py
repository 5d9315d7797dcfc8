"""Buffers: T *, void *, array and length, and the Pointer that comes back."""

import ctypes
import mmap
import struct
from array import array

import pytest
from conftest import Float, Index

SUMS = {
    "sum_i8": ("b", [1, -2, 3]),
    "sum_u8": ("B", [1, 2, 255]),
    "sum_i16": ("h", [1, -2, 300]),
    "sum_u32": ("I", [1, 2, 2**32 - 1]),
    "sum_long": ("l", [1, -2, 2**40]),
    "sum_llong": ("q", [1, -2, 2**40]),
    "sum_float": ("f", [0.5, -2.0, 3.0]),
    "sum_double": ("d", [0.5, -2.0, 3.0]),
}
EVERY_SUM = pytest.mark.parametrize("name", SUMS)


@EVERY_SUM
def test_an_array_of_the_type(m, name):
    code, values = SUMS[name]
    assert getattr(m, name)(array(code, values), len(values)) == sum(values)


@EVERY_SUM
def test_bytes_whatever_the_type(m, name):
    code, values = SUMS[name]
    data = struct.pack(f"{len(values)}{code}", *values)
    f = getattr(m, name)
    for buffer in (data, bytearray(data), memoryview(data), memoryview(data).cast("c")):
        assert f(buffer, len(values)) == sum(values)


@EVERY_SUM
def test_null_and_empty(m, name):
    f = getattr(m, name)
    assert f(None, 0) == 0
    assert f(b"", 0) == 0
    assert f(array(SUMS[name][0]), 0) == 0


@EVERY_SUM
def test_wrong_kind_or_size(m, name):
    code = SUMS[name][0]
    kinds = {"b": "i1", "B": "u1", "h": "i2", "H": "u2", "i": "i4", "I": "u4"}
    kinds |= {"l": "i8", "q": "i8", "L": "u8", "f": "f4", "d": "f8"}
    for other, kind in kinds.items():
        # Bytes are fine for everything.
        if kind == kinds[code] or kind[1] == "1":
            continue
        with pytest.raises(
            TypeError, match=rf"{name}\(\) argument 'v' must be a buffer of "
        ):
            getattr(m, name)(array(other, [0, 0, 0]), 1)


def test_formats_of_one_kind_and_size(m):
    assert m.sum_long(array("q", [1, 2]), 2) == 3
    assert m.sum_llong(array("l", [1, 2]), 2) == 3


def test_byte_order_marks(m):
    native = (ctypes.c_int16 * 3)(1, 2, 3)
    assert memoryview(native).format == "<h"
    assert m.sum_i16(native, 3) == 6
    swapped = (ctypes.c_int16.__ctype_be__ * 3)(1, 2, 3)
    with pytest.raises(TypeError):
        m.sum_i16(swapped, 3)


def test_bool_items(m):
    flags = memoryview(bytearray([1, 0, 1])).cast("?")
    assert m.sum_flags(flags, 3) == 2
    assert m.sum_flags(b"\1\0\1", 3) == 2
    with pytest.raises(TypeError):
        m.sum_flags(array("h", [1]), 1)


@pytest.mark.parametrize(
    "value",
    ["abc", 1, 1.0, [1, 2], (1.0,), object(), memoryview(array("d", [1, 2, 3]))[::2]],
    ids=str,
)
def test_what_is_no_buffer(m, value):
    expected = r"sum_double\(\) argument 'v' must be a buffer of double or None, not "
    with pytest.raises(TypeError, match=expected):
        m.sum_double(value, 1)


def test_c_writes_in_place(m):
    values = array("d", [1.0, 2.0])
    m.scale_double(values, 2, -2.0)
    assert values.tolist() == [-2.0, -4.0]
    half = memoryview(values)[1:]
    m.scale_double(half, 1, 0.5)
    assert values.tolist() == [-2.0, -2.0]


@pytest.mark.parametrize(
    "value", [bytes(8), memoryview(bytes(8)).cast("i")], ids=["bytes", "view"]
)
def test_read_only_is_refused_where_c_writes(m, value):
    expected = r"negate_i32\(\) argument 'v' must be a writable buffer of "
    with pytest.raises(TypeError, match=expected):
        m.negate_i32(value, 1)


def test_mmap_read_only(m, tmp_path):
    path = tmp_path / "data"
    path.write_bytes(bytes(4096))
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view,
    ):
        assert m.sum_u8(view, 4096) == 0
        with pytest.raises(TypeError):
            m.negate_i32(view, 1)
        with pytest.raises(TypeError):
            m.fill(view, 1, 1)
        with pytest.raises(TypeError):
            m.shout(view)


def test_buffers_are_released_after_the_call(m):
    data = bytearray(b"abc\0")
    m.sum_u8(data, 3)
    m.shout(data)
    m.fill(data, 65, 1)
    m.array_bytes(data)
    data += b"more"
    view = mmap.mmap(-1, 4096)
    m.sum_u8(view, 10)
    view.close()


def test_buffers_are_released_after_a_refused_call(m):
    data = bytearray(24)
    for call in (
        lambda: m.scale_double(data, 1, "x"),
        lambda: m.scale_double(data, -1, 1.0),
        lambda: m.array_two(data, object()),
        lambda: m.array_two(data, ["x"]),
    ):
        with pytest.raises((TypeError, OverflowError)):
            call()
        data.append(0)
        data.pop()


# void *


def test_addresses(m):
    assert m.echo_address(12345) == 12345
    assert m.echo_address(2**64 - 1) == 2**64 - 1
    assert m.echo_address(Index(7)) == 7
    assert m.echo_address(True) == 1
    assert m.echo_address(0) is None
    assert m.echo_address(None) is None
    assert m.echo_const_address(None) is None
    for value in (-1, 2**64):
        with pytest.raises(OverflowError):
            m.echo_address(value)


def test_any_buffer_for_an_address(m):
    assert m.sum_bytes(b"abc", 3) == 294
    assert m.sum_bytes(array("d", [0.0]), 8) == 0
    data = array("i", [0, 0])
    m.fill(data, 1, 4)
    assert data.tolist() == [0x01010101, 0]
    assert m.echo_address(data) == data.buffer_info()[0]


@pytest.mark.parametrize(
    "value", ["abc", 1.0, [1], object(), memoryview(b"abcd")[::2]], ids=str
)
def test_what_is_no_address(m, value):
    with pytest.raises(
        TypeError,
        match=r"sum_bytes\(\) argument 'p' must be a buffer, an address or None",
    ):
        m.sum_bytes(value, 1)


def test_read_only_for_void(m):
    with pytest.raises(TypeError):
        m.fill(b"abc", 0, 1)


def test_what_has_an_address(m):
    point = m.Point(1.0, 2.0)
    assert m.echo_address(point) == point.__c_address__
    nested = m.Nested()
    assert m.echo_address(nested.weights) == nested.weights.__c_address__
    pointer = m.table()
    assert m.echo_const_address(pointer) == int(pointer)
    box = m.box_new("b")
    assert m.echo_address(box) == int(box)
    m.box_free(box)


# Array and length


def test_sequences_are_copied(m):
    for values in ([1.0, 2.5], (1, 2.5), range(5), [Index(3)], [Float(0.5), True]):
        assert m.array_sum(values) == sum(float(getattr(v, "value", v)) for v in values)
    values = [1, 2]
    m.array_negate(values)
    assert values == [1, 2]


def test_arrays_from_buffers(m):
    assert m.array_sum(array("d", [1.0, 2.5])) == 3.5
    assert m.array_sum(struct.pack("2d", 1.0, 2.5)) == 3.5
    assert m.array_bytes(b"abc") == 294
    assert m.array_two(array("d", [1, 2]), array("f", [1, 2, 3])) == 2003
    values = array("i", [1, -2])
    m.array_negate(values)
    assert values.tolist() == [-1, 2]


def test_no_array(m):
    assert m.array_sum(None) == -1.0
    assert m.array_length(None) == 0
    assert m.array_length([]) == 0
    assert m.array_length(b"") == 0


def test_bad_items(m):
    for values in ([1, "x"], ["1"], [None], [1j]):
        with pytest.raises(TypeError):
            m.array_sum(values)
    for values in ([1.5], [1, None], [b"a"]):
        with pytest.raises(TypeError):
            m.array_negate(values)
    for values in ([2**31], [0, -(2**31) - 1]):
        with pytest.raises(OverflowError):
            m.array_negate(values)


@pytest.mark.parametrize(
    "value",
    ["12", 1, 1.0, {1: 2}, {1, 2}, iter([1.0]), object(), array("f", [1])],
    ids=str,
)
def test_what_is_no_array(m, value):
    with pytest.raises(TypeError, match=r"array_sum\(\) argument 'xs' must be "):
        m.array_sum(value)


def test_read_only_arrays(m):
    with pytest.raises(TypeError):
        m.array_negate(bytes(8))


def test_a_length_beyond_its_type(m):
    assert m.array_length([0] * 255) == 255
    with pytest.raises(OverflowError):
        m.array_length([0] * 256)
    with pytest.raises(OverflowError):
        m.array_length(array("i", [0] * 256))


def test_array_views_of_the_module(m):
    nested = m.Nested(weights=[1, 2, 3, 4])
    assert m.array_sum(nested.weights) == 10.0
    assert m.sum_double(nested.weights, 4) == 10.0
    m.scale_double(nested.weights, 2, 10.0)
    assert list(nested.weights) == [10.0, 20.0, 3.0, 4.0]
    assert m.array_bytes(nested.rgb) == 0
    with pytest.raises(TypeError):
        m.sum_float(nested.weights, 4)


# Pointers that come back


def test_pointer_items(m):
    table = m.table()
    assert [table[i] for i in range(4)] == [0.5, 1.5, 2.5, 3.5]
    assert type(table[0]) is float
    view = table[1:3]
    assert isinstance(view, memoryview)
    assert view.readonly
    assert view.format == "d"
    assert view.tolist() == [1.5, 2.5]
    assert table[Index(3)] == 3.5
    with pytest.raises(TypeError):
        table["x"]


def test_pointer_writes(m):
    view = m.scratch()[0:4]
    assert not view.readonly
    view[0], view[3] = 7, -9
    again = m.scratch()
    assert (again[0], again[3]) == (7, -9)
    view[0] = view[3] = 0


def test_pointers_as_arguments(m):
    assert m.sum_double(m.table(), 4) == 8.0
    m.negate_i32(m.scratch(), 4)
    assert m.sum_bytes(m.table(), 0) == 0
    with pytest.raises(TypeError):
        m.sum_double(m.scratch(), 1)
    with pytest.raises(TypeError):
        m.scale_double(m.table(), 1, 1.0)
    with pytest.raises(TypeError):
        m.fill(m.table(), 0, 1)


def test_pointer_identity(m):
    table, again = m.table(), m.table()
    assert table == again
    assert hash(table) == hash(again)
    assert table != m.scratch()
    assert table != int(table)
    assert int(table) == table.__c_address__ > 0
    assert (
        repr(table) == f"<Pointer to const double at {int(table):#x}>"
        or repr(table) == f"<Pointer to double at {int(table):#x}>"
    )


def test_pointers_are_not_made(m):
    with pytest.raises(TypeError):
        type(m.table())()
    assert type(m.table()).__name__ == "Pointer"


def test_strings_of_pointers(m):
    data = bytearray(b"abc\0def")
    assert m.byte_at(data, 1).string() == "bc"
    assert m.byte_at(data, 1)[0] == ord("b")
    assert m.byte_at(bytearray(b"\xff\0"), 0).string() == "\udcff"
    with pytest.raises(TypeError):
        m.table().string()


def test_null_pointers(m):
    assert m.null_table() is None
    assert m.byte_at(None, 3) is None
