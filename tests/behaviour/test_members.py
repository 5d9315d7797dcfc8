"""Members of structs that are more than numbers: arrays, structs, pointers, and what they keep alive."""

import copy
import gc
import weakref
from array import array

import pytest
from conftest import Bytes, Index


def test_a_struct_inside_is_a_view(m):
    nested = m.Nested()
    corner = nested.corner
    corner.x = 5
    assert m.corner_x(nested) == 5.0
    assert nested.corner.x == 5.0
    assert corner.__c_address__ == nested.corner.__c_address__
    point = m.Point(1, 2)
    nested.corner = point
    assert corner == point
    point.x = 9
    assert nested.corner.x == 1.0
    with pytest.raises(TypeError) as error:
        nested.corner = m.pair()
    assert str(error.value) == "Nested.corner must be Point, not pair"


def test_views_keep_their_parent_alive(m):
    corner = m.Nested(corner=m.Point(1, 2)).corner
    weights = m.Nested(weights=[1, 2, 3, 4]).weights
    row = m.Nested(grid=[[1, 2, 3], [4, 5, 6]]).grid[1]
    item = m.Nested(corners=[m.Point(1, 2), m.Point(3, 4)]).corners[1]
    buffer = m.__tribind_buffer__(m.Point(7, 8))
    gc.collect()
    junk = [m.Nested() for _ in range(100)]
    assert corner == m.Point(1, 2)
    assert list(weights) == [1.0, 2.0, 3.0, 4.0]
    assert list(row) == [4, 5, 6]
    assert item == m.Point(3, 4)
    assert m.Point.from_bytes(buffer) == m.Point(7, 8)
    assert len(junk) == 100


def test_array_items(m):
    weights = m.Nested(weights=[1, 2, 3, 4]).weights
    assert len(weights) == 4
    assert (weights[0], weights[-1], weights[Index(1)]) == (1.0, 4.0, 2.0)
    weights[0], weights[-1] = 9, Index(8)
    assert list(weights) == [9.0, 2.0, 3.0, 8.0]
    for index in (4, -5, 2**70, -(2**70)):
        with pytest.raises(IndexError):
            _ = weights[index]
        with pytest.raises(IndexError):
            weights[index] = 1
    for index in ("0", 1.0, None):
        with pytest.raises(TypeError):
            _ = weights[index]
    with pytest.raises(TypeError):
        weights[0] = "x"
    with pytest.raises((TypeError, AttributeError)):
        del weights[0]
    rgb = m.Nested().rgb
    for value in (256, -1):
        with pytest.raises(OverflowError):
            rgb[0] = value


def test_array_slices(m):
    weights = m.Nested(weights=[1, 2, 3, 4]).weights
    assert weights[1:3] == [2.0, 3.0]
    assert type(weights[:]) is list
    assert weights[::-2] == [4.0, 2.0]
    weights[1:3] = (20, 30)
    assert list(weights) == [1.0, 20.0, 30.0, 4.0]
    weights[::2] = [5, 6]
    assert list(weights) == [5.0, 20.0, 6.0, 4.0]
    for values in ([1], [1, 2, 3], []):
        with pytest.raises(ValueError):
            weights[1:3] = values
    with pytest.raises(TypeError):
        weights[1:3] = ["x", 1]


def test_array_views_as_sequences(m):
    weights = m.Nested(weights=[1, 2, 3, 4]).weights
    assert list(weights) == list(iter(weights)) == [1.0, 2.0, 3.0, 4.0]
    assert 3.0 in weights
    assert list(reversed(weights)) == [4.0, 3.0, 2.0, 1.0]
    assert weights == [1, 2, 3, 4]
    assert weights == (1, 2, 3, 4)
    assert weights == m.Nested(weights=[1, 2, 3, 4]).weights
    assert weights != [1, 2, 3]
    assert weights != [1, 2, 3, 5]
    assert weights != 5
    assert repr(weights) == "[1.0, 2.0, 3.0, 4.0]"
    assert type(weights).__name__ == "Array"
    with pytest.raises(TypeError):
        hash(weights)


def test_assigning_an_array(m):
    nested = m.Nested()
    for values in ([1, 2, 3, 4], (1, 2, 3, 4), range(1, 5), array("d", [1, 2, 3, 4])):
        nested.weights = [0] * 4
        nested.weights = values
        assert nested.weights == [1, 2, 3, 4]
    other = m.Nested()
    other.weights = nested.weights
    assert other.weights == [1, 2, 3, 4]
    for values in ([1, 2, 3], [1, 2, 3, 4, 5], []):
        with pytest.raises(ValueError):
            nested.weights = values
    refused = [1, None, ["a"] * 4, "1234", {1, 2, 3, 4}, dict.fromkeys(range(4), 1.0)]
    for values in [*refused, iter([1.0] * 4)]:
        with pytest.raises(TypeError):
            nested.weights = values


def test_arrays_of_arrays(m):
    nested = m.Nested()
    nested.grid[1][2] = 7
    assert nested.grid == [[0, 0, 0], [0, 0, 7]]
    nested.grid[0] = [1, 2, 3]
    assert m.nested_total(nested) == 13
    nested.grid = [[1, 1, 1], [2, 2, 2]]
    assert [list(row) for row in nested.grid] == [[1, 1, 1], [2, 2, 2]]
    with pytest.raises(ValueError):
        nested.grid = [[1, 1, 1], [2, 2]]


