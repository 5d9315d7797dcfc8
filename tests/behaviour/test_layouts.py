"""Packed and over-aligned structs, anonymous members, arrays of everything, flexible array members."""

import copy
import gc
import pickle
import struct

import pytest
from conftest import Index

# Packed and over-aligned


def test_packed(layouts):
    m = layouts
    packed = m.Packed(b"c", -5, 0.5, 7, m.Point(1.0, 2.0), [3, 4])
    assert bytes(packed) == struct.pack("<cidhddii", b"c", -5, 0.5, 7, 1.0, 2.0, 3, 4)
    assert m.packed_total(packed) == ord("c") - 5 + 0.5 + 7 + 3 + 7
    packed.p.x, packed.many[1] = 10.0, -4
    assert struct.unpack_from("<d", bytes(packed), 15) == (10.0,)
    assert (packed.many[0], packed.many[1]) == (3, -4)
    packed.i = 2**31 - 1
    with pytest.raises(OverflowError):
        packed.i = 2**31
    assert (packed.i, packed.d, packed.s) == (2**31 - 1, 0.5, 7)
    assert pickle.loads(pickle.dumps(packed)) == packed
    entry = m.__tribind__["records"]["struct Packed"]
    assert (entry["size"], entry["align"]) == (39, 1)
    assert entry["fields"]["d"] == {"offset": 5, "size": 8}


def test_packed_by_two(layouts):
    m = layouts
    packed = m.Packed2(1, 2, 3.0)
    assert bytes(packed) == struct.pack("<cxid", b"\1", 2, 3.0)
    entry = m.__tribind__["records"]["struct Packed2"]
    assert (entry["size"], entry["align"]) == (14, 2)


def test_by_value(layouts):
    """What no style lays out as the compiler does goes by address, through the shim."""
    m = layouts
    packed = m.Packed(b"c", -5, 0.5, 7, m.Point(1.0, 2.0), [3, 4])
    assert m.packed_same(packed) == packed
    two = m.Packed2(1, 2, 3.0)
    assert m.packed2_same(two) == two
    line = m.Line(7, b"t")
    same = m.line_same(line)
    assert same == line
    assert same.__c_address__ % 64 == 0
    padded = m.Padded(b"a", 0.5, b"z")
    assert m.padded_same(padded) == padded
    for f in (m.packed_same, m.packed2_same, m.line_same, m.padded_same):
        for value in (None, m.Point(), bytes(64)):
            with pytest.raises(TypeError, match=f.__name__):
                f(value)


def test_over_aligned(layouts):
    """As C's own: an aligned store into one that lies elsewhere ends the process."""
    m = layouts
    lines = [m.Line(x=i) for i in range(50)]
    lines += [copy.copy(lines[3]), m.Line.from_bytes(bytes(64))]
    for line in lines:
        assert line.__c_address__ % 64 == 0
        assert m.line_misaligned(line) == 0
    assert m.line_x(lines[9]) == 9
    assert len(bytes(lines[0])) == 64
    assert pickle.loads(pickle.dumps(lines[5])) == lines[5]
    assert m.__tribind__["records"]["struct Line"]["align"] == 64


def test_over_aligned_inside(layouts):
    m = layouts
    lines = m.Lines(one=m.Line(1), two=[m.Line(2), m.Line(3)])
    assert lines.__c_address__ % 64 == 0
    assert lines.one.__c_address__ == lines.__c_address__ + 64
    assert lines.two[1].__c_address__ == lines.__c_address__ + 192
    assert m.lines_total(lines) == 6
    assert m.line_misaligned(lines.two[1]) == 0


def test_an_over_aligned_member(layouts):
    m = layouts
    padded = m.Padded(b"a", 0.5, b"z")
    assert (padded.first, padded.d, padded.last) == (b"a", 0.5, b"z")
    assert padded.__c_address__ % 32 == 0
    entry = m.__tribind__["records"]["struct Padded"]
    assert (entry["size"], entry["fields"]["d"]["offset"]) == (64, 32)


# Anonymous members


def test_anonymous_members_belong_to_the_outer_struct(layouts):
    m = layouts
    mixed = m.Mixed(kind=1, real=2.5, after=7, flag=1, last=3)
    assert (mixed.kind, mixed.real, mixed.after, mixed.flag) == (1, 2.5, 7, 1)
    assert m.mixed_after(mixed) == 7
    assert m.mixed_real(mixed) == 2.5
    mixed.whole = 0x00020001
    assert (mixed.low, mixed.high) == (1, 2)
    mixed.high = -1
    assert mixed.whole == -65535
    for name, value in (("low", 2**15), ("flag", 2), ("after", 2**31)):
        before = bytes(mixed)
        with pytest.raises(OverflowError):
            setattr(mixed, name, value)
        assert bytes(mixed) == before
    same = m.mixed_same(mixed)
    assert same == mixed
    assert (same.kind, same.low, same.last) == (1, 1, 3)


