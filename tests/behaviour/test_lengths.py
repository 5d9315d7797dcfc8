"""Memory and its length: arrays of one length, buffers that C fills, and binary data as const char *."""

import array
import ctypes
import mmap

import pytest
from conftest import Number


@pytest.fixture
def m(lengths):
    return lengths


# Several arrays of one length


def test_arrays_of_one_length(m):
    assert m.dot([1, 2, 3], (4, 5, 6)) == 32.0
    assert m.dot(array.array("d", [2, 3]), [1, 10]) == 32.0
    assert m.dot([], []) == 0.0
    assert m.dot(None, None) == 0.0
    assert m.dot(None, []) == 0.0
    into = array.array("f", [9, 9, 9])
    assert m.blend(into, [1, 0, 2], (0.5, 1, 4)) == 2
    assert list(into) == [0.5, 0, 8]


def test_arrays_of_different_lengths(m):
    with pytest.raises(ValueError) as error:
        m.dot([1, 2, 3], [4, 5])
    words = "dot() argument 'ys' must have as many items as 'xs', 3, not 2"
    assert str(error.value) == words
    for xs, ys in (([1], None), (None, [1]), ([], [1]), ([1, 2], [1])):
        with pytest.raises(ValueError):
            m.dot(xs, ys)
    with pytest.raises(ValueError, match="'weights' must have as many items as 'into'"):
        m.blend([1, 2], [1, 2], [1])
    with pytest.raises(ValueError, match="'a' must have as many items as 'into'"):
        m.blend([1, 2], [1], [1])


def test_arrays_of_other_things(m):
    with pytest.raises(TypeError, match=r"dot\(\) argument 'ys' "):
        m.dot([1.0], ["x"])
    with pytest.raises(TypeError, match=r"dot\(\) argument 'xs' "):
        m.dot(["x"], ["x"])
    with pytest.raises(TypeError, match=r"dot\(\) argument 'ys' "):
        m.dot([1.0], 5)
    with pytest.raises(
        TypeError, match=r"dot\(\) argument 'ys' must be .*, not Number"
    ):
        m.dot([1.0], Number.SEVEN)  # its class is a sequence, in its way


def test_arrays_whose_items_are_not_pythons(m):
    assert m.count_levels([m.LOW, m.HIGH]) == 2
    assert m.count_levels(array.array("B", bytes(8))) == 2
    assert m.count_wide([1.0, 2.0]) == 2
    assert m.count_wide(array.array("B", bytes(32))) == 2
    with pytest.raises(TypeError):
        m.count_wide(array.array("d", [1.0, 2.0]))


# What C fills


def test_a_buffer_that_is_filled(m):
    out = m.fill_all(3)
    assert type(out) is memoryview
    assert (out.format, out.tolist(), out.readonly) == ("i", [1, 2, 3], False)
    assert m.fill_all(0).tolist() == []
    assert m.fill_all(255)[254] == 255
    out[0] = 7
    assert out.tolist() == [7, 2, 3]
    with pytest.raises(OverflowError):
        m.fill_all(256)
    with pytest.raises(TypeError):
        m.fill_all(1.0)
    with pytest.raises(TypeError):
        m.fill_all(None)
    with pytest.raises(TypeError):
        m.fill_all()


def test_text_that_is_filled(m):
    assert m.fill_text("some text", 100) == b"some text"
    assert m.fill_text("some text", 4) == b"some"
    assert m.fill_text("", 4) == b""
    assert m.fill_text("some text", 0) == b""
    assert m.fill_text(None, 2) == b""


def test_a_count_through_a_parameter(m):
    assert m.fill_some(65, 3, 10, 3) == b"AAA"
    assert m.fill_some(0, 3, 10, 5) == bytes(5)
    assert m.fill_some(65, 3, 10, 0) == b""
    assert m.fill_some(65, 10, 10, 10) == b"A" * 10
    for claimed in (11, -1, 2**62):
        with pytest.raises(ValueError) as error:
            m.fill_some(65, 3, 10, claimed)
        words = (
            "fill_some() argument 'size' leaves no room for all that was to be written"
        )
        assert str(error.value) == words
    with pytest.raises(MemoryError):
        m.fill_some(65, 0, 2**64 - 1, 0)
    with pytest.raises(MemoryError):
        m.fill_some(65, 0, 2**62, 0)


def test_a_count_that_is_returned(m):
    out = m.fill_returned(0.5, 3, 8)
    assert (out.format, out.tolist()) == ("d", [0.0, 0.5, 1.0])
    assert m.fill_returned(0.5, 0, 8).tolist() == []
    with pytest.raises(ValueError):
        m.fill_returned(0.5, 9, 8)
    with pytest.raises(ValueError) as error:
        m.fill_returned(0.5, 0, -1)
    assert str(error.value) == "fill_returned() argument 'size' must not be negative"


def test_a_capacity_by_address(m):
    assert m.fill_through(10, b"abc", 3) == b"aabbcc"
    assert m.fill_through(6, b"abc", 3) == b"aabbcc"
    assert m.fill_through(0, None, 0) == b""
    with pytest.raises(m.LengthsError) as error:
        m.fill_through(5, b"abc", 3)
    assert error.value.code == 1


def test_two_of_one_capacity(m):
    xs, flags = m.fill_pairs(n=5)
    assert (xs.itemsize, xs.tolist()) == (8, [2**64 - 2, 2**64 - 3])
    assert (flags.format, flags.tolist()) == ("?", [True, False])


# Text that may be memory


@pytest.mark.parametrize(
    "make",
    [
        bytearray,
        memoryview,
        lambda data: memoryview(bytearray(data)),
        lambda data: array.array("B", data),
        lambda data: array.array("h", data),
        lambda data: (ctypes.c_ubyte * len(data)).from_buffer_copy(data),
    ],
    ids=["bytearray", "bytes", "memoryview", "array B", "array h", "ctypes"],
)
def test_binary_data_as_const_char(m, make):
    data = bytes(range(256)) * 2
    assert m.sum_chars(make(data), len(data)) == sum(data)
    assert m.sum_chars(make(data), 3) == 3
    assert m.count_chars(make(data)) == 0


def test_a_mapping_as_const_char(m):
    with mmap.mmap(-1, 4096) as memory:
        memory[:4] = b"a\0bc"
        assert m.sum_chars(memory, 4) == sum(b"abc")


def test_memory_is_passed_as_it_is(m):
    data = (ctypes.c_char * 8)()
    assert m.where_chars(data) == ctypes.addressof(data)
    text = bytearray(b"one two\0three")
    assert m.from_letter(text, b"t") == "two"
    assert m.from_letter(memoryview(text), b"t") == "two"
    assert m.from_letter(memoryview(text)[4:], b"o") == "o"
    assert m.from_letter(text, b"h") is None
    text.append(1)  # nobody holds it


def test_text_is_still_text(m):
    for value in ("a\0b", b"a\0b"):
        with pytest.raises(ValueError, match="embedded NUL"):
            m.sum_chars(value, 3)
    assert m.sum_chars("abc", 3) == m.sum_chars(b"abc", 3) == sum(b"abc")


def test_what_is_neither_text_nor_memory(m):
    for value in (1, 1.0, ["a"], object(), memoryview(b"abcd")[::2], bytes):
        with pytest.raises(TypeError) as error:
            m.count_chars(value)
        found = type(value).__name__
        words = "count_chars() argument 'text' must be str, bytes, a buffer or None"
        assert str(error.value) == f"{words}, not {found}"