def test_arrays_of_structs(m):
    nested = m.Nested()
    nested.corners[1].x = 5
    assert nested.corners[1] == m.Point(5, 0)
    nested.corners[0] = m.Point(1, 2)
    assert m.points_sum(nested.corners, 2) == 8.0
    nested.corners = [m.Point(1, 1), m.Point(2, 2)]
    assert nested.corners == [m.Point(1, 1), m.Point(2, 2)]
    with pytest.raises(TypeError):
        nested.corners[0] = (1.0, 2.0)


def test_char_arrays(m):
    nested = m.Nested()
    for value, expected in (
        (b"abc", b"abc"),
        ("abc", b"abc"),
        ("caf\xe9", b"caf\xc3\xa9"),
        (b"", b""),
        (b"12345678", b"12345678"),
    ):
        nested.name = value
        assert nested.name == expected
        assert type(nested.name) is bytes
    nested.name = "ab"
    offset = m.__tribind__["records"]["struct Nested"]["fields"]["name"]["offset"]
    assert bytes(nested)[offset : offset + 8] == b"ab" + bytes(6)
    for value in (b"123456789", "\xe9\xe9\xe9\xe9\xe9"):
        with pytest.raises(ValueError):
            nested.name = value
    for value in (1, None, [1, 2]):
        with pytest.raises(TypeError):
            nested.name = value
    nested.words = [b"ab", "cd"]
    assert list(nested.words) == [b"ab", b"cd"]
    nested.words[0] = "wxyz"
    assert nested.words[0] == b"wxyz"


def test_text_members(m):
    links = m.Links()
    for value, expected in (
        ("abc", "abc"),
        (b"caf\xc3\xa9", "caf\xe9"),
        ("\udcff", "\udcff"),
    ):
        links.label = value
        assert links.label == expected
    links.label = str(b"made here", "ascii")
    gc.collect()
    assert m.links_label_length(links) == 9
    links.label = None
    assert links.label is None
    assert m.links_label_length(links) == 9999
    with pytest.raises(ValueError):
        links.label = "a\0b"
    with pytest.raises(TypeError):
        links.label = 1


def test_pointer_members(m):
    links = m.Links()
    data = bytearray(b"\x07\x08")
    links.data = data
    assert m.links_first_byte(links) == 7
    assert (links.data[0], links.data[1]) == (7, 8)
    data[0] = 9
    assert m.links_first_byte(links) == 9
    links.text = bytearray(b"text\0")
    assert links.text.string() == "text"
    links.numbers = array("d", [1.5])
    assert links.numbers[0] == 1.5
    links.numbers = m.table()
    assert links.numbers[1] == 1.5
    for value in (b"read-only", "x", 1, array("i", [1])):
        with pytest.raises(TypeError):
            links.data = value
    links.data = None
    assert links.data is None


def test_address_members(m):
    links = m.Links(any=12345, callback=m.doubler())
    assert links.any == 12345
    assert m.apply(links.callback, 4) == 8
    links.any = bytearray(4)
    assert type(links.any) is int
    for value in (-1, 2**64):
        with pytest.raises(OverflowError):
            links.any = value
        with pytest.raises(OverflowError):
            links.callback = value
    with pytest.raises(TypeError):
        links.callback = "x"
    links.any = links.callback = None
    assert (links.any, links.callback) == (None, None)


def test_handle_members(m):
    box = m.box_new("inside")
    links = m.Links(box=box)
    assert links.box == box
    assert m.box_name(links.box) == "inside"
    crate = m.crate_new()
    with pytest.raises(TypeError):
        links.box = crate
    m.crate_free(crate)
    m.box_free(box)


def test_a_member_keeps_what_it_points_to(m):
    links = m.Links(point=m.Point(5, 6))
    gc.collect()
    junk = [m.Point(0, 0) for _ in range(100)]
    assert m.links_point_x(links) == 5.0
    assert links.point == m.Point(5, 6)
    links.point.x = 7
    assert m.links_point_x(links) == 7.0
    assert len(junk) == 100


def watched(links):
    """Gives the struct something, and a way to see whether it lives."""
    data = Bytes(b"\x05")
    links.data = data
    return weakref.ref(data)


def test_a_member_lets_go(m):
    links = m.Links()
    first = watched(links)
    gc.collect()
    assert first() is not None
    assert m.links_first_byte(links) == 5
    second = watched(links)
    gc.collect()
    assert first() is None
    links.data = None
    gc.collect()
    assert second() is None
    third = watched(links)
    del links
    gc.collect()
    assert third() is None


def test_copies_keep_it_too(m):
    links = m.Links()
    data = watched(links)
    clone = copy.copy(links)
    del links
    gc.collect()
    assert data() is not None
    assert m.links_first_byte(clone) == 5
    del clone
    gc.collect()
    assert data() is None


def test_cycles_are_collected(m):
    links = m.Links()
    data = watched(links)
    links.next = links
    other = m.Links(next=links)
    links.next = other
    assert links.next.next.data == links.data
    del links, other
    gc.collect()
    assert data() is None


def test_repr_follows_no_pointer(m):
    links = m.Links(label="secret", data=bytearray(1), point=m.Point(), any=1)
    links.next = links
    text = repr(links)
    assert "secret" not in text
    assert "label=<const char *>" in text
    assert "data=<unsigned char *>" in text
    assert "point=<struct Point *>" in text


def test_equality_of_pointers(m):
    data = bytearray(1)
    assert m.Links(data=data) == m.Links(data=data)
    assert m.Links(data=data) != m.Links(data=bytearray(1))
    assert m.Links(data=data) != m.Links()
