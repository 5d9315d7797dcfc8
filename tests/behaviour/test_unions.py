"""Unions: all members over the same bytes, by value, by pointer, in structs and arrays."""

import copy
import gc
import pickle
import struct
import weakref

import pytest
from conftest import Bytes, Index, named


@pytest.fixture
def m(layouts):
    return layouts


def test_members_lie_on_one_another(m):
    number = m.Number()
    assert len(bytes(number)) == 8
    number.u64 = 0x0102030405060708
    assert number.u16 == 0x0708
    assert number.i32 == 0x05060708
    assert list(number.bytes) == [8, 7, 6, 5, 4, 3, 2, 1]
    number.i8 = -1
    assert number.u64 == 0x01020304050607FF
    number.d = 1.5
    assert number.u64 == struct.unpack("Q", struct.pack("d", 1.5))[0]
    number.bytes[7] = 0
    assert number.d == struct.unpack("d", struct.pack("d", 1.5)[:7] + b"\0")[0]
    number.bytes = [0] * 8
    assert number.d == 0.0


def test_construction(m):
    assert bytes(m.Number()) == bytes(8)
    assert m.Number(d=1.5).d == 1.5
    assert m.Number(u64=2**64 - 1).i8 == -1
    first = m.Number(-1)
    assert (first.i8, first.u64) == (-1, 255)
    assert m.Cell(text=b"some text").text == b"some text"
    point = m.Point(1.0, 2.0)
    assert list(m.Cell(point).xy) == [1.0, 2.0]


@pytest.mark.parametrize("names", [{"x": 1}, {"I8": 1}, {"d": "1"}, {"u64": 1.0}])
def test_wrong_construction(m, names):
    with pytest.raises(TypeError):
        m.Number(**names)


def test_conversions_are_those_of_the_member(m):
    number = m.Number(u64=2**64 - 1)
    for name, value in (("i8", 128), ("u16", -1), ("i32", 2**31), ("u64", 2**64)):
        with pytest.raises(OverflowError):
            setattr(number, name, value)
        assert number.u64 == 2**64 - 1
    for name, value in (("d", "1"), ("i32", 1.0), ("bytes", 5)):
        with pytest.raises(TypeError):
            setattr(number, name, value)
        assert number.u64 == 2**64 - 1
    number.u16 = Index(7)
    assert number.u16 == 7
    with pytest.raises(AttributeError):
        number.i128 = 1
    with pytest.raises((AttributeError, TypeError)):
        del number.d


def test_views_inside(m):
    cell = m.Cell()
    cell.point.y = 4.0
    assert cell.xy[1] == 4.0
    cell.grid[0] = [0, 0, 0]
    cell.xy = [0.5, 0.25]
    assert cell.point == m.Point(0.5, 0.25)
    point = m.Cell(xy=[1.0, 2.0]).point
    gc.collect()
    assert point == m.Point(1.0, 2.0)


def test_by_value(m):
    number = m.Number(d=0.1)
    same = m.number_same(number)
    assert type(same) is m.Number
    assert same.d == 0.1
    same.d = 7.0
    assert number.d == 0.1
    assert m.number_of_double(-0.5).d == -0.5
    assert m.number_to_double(number) == 0.1
    swapped = m.cell_swap(m.Cell(m.Point(1.0, 2.0)))
    assert swapped.point == m.Point(2.0, 1.0)
    for value in (None, 1.0, bytes(8), m.Point(), m.Cell()):
        with pytest.raises(TypeError, match=r"number_to_double\(\) argument 'n' must "):
            m.number_to_double(value)
    with pytest.raises(TypeError, match="number_same"):
        m.number_same()


def test_by_pointer(m):
    number = m.Number(i32=-5)
    assert m.number_i32(number) == -5
    assert m.number_set(number, 2.5) is None
    assert number.d == 2.5
    assert m.number_i32(None) == -1
    data = bytearray(8)
    m.number_set(data, 1.5)
    assert struct.unpack("d", data) == (1.5,)
    with pytest.raises(TypeError):
        m.number_set(bytes(8), 1.0)
    with pytest.raises(ValueError):
        m.number_i32(bytes(7))
    for value in (1, "x", m.Point()):
        with pytest.raises(TypeError) as error:
            m.number_i32(value)
        expected = (
            f"number_i32() argument 'n' must be Number or None, not {named(value)}"
        )
        assert str(error.value) == expected


def test_a_view_of_the_librarys(m):
    constant = m.number_constant()
    assert constant.d == 0.5
    assert constant.__c_address__ == m.number_constant().__c_address__