def test_anonymous_members_in_their_place(layouts):
    m = layouts
    mixed = m.Mixed(1, 7)
    assert (mixed.kind, mixed.whole, mixed.last) == (1, 7, 0)
    assert bytes(m.Mixed()) == bytes(len(bytes(mixed)))
    text = repr(mixed)
    order = [
        text.index(f"{name}=")
        for name in ["kind", "whole", "real", "low", "high", "after", "flag", "last"]
    ]
    assert order == sorted(order)
    fields = m.__tribind__["records"]["struct Mixed"]["fields"]
    assert list(fields) == [
        "kind",
        "whole",
        "real",
        "low",
        "high",
        "after",
        "flag",
        "last",
    ]
    assert fields["high"]["offset"] == fields["whole"]["offset"] + 2


def test_anonymous_unions_compare_by_bytes(layouts):
    m = layouts
    assert m.Mixed(real=0.0) != m.Mixed(real=-0.0)
    nan = m.Mixed(real=float("nan"))
    assert nan == copy.copy(nan)
    assert m.Mixed(1, 7, after=2) == m.Mixed(1, 7, after=2)
    assert m.Mixed(1, 7, after=2) != m.Mixed(1, 7, after=3)
    assert pickle.loads(pickle.dumps(nan)) == nan


def test_members_of_nameless_types(layouts):
    m = layouts
    outer = m.Outer()
    outer.pair.a, outer.pair.b = 1, 2
    outer.value.i = 4
    outer.many[1].x = 8
    outer.many[1].deep.y = 16
    assert m.outer_total(outer) == 31
    assert outer.value.f != 0.0
    same = m.outer_same(outer)
    assert same == outer
    assert (same.pair.b, same.many[1].deep.y) == (2, 16)
    other = m.Outer()
    other.pair = outer.pair
    other.many = list(outer.many)
    assert (other.pair.a, other.many[1].x) == (1, 8)
    assert m.outer_total(other) == 27
    with pytest.raises(TypeError):
        outer.pair = outer.value
    pair = m.Outer().pair
    gc.collect()
    pair.a = 5
    assert (pair.a, pair.b) == (5, 0)
    assert "a=1, b=2" in repr(outer)


# Arrays


def test_arrays_of_arrays(layouts):
    m = layouts
    arrays = m.Arrays(grid=[[1, 2, 3], [4, 5, 6]])
    assert [m.arrays_grid(arrays, i, j) for i in (0, 1) for j in (0, 1, 2)] == [
        *range(1, 7)
    ]
    arrays.cube[1][0][1] = 0.5
    assert m.arrays_cube(arrays, 1, 0, 1) == 0.5
    arrays.cube = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
    assert arrays.cube[1][1] == [7.0, 8.0]
    row = arrays.cube[0][1]
    del arrays
    gc.collect()
    row[0] = 9.0
    assert list(row) == [9.0, 4.0]


def test_arrays_of_arrays_refuse(layouts):
    m = layouts
    arrays = m.Arrays(grid=[[1, 2, 3], [4, 5, 6]])
    before = bytes(arrays)
    for value in ([[1, 2, 3]], [[1, 2], [3, 4]], [[1, 2, 3], [4, 5, 6], [7, 8, 9]]):
        with pytest.raises(ValueError):
            arrays.grid = value
    for value in ([1, 2], [[1, 2, 3], 4], [[1, 2, 3], [4, 5, "6"]]):
        with pytest.raises(TypeError):
            arrays.grid = value
    with pytest.raises(OverflowError):
        arrays.grid = [[1, 2, 3], [4, 5, 2**31]]
    with pytest.raises(IndexError):
        arrays.grid[2]
    assert bytes(arrays) == before


def test_arrays_of_structs_and_unions(layouts):
    m = layouts
    arrays = m.Arrays()
    arrays.corners[1][0].x = 2.5
    assert m.arrays_corner(arrays, 1, 0) == 2.5
    arrays.corners[0] = [m.Point(1.0, 0.0), m.Point(3.0, 0.0)]
    assert m.arrays_corner(arrays, 0, 1) == 3.0
    arrays.cells[1].xy = [1.0, 2.0]
    assert arrays.cells[1].point == m.Point(1.0, 2.0)
    assert m.cell_sum(arrays.cells[1]) == 3.0
    arrays.cells = [m.Cell(text=b"a"), m.Cell(text=b"b")]
    assert [cell.text for cell in arrays.cells] == [b"a", b"b"]


def test_arrays_of_other_things(layouts):
    m = layouts
    arrays = m.Arrays()
    arrays.names = [b"one", "tw\xf6"]
    assert list(arrays.names) == [b"one", b"tw\xc3\xb6"]
    arrays.colours = [m.RED, 2, m.CLEAR]
    assert arrays.colours[1] is m.BLUE
    arrays.flags = [1, None, "x", []]
    assert list(arrays.flags) == [True, False, True, False]
    assert m.arrays_flags(arrays) == 5
    arrays.words = [str(b"kept", "ascii"), None]
    gc.collect()
    assert list(arrays.words) == ["kept", None]
    assert (m.arrays_word(arrays, 0), m.arrays_word(arrays, 1)) == (4, 9999)


