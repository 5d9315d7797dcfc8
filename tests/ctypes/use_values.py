"""Every kind of value through the ctypes module `values`: run by tests/ctypes/run.rs in each Python."""

import array
import copy
import ctypes
import gc
import mmap
import pickle

import values as m


def refused(error, function, *args, **named):
    """Calls a function that must raise; gives what it raised."""
    try:
        result = function(*args, **named)
    except error as raised:
        assert type(raised) is error or error is OSError, raised
        return raised
    raise AssertionError(f"{function}{args} gave {result!r}")


def names():
    assert m.filter(1, 2, 3) == m.type(1, 2, 3) == 6
    assert m.super(1, 2, 3, 4) == 10 and m.print(4) == 4
    assert m.__dict__["__dunder___"](3) == 3
    assert "echo pwned" in m.type.__doc__
    record = m.l(I=1, class_=2)
    assert record.class_ == 2 and getattr(m.l, "class").offset == 4
    text = "l(I=1, class_=2, from_bytes=0, self=0, _private=0, __x=0.0)"
    assert repr(record) == text
    assert m.l(1, 2, 3, 4, 5, 6.5)._private == 5
    assert m.use(m.Point(1, 2), record) == 1.0 and m.use(None, None) == 0
    assert m.pass_point(m.Point(1, 2)) == m.Point(2, 2)
    hidden = getattr(m, "__hidden")
    assert m.hidden(hidden(record)) == 1 and hidden(record).inner.class_ == 2
    long_name = m.a_function_with_a_very_long_name_that_goes_on_and_on
    assert long_name(1, "ab", 3) == 6


def layouts():
    for record in m.__tribind__["records"].values():
        cls = getattr(m, record["py"])
        assert ctypes.sizeof(cls) == record["size"], cls
        for name, place in record["fields"].items():
            field = getattr(cls, name)
            assert (field.offset, field.size) == (place["offset"], place["size"]), name
    packed = m.packed_make(b"q", 7)
    assert (packed.a, packed.b, packed.c, packed.s) == (b"q", 7, 1.5, [4, 5, 6])
    assert packed.p == m.Point(2, 3)
    packed = m.packed(b"a", 2, 3.0, m.Point(1, 1), [1, 2, 3])
    assert packed.s == [1, 2, 3] and packed.p.x == 1 and m.packed(c=2).c == 2


def scalar_fields():
    k = m.kinds(fixed=4)
    assert k.fixed == 4
    refused(AttributeError, setattr, k, "fixed", 1)
    k.w, k.c16, k.c32 = "é", "€", "😀"
    assert (k.w, k.c16, k.c32) == ("é", "€", "😀")
    refused(OverflowError, setattr, k, "c16", "😀")
    refused(TypeError, setattr, k, "w", "ab")
    k.e = 5
    assert k.e is m.GREEN_
    k.e = 77
    assert type(k.e) is int and k.e == 77
    k.ld, k.n = 2.5, 2**64 - 1
    assert (k.ld, k.n) == (2.5, 2**64 - 1)
    refused(OverflowError, setattr, k, "n", 2**64)
    refused(OverflowError, setattr, k, "u64", -1)
    assert pickle.loads(pickle.dumps(m.Point(1, 2))) == m.Point(1, 2)


def array_fields():
    k = m.kinds()
    k.names = [b"ab", "c"]
    k.names[1] = "xyz"
    assert k.names == [b"ab", b"xyz"]
    refused(ValueError, k.names.__setitem__, 0, "12345")
    k.ws = ["a", "b", "c"]
    assert list(k.ws) == ["a", "b", "c"]
    k.ps = [m.Point(1, 2), m.Point(3, 4)]
    k.ps = [k.ps[1], k.ps[0]]
    assert k.ps == [m.Point(3, 4), m.Point(1, 2)]
    k.ops[0] = m.mk(4)
    assert m.opv(k.ops[0]) == 4 and k.ops[1] is None
    refused(TypeError, k.ops.__setitem__, 0, 5)
    assert m.opsum(k.ops, 2) == 4 and repr(k.ops) == "[<struct opaque *>, None]"


