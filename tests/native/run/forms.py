"""Uses the package made from forms.h: layouts that only the compiler knows, and values that only C can pass."""

import copy
import gc
import pickle

import forms as m


def check(found, expected):
    assert found == expected, f"{found!r}, not {expected!r}"


def raises(kind, text, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except kind as error:
        assert text in str(error), str(error)
    else:
        raise AssertionError(f"{call} did not raise")


# Unions
number = m.number(i=3)
check(bytes(number)[:4], (3).to_bytes(4, "little"))
check(m.number_twice(number).i, 6)
check(m.number(0x3F800000).f, 1.0)
number.d = 0.0
negative = m.number(d=-0.0)
assert number != negative
check(m.number(d=1.0), m.number(bytes=[0, 0, 0, 0, 0, 0, 0xF0, 0x3F]))
raises(TypeError, "number_twice() argument 'n' must be number", m.number_twice, 5)
raises(OverflowError, "number.i is out of range for int", setattr, number, "i", 2**31)
kept = m.number(text=str(b"made here", "ascii"))
gc.collect()
check(kept.text, "made here")

# Bit-fields
flags = m.flags(
    low=15, middle=-16, on=2, shade=m.BRIGHT, wide=2**40 - 1, whole=-(2**63), fixed=5
)
check((flags.low, flags.middle, flags.on, flags.shade), (15, -16, True, m.BRIGHT))
assert flags.shade is m.BRIGHT and flags.on is True
check((flags.wide, flags.whole, flags.fixed), (2**40 - 1, -(2**63), 5))
check(m.flags_same(flags), flags)
check(m.flags_middle(flags), -16)
before = bytes(flags)
raises(
    OverflowError,
    "flags.low is out of range for unsigned int:4",
    setattr,
    flags,
    "low",
    16,
)
raises(
    OverflowError,
    "flags.middle is out of range for int:5",
    setattr,
    flags,
    "middle",
    16,
)
raises(OverflowError, "flags.wide is out of range for", setattr, flags, "wide", 2**64)
raises(TypeError, "flags.low must be int, not float", setattr, flags, "low", 1.0)
raises(AttributeError, "", setattr, flags, "fixed", 1)
raises(AttributeError, "flags.low cannot be deleted", delattr, flags, "low")
check(bytes(flags), before)
flags.shade = 2
check((flags.shade, type(flags.shade)), (2, int))
data = bytearray(len(before) + 1)
with memoryview(data)[1:] as odd:  # not where C would put it
    view = m.flags.from_buffer(odd)
    view.wide = 2**39 + 1
    check((view.wide, view.middle), (2**39 + 1, 0))
    del view
check(
    repr(m.flags(1)),
    "flags(low=1, middle=0, on=False, shade=<shade.DARK: 0>, wide=0, whole=0, fixed=0)",
)
check(pickle.loads(pickle.dumps(flags)), flags)

# Members of anonymous members, and of nameless types
outer = m.outer(tag=1, whole=0x20001, pair=m.outer().pair)
check((outer.low, outer.high), (1, 2))
outer.high = -1
check(outer.whole, -65535)
outer.pair.deep.b = 7
outer.many[1].x = 8
outer.number.i = 9
same = m.outer_same(outer)
check((same.pair.deep.b, same.many[1].x, same.number.i), (7, 8, 9))
check(same, outer)

# Flexible arrays
packet = m.packet.allocate(4)
check(
    (len(bytes(packet)), len(m.__tribind_buffer__(packet)), len(bytes(m.packet()))),
    (20, 20, 4),
)
packet.n = 4
view = packet.items[0:4]
view[3] = 100
packet.items[1:2][0] = 5
check(m.packet_sum(packet), 105)
clone = copy.copy(packet)
check((m.packet_sum(clone), bytes(clone)), (105, bytes(packet)))
items = packet.items
del packet
gc.collect()
check((items[3], view.tolist(), view.readonly), (100, [0, 5, 0, 100], False))
check(repr(m.packet()), "packet(n=0, kind=b'\\x00', items=<int []>)")
raises(ValueError, "", m.packet.allocate, -1)
raises(MemoryError, "", m.packet.allocate, 2**62)
raises(TypeError, "", m.packet.allocate, 1.0)
raises(TypeError, "", m.packet, 1, b"a", [1])
raises(TypeError, "unexpected keyword", m.packet, items=[1])
raises(AttributeError, "", setattr, clone, "items", [1])
raises(TypeError, "", pickle.dumps, clone)
links = m.links.allocate(3)
links.first = links.names  # a cycle, which the garbage collector sees
check(links.names[2], None)
check(repr(links), "links(n=0, first=<void *>, names=<const char *[]>)")
del links
gc.collect()

# Packed, and aligned to more than a word
packed = m.packed(b"c", -5, 0.5)
check((len(bytes(packed)), m.packed_same(packed)), (13, packed))
lines = [m.line(i) for i in range(20)]
check([m.line_misaligned(line) for line in [*lines, copy.copy(lines[1])]], [0] * 21)
check(m.line_same(lines[7]).x, 7)

# Complex numbers and 128 bits
check(m.square(1 + 2j), -3 + 4j)
check(m.square(2), 4 + 0j)
check(m.half(1 + 2.5j, 2), 0.5 + 1.25j)
raises(TypeError, "square() argument 'z' must be complex, not str", m.square, "1")
raises(
    OverflowError, "square() argument 'z' is out of range for double", m.square, 10**400
)
for value in (0, 1, -1, 2**63, -(2**63) - 1, 2**64 + 5, 2**127 - 1, -(2**127) + 1):
    check(m.negated(value), -value)
raises(
    OverflowError,
    "negated() argument 'i' is out of range for __int128",
    m.negated,
    2**127,
)
raises(
    OverflowError,
    "negated() argument 'i' is out of range for __int128",
    m.negated,
    -(2**127) - 1,
)
check(m.larger(2**128 - 2), 2**128 - 1)
raises(
    OverflowError,
    "larger() argument 'u' is out of range for unsigned __int128",
    m.larger,
    -1,
)
raises(
    OverflowError,
    "larger() argument 'u' is out of range for unsigned __int128",
    m.larger,
    2**128,
)
big = m.big(1j, 0.5, 2, -(2**100), 2**127, [1, 2j])
check(
    (big.z, big.f, big.g, big.i, big.u, list(big.many)),
    (1j, 0.5, 2 + 0j, -(2**100), 2**127, [1, 2j]),
)
check(big, copy.copy(big))
assert m.big(z=complex("nan")) != m.big(z=complex("nan"))
z = bytearray(32)
memoryview(z).cast("d")[1] = 5.0
m.turn(z)
check(memoryview(z).cast("d").tolist(), [0.0, -5.0, 0.0, 0.0])
check((m.first()[0], m.first()[1], m.first()[0:2].format), (1 + 0j, 2j, "Zd"))

# Inline functions
check((m.next_of(41), m.name_of(m.DARK), m.name_of(1)), (42, "dark", "light"))