def test_arrays_of_structs_with_bit_fields(layouts):
    m = layouts
    arrays = m.Arrays()
    arrays.bits[1].four = -8
    assert (m.arrays_four(arrays, 0), m.arrays_four(arrays, 1)) == (0, -8)
    with pytest.raises(OverflowError):
        arrays.bits[1].four = 8


# Flexible array members


def test_allocate(layouts):
    m = layouts
    packet = m.Packet.allocate(4)
    assert type(packet) is m.Packet
    assert (packet.n, packet.kind) == (0, 0)
    assert [packet.items[i] for i in range(4)] == [0, 0, 0, 0]
    packet.n = 4
    m.packet_fill(packet)
    assert packet.items[0:4].tolist() == [0, 1, 4, 9]
    view = packet.items[0:4]
    assert not view.readonly
    view[3] = 100
    assert m.packet_sum(packet) == 105
    assert int(packet.items) == packet.__c_address__ + 4


def test_allocated_items_are_all_there(layouts):
    m = layouts
    n = 5000
    packets = [m.Packet.allocate(n) for _ in range(20)]
    for packet in packets:
        packet.n = n
        m.packet_fill(packet)
    expected = sum(i * i for i in range(n))
    assert all(m.packet_sum(packet) == expected for packet in packets)


def test_the_items_keep_the_record(layouts):
    m = layouts
    packet = m.Packet.allocate(1000)
    packet.n = 1000
    m.packet_fill(packet)
    items, view = packet.items, packet.items[0:1000]
    del packet
    gc.collect()
    junk = [m.Packet.allocate(1000) for _ in range(50)]
    assert items[999] == 999 * 999
    assert view[10] == 100
    assert len(junk) == 50


def test_allocate_refuses(layouts):
    m = layouts
    for value in ("1", 1.0, None, b"1"):
        with pytest.raises(TypeError):
            m.Packet.allocate(value)
    for value in (-1, 2**63, 2**100):
        with pytest.raises((OverflowError, ValueError, MemoryError)):
            m.Packet.allocate(value)
    # So many that their bytes are beyond what a size can say.
    with pytest.raises((OverflowError, ValueError, MemoryError)):
        m.Packet.allocate(2**62)
    for args in ((), (1, 2)):
        with pytest.raises(TypeError):
            m.Packet.allocate(*args)
    assert m.Packet.allocate(0).n == 0
    assert m.Packet.allocate(Index(2)).items[1] == 0


def test_a_flexible_member_is_not_set(layouts):
    m = layouts
    packet = m.Packet.allocate(2)
    with pytest.raises((AttributeError, TypeError)):
        packet.items = [1, 2]
    with pytest.raises(TypeError):
        m.Packet(1, 2, [3])
    with pytest.raises(TypeError):
        m.Packet(items=[3])
    plain = m.Packet(n=0, kind=7)
    assert (plain.n, plain.kind, m.packet_sum(plain)) == (0, 7, 0)
    assert m.__tribind__["records"]["struct Packet"]["size"] == 4


def test_flexible_structs(layouts):
    m = layouts
    track = m.Track.allocate(3)
    track.n = 3
    for i in range(3):
        track.points[i].x = float(i)
        track.points[i].y = 10.0
    assert m.track_length(track) == 33.0
    assert track.points[2] == m.Point(2.0, 10.0)
    point = track.points[1]
    del track
    gc.collect()
    assert point == m.Point(1.0, 10.0)


def test_an_array_of_no_length(layouts):
    m = layouts
    old = m.Old.allocate(2)
    old.n = 2
    old.items[0:2][1] = 2.5
    assert m.old_sum(old) == 2.5


def test_a_flexible_array_of_the_librarys(layouts):
    m = layouts
    packet = m.packet_own()
    assert type(packet) is m.Packet
    assert packet.n == 3
    assert packet.items[0:3].tolist() == [10, 20, 30]
    assert m.packet_sum(packet) == 60


def test_flexible_records_differ_by_their_own_fields(layouts):
    m = layouts
    one, other = m.Packet.allocate(1), m.Packet.allocate(1)
    one.kind = other.kind = 3
    assert one == other
    other.kind = 4
    assert one != other
    assert "kind=3" in repr(one)


def test_an_array_without_a_length_in_the_middle(layouts):
    gap = layouts.Gap(1, 2)
    assert (gap.first, gap.last) == (1, 2)
    assert layouts.Gap(3, last=4).last == 4
    with pytest.raises(TypeError):
        layouts.Gap(1, 2, 3)
    with pytest.raises(TypeError):
        layouts.Gap(1, 2, last=3)
    with pytest.raises(TypeError):
        layouts.Gap(none=[])
    assert gap.none.__c_address__ - gap.__c_address__ == 8