def pointer_fields():
    k = m.kinds()
    k.texts = ["one", None]
    k.texts[1] = b"two"
    k.ip, k.cdp = array.array("i", [1, 2, 3]), bytes(16)
    k.argv = [bytearray(b"a\0"), None]
    k.fn, k.vp, k.pp = m.getcb(), k, m.Point(3, 4)
    gc.collect()
    assert list(k.texts) == ["one", "two"] and k.ip[2] == 3 and k.cdp[0] == 0.0
    assert k.argv[0].string() == "a" and k.argv[1] is None
    assert k.fn == m.getcb() and k.pp.y == 4 and k.vp == k.__c_address__
    refused(TypeError, setattr, k, "ip", array.array("d", [1.0]))
    refused(TypeError, setattr, k, "ip", b"1234")
    assert "ip=<int *>, cdp=<const double *>" in repr(k)
    k.pp = None
    assert k.pp is None
    twin = copy.copy(k)
    assert twin == k and m.strs(twin.texts, 2) == 6
    del k
    gc.collect()
    assert list(twin.texts) == ["one", "two"] and twin.ip[1] == 2
    refused(TypeError, pickle.dumps, twin)


def a_cycle_is_collected():
    first = m.chain()
    first.next = m.chain(first)
    del first
    gc.collect()
    assert not [x for x in gc.get_objects() if type(x) is m.chain]


def numbers():
    assert (m.c16("€"), m.c32("😀"), m.wc("é")) == ("€", "😀", "é")
    refused(OverflowError, m.c16, "😀")
    refused(TypeError, m.c16, 8)
    assert m.ff(2.5) == 2.5 and m.ff(1e300) == float("inf") and m.ld(1.5) == 1.5
    bits = {m.sc: 8, m.sh: 16, m.lg: 64, m.ll: 64}
    ranges = {f: (-(2 ** (n - 1)), 2 ** (n - 1) - 1) for f, n in bits.items()}
    bits = {m.uc: 8, m.ush: 16, m.ui: 32, m.ul: 64}
    ranges |= {f: (0, 2**n - 1) for f, n in bits.items()}
    for function, (low, high) in ranges.items():
        assert (function(low), function(high), function(True)) == (low, high, 1)
        refused(OverflowError, function, low - 1)
        refused(OverflowError, function, high + 1)
        refused(TypeError, function, 1.0)
        refused(TypeError, function)
        refused(TypeError, function, 1, 2)
    assert m.nb([]) is False and m.nb("x") is True
    assert m.ch(-1) == b"\xff" and m.ch(b"a") == b"a"
    refused(TypeError, m.ch, b"ab")
    refused(OverflowError, m.ch, 128)
    assert m.co(m.GREEN_) is m.GREEN_ and m.co(3) == 3


def out_parameters():
    o = m.outs()
    assert o[:5] == (3, 1, 2.5, b"x", "text") and m.opv(o[5]) == 7
    assert o[6].x == 9 and o[7] == m.Point(1, 2) and o[8] == 64
    assert o[9] == "€" and o[10] is m.GREEN_ and o[11] is True and o[12][1] == 20
    numbers, handle = array.array("d", [1.0, 2.0]), m.mk(3)
    point = m.Point(1, 1)
    r = m.inouts(1, b"a", "hello", handle, point, bytearray(20), numbers)
    assert r[1:5] == (2, b"b", "ello", handle) and r[7][0] == 2.0
    assert r[5].x == 2 and point.x == 1
    assert m.opv(m.inouts(1, b"a", None, None, point, None, None)[4]) == 7


def arrays():
    assert m.sums([1, 2], [1.5, 2.5], "abc") == 10 and m.sums(None, None, None) == 0
    assert m.split([1, 2, 3]) == m.split(array.array("H", [2, 4])) == 6
    assert m.split(b"\1\0\2\0") == 3
    refused(OverflowError, m.split, [70000])
    refused(TypeError, m.sums, [1], bytes(8), None)
    refused(TypeError, m.sums, "abc", None, None)