def test_inside_a_struct(m):
    tagged = m.Tagged(1, m.Number(d=0.5))
    assert m.tagged_worth(tagged, 3) == 1.5
    tagged.value.i32 = 7
    tagged.tag = 0
    assert m.tagged_worth(tagged, 2) == 14.0
    same = m.tagged_same(tagged)
    assert (same.tag, same.value.i32) == (0, 7)
    value = tagged.value
    value.d = 9.0
    assert tagged.value.d == 9.0
    tagged.value = m.Number(u64=1)
    assert value.u64 == 1
    with pytest.raises(TypeError):
        tagged.value = 5


def test_in_arrays(m):
    numbers = m.Numbers()
    for i in range(3):
        numbers.items[i].d = i + 1.0
    numbers.grid[1][0].d = 0.5
    assert m.numbers_total(numbers) == 6.5
    numbers.items[0] = m.Number(u64=1)
    numbers.items[1:] = [m.Number(u64=2), m.Number(u64=4)]
    assert m.numbers_or(numbers.items, 3) == 7
    assert numbers.items[-1].u64 == 4
    with pytest.raises(TypeError):
        numbers.items[0] = 1.0


def test_equality_is_that_of_the_bytes(m):
    assert m.Number(d=1.0) == m.Number(u64=0x3FF0000000000000)
    assert m.Number(d=0.0) != m.Number(d=-0.0)
    nan = m.Number(d=float("nan"))
    assert nan == copy.copy(nan)
    assert m.Number(i8=1) != m.Number(i8=2)
    # The bytes behind a short member count as well.
    assert m.Number(u16=1) != m.Number(u64=0x10001)
    assert m.Number() != m.Cell()
    assert m.Number().__eq__(m.Point()) is NotImplemented
    assert m.Tagged(1, m.Number(d=1.0)) == m.Tagged(1, m.Number(d=1.0))
    assert m.Tagged(1, m.Number(d=1.0)) != m.Tagged(1, m.Number(d=2.0))


def test_unhashable_and_final(m):
    assert m.Number.__hash__ is None
    with pytest.raises(TypeError):
        hash(m.Number())
    with pytest.raises(TypeError):
        type("Sub", (m.Number,), {})


def test_repr(m):
    text = repr(m.Number(u64=0x4000000000000000))
    assert text == (
        "Number(i8=0, u16=0, i32=0, u64=4611686018427387904, f=0.0, d=2.0, "
        "bytes=[0, 0, 0, 0, 0, 0, 0, 64])"
    )
    assert repr(m.Tagged(3)).startswith("Tagged(tag=3, value=Number(i8=0, ")
    assert "secret" not in repr(m.Ref(text="secret"))


def test_copies_and_pickles(m):
    cell = m.Cell(grid=[[1, 2, 3], [4, 5, 6]])
    for clone in (
        copy.copy(cell),
        copy.deepcopy(cell),
        pickle.loads(pickle.dumps(cell)),
    ):
        assert type(clone) is m.Cell
        assert clone == cell
        clone.grid[0][0] = 9
        assert cell.grid[0][0] == 1
    assert m.Cell.from_bytes(bytes(cell)) == cell
    with pytest.raises(TypeError):
        pickle.dumps(m.Ref())


def test_memory(m):
    data = bytearray(struct.pack("d", 1.5))
    number = m.Number.from_buffer(data)
    number.u16 = 0xFFFF
    assert data[:2] == b"\xff\xff"
    view = m.__tribind_buffer__(number)
    assert (view.nbytes, view.readonly) == (8, False)
    with pytest.raises(ValueError):
        m.Number.from_buffer(bytearray(7))
    with pytest.raises(TypeError):
        m.Number.from_buffer(bytes(8))
    assert m.Number.from_address(number.__c_address__).u16 == 0xFFFF


def test_pointers_in_a_union(m):
    ref = m.Ref(text=str(b"made here", "ascii"))
    gc.collect()
    assert m.ref_length(ref) == 9
    assert ref.text == "made here"
    assert ref.address > 0
    ref.text = None
    assert (ref.address, ref.point) == (None, None)
    ref.point = m.Point(5.0, 6.0)
    gc.collect()
    assert ref.point == m.Point(5.0, 6.0)


def test_a_union_lets_go_of_what_was_replaced(m):
    data = Bytes(b"text\0")
    seen = weakref.ref(data)
    ref = m.Ref()
    ref.address = data
    del data
    gc.collect()
    assert seen() is not None
    assert m.ref_length(ref) == 4
    ref.address = None
    gc.collect()
    assert seen() is None


def test_the_manifest(m):
    entry = m.__tribind__["records"]["union Number"]
    assert (entry["py"], entry["size"], entry["align"]) == ("Number", 8, 8)
    assert all(field["offset"] == 0 for field in entry["fields"].values())
    assert entry["fields"]["u16"]["size"] == 2
    functions = m.__tribind__["functions"]
    assert functions["number_same"]["ret"] == "union:Number"
    assert functions["number_same"]["args"] == ["union:Number"]
