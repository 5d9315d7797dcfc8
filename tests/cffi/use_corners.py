"""What is CFFI's own business to get right: layouts, names that Python cannot have, and what keeps what alive."""

import array
import copy
import gc
import pickle
import weakref

import corners as m


class Bytes(bytearray):
    """Can be watched."""


def churn():
    """Reuses what was freed."""
    gc.collect()
    return [m.node(name="x" * n) for n in range(200)]


def layouts():
    packed = m.packed(b"k", 2, 3)
    assert bytes(packed) == b"k" + (2).to_bytes(4, "little") + b"\3\0"
    assert m.same_packed(packed) == packed
    assert len(bytes(m.aligned())) == 32
    for _ in range(20):
        aligned = m.aligned(b"a", 5)
        assert m.aligned_to(aligned, 32)
        assert m.aligned_to(copy.copy(aligned), 32)
        assert m.aligned_to(m.same_aligned(aligned), 32)
        assert m.same_aligned(aligned) == aligned


def names():
    words = m.words(class_=1, None_=2, self=3, fixed=5, __under=4)
    assert m.same_words(words) == words
    assert repr(words) == "words(class_=1, None_=2, self=3, __under=4, fixed=5)"
    assert pickle.loads(pickle.dumps(words)) == words
    words.class_ = 9
    assert (words.class_, getattr(words, "__under")) == (9, 4)
    try:
        words.fixed = 1
    except AttributeError:
        pass
    else:
        raise AssertionError("a const member was set")
    assert m.lambda_(m.node(value=1), 2, "four") == 7


def raw():
    ffi = m.__tribind_raw__.ffi
    assert ffi.typeof(m.lambda_.__tribind_raw__).args[1] is ffi.typeof("int")
    assert ffi.typeof(m.same_words.__tribind_raw__).result is ffi.typeof("struct words")
    assert ffi.offsetof("struct packed", "rest") == 5


def kept_alive():
    first = m.node(value=1, next=m.node(value=2), name="na" + "me")
    churn()
    assert (m.sum_nodes(first), first.name, first.next.value) == (3, "name", 2)
    second = first.next
    first.next = None
    del first
    churn()
    assert second.value == 2
    m.the_node().name = "tempo" + "rary"
    churn()
    assert m.the_node().name == "temporary"


def kept_by_copies():
    pair = m.pair()
    pair.nodes[1].name = "in" + "ner"
    pair.nodes[0] = m.node(name="out" + "er")
    other = copy.copy(pair)
    del pair
    churn()
    assert [node.name for node in other.nodes] == ["outer", "inner"]
    other.nodes = [other.nodes[1], other.nodes[0]]
    churn()
    assert [node.name for node in other.nodes] == ["inner", "outer"]


def let_go():
    data = Bytes(b"data")
    alive = weakref.ref(data)
    node = m.node(data=data)
    del data
    assert alive() is not None
    node.data = None
    assert alive() is None
    data = Bytes(b"data")
    alive = weakref.ref(data)
    node.next, node.data = node, data
    del node, data
    gc.collect()
    assert alive() is None


def rows():
    assert m.sum_rows(array.array("d", range(6)), 2) == 15.0
    assert m.the_rows()[0:6].tolist() == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]


def errors():
    assert m.raise_to(2, 10) == 1024
    for base, error in ((2**31, OverflowError), ("2", TypeError)):
        try:
            m.raise_to(base, 1)
        except error as raised:
            assert "argument 'base'" in str(raised)
            assert raised.__cause__ is None
        else:
            raise AssertionError(base)
    try:
        m.raise_to(2, 0)
    except m.CornersError as raised:
        assert (raised.code, raised.message, str(raised)) == (-1, None, "code -1")


for check in (layouts, names, raw, kept_alive, kept_by_copies, let_go, rows, errors):
    check()