def buffers_are_let_go():
    buffer = bytearray(8)
    m.sums([1], buffer, None)
    try:
        m.sums([-5], buffer, None)
    except m.ValuesError as error:
        buffer.append(1)  # while the error, and so the frame, is looked at
        assert (error.code, error.message, str(error)) == (-5, None, "code -5")
    try:
        m.sums([1], buffer, 5)
    except TypeError:
        buffer.append(1)
    memory = mmap.mmap(-1, 16)
    point = m.Point.from_buffer(memory)
    refused(BufferError, memory.close)
    del point
    memory.close()


def errors():
    assert m.released(x=4) == 4
    refused(TypeError, m.released, y=4)
    assert m.perr(0)[0] == 10 and m.terr(0) == "ok" and m.opv(m.herr(0)) == 7
    refused(FileNotFoundError, m.perr, 2)
    refused(FileNotFoundError, m.neg, -1)
    refused(m.ValuesError, m.terr, 1)
    refused(m.ValuesError, m.herr, 1)
    assert m.ncode(100) == 100 and m.neg(3) == 3
    error = refused(m.ValuesError, m.ncode, 2)
    assert error.args == (2, "two") and str(error) == "two"
    assert pickle.loads(pickle.dumps(error)).code == 2
    error = refused(m.ValuesError, m.lcode, 2**40)
    assert error.message is None and error.code == 2**40


def addresses():
    for value in (b"ab", bytearray(b"ab"), memoryview(b"ab"), mmap.mmap(-1, 2)):
        assert m.void_in(value, 2) in (195, 0)
    assert m.void_in(m.Point(), 16) == m.void_in(None, 5) == m.void_in(0, 5) == 0
    for value in ("ab", 1.5):
        refused(TypeError, m.void_in, value, 2)
    refused(OverflowError, m.void_in, 2**64, 1)
    refused(OverflowError, m.void_in, -1, 1)
    buffer = bytearray(3)
    m.void_inout(buffer, 3)
    assert buffer == b"\1\1\1"
    refused(TypeError, m.void_inout, b"abc", 3)
    point = m.Point()
    m.void_inout(point.__c_address__, 1)
    assert bytes(point)[0] == 1
    m.void_inout(m.kinds().ps, 1)
    m.void_inout(m.texts_out(), 0)


def pointers():
    assert m.null_op() is None and m.texts_out()[1] == "b\udcff"
    assert m.texts_out()[2] is None and m.ipp()[0][2] == 30
    assert m.strs(["ab", b"c", None], 3) == 3
    refused(TypeError, m.strs, "abc", 3)
    refused(TypeError, m.strs, [1], 1)
    refused(ValueError, m.strs, ["a\0"], 1)
    assert m.opsum([m.mk(1), None, m.mk(2)], 3) == 3
    a, b = m.Point(1, 0), m.Point(2, 0)
    assert m.ptsum([a, b], 2) == 3 and a.y == 5
    assert m.ptsum(array.array("Q", [a.__c_address__]), 1) == 1
    text = bytearray(4)
    m.fill_text(text, 4)
    assert text == b"zzzz"
    refused(TypeError, m.fill_text, "abc", 1)
    assert m.ldp()[1] == 2.5 and m.wcp()[0] == "a" and m.bp()[0] is True
    assert bytes(m.bp()[0:2]) == b"\1\0"


def constants():
    assert m.BIG == 2**64 - 1 and m.FLT == 1.5e300
    assert m.TEXT == "a \"quoted\" 'text' \\ \udcff é"


for test in (
    names,
    layouts,
    scalar_fields,
    array_fields,
    pointer_fields,
    a_cycle_is_collected,
    numbers,
    out_parameters,
    arrays,
    buffers_are_let_go,
    errors,
    addresses,
    pointers,
    constants,
):
    test()
