import copy
import gc
import pickle
import sys
import threading
import time
import weakref

import shapes as m

# Views of views hold on to the record at the root, and only to that.
node = m.node(leaf=m.leaf(5, [1, 2, 3]))
weights = node.leaf.weights
before = sys.getrefcount(node)
view = node.pair[1].weights
assert sys.getrefcount(node) == before + 1
del node
gc.collect()
assert list(weights) == [1.0, 2.0, 3.0] and view == [0.0] * 3

# A swap through views reads before it writes.
node = m.node(pair=[m.leaf(1), m.leaf(2)])
node.pair = [node.pair[1], node.pair[0]]
assert [leaf.value for leaf in node.pair] == [2, 1]
node.pair[::-1] = node.pair
assert [leaf.value for leaf in node.pair] == [1, 2]
try:
    node.pair = [m.leaf(7), 8]
except TypeError as error:
    assert str(error) == "node.pair must be leaf, not int", error
assert [leaf.value for leaf in node.pair] == [1, 2]


# Chains: each link is kept, seen through any view, and let go with the first.
class Data(bytearray):
    pass


last = m.node(leaf=m.leaf(3))
data = Data(b"abc")
watch = weakref.ref(data)
last.data = data
first = m.node(leaf=m.leaf(1), next=m.node(leaf=m.leaf(2), next=last))
del last, data
gc.collect()
assert (
    m.node_sum(first) == 6
    and first.next.next.data.string() == "abc"
    and watch() is not None
)
first.next.next.next = first
clone = copy.copy(first)
assert clone == first and clone.next.__c_address__ == first.next.__c_address__
del first
gc.collect()
assert watch() is not None and clone.next.next.data[1] == 98
del clone
gc.collect()
assert watch() is None

# A view of a record in itself is a cycle that is collected.
node = m.node()
node.any = node.leaf
data = Data(b"x")
watch = weakref.ref(data)
node.data = data
del node, data
gc.collect()
assert watch() is None

# While a member points into a buffer the buffer cannot move.
data = bytearray(8)
node = m.node(data=data)
try:
    data.append(1)
except BufferError:
    pass
else:
    raise AssertionError("the buffer moved")
node.data = None
data.append(1)

for wide in [m.wide(x=i) for i in range(20)] + [m.wide_same(m.wide(2.5))]:
    assert wide.__c_address__ % 64 == 0 and m.wide_is_aligned(wide) == 1
assert m.wide_same(m.wide(2.5)).x == 2.5

# A result that lies in an argument's temporary bytes is read before they go.
assert m.tail_of("\udcff" * 1000 + "end", 1000) == "end"
texts = m.some_texts()
assert [texts[i] for i in range(3)] == ["one", None, "three"]
assert (
    m.total_length(texts, 3) == 108
    and m.total_length([b"ab", "\udcff", None], 3) == 103
)
assert m.total_length([str(i) * 50 for i in range(1, 5)], 4) == 200
assert repr(texts).startswith("<Pointer to const char * at 0x")

assert m.other_side(m.side.LEFT) is m.RIGHT and m.other_side(-4) is m.LEFT
assert m.box_value(m.box_of(4)) == 4 and m.box_value(None) == -1
assert m.box.from_address(0) is None and m.leaf.from_address(0) is None
for bad in (m.box, type(texts), type(weights)):
    try:
        bad()
    except TypeError as error:
        assert "cannot create" in str(error), error
assert m.out_q(1) == (1, 2) and m.self("abc") == 3
assert m.sum(range(5)) == 10.0 and m.sum(()) == 0.0 and m.sum(None) == 0.0
try:
    m.sum([0.0] * 256)
except OverflowError as error:
    assert "sum() argument 'xs'" in str(error)

assert (
    m.address(m.array(5)) == 5
    and m.buffer(m.error(m.of(7))).array == [7.0, 1.0]
    and m.tuple(None) == 1
)
assert m.module(3) is m.load_3 and m.from_buffer(1) is m.names_of and m.result() == 42
data = bytearray(8)
assert m.item(data)[0] == 0.0

for function in (m.leaf_twice, m.nap, m.__tribind_buffer__):
    assert pickle.loads(pickle.dumps(function)) is function
    assert repr(function) == f"<built-in function {function.__name__}>"
assert m.leaf.__module__ == "shapes" and m.leaf.__new__(m.leaf, 4).value == 4
try:
    object.__new__(m.leaf)
except TypeError:
    pass
else:
    raise AssertionError("a record without memory")
for name in ("value", "anything"):
    try:
        setattr(m.leaf, name, 1)
    except TypeError:
        pass
    else:
        raise AssertionError("classes are immutable")

# Another thread runs during a call that releases the GIL.
ticks = []
thread = threading.Thread(
    target=lambda: [
        (ticks.append(time.perf_counter()), time.sleep(0.002)) for _ in range(20)
    ]
)
thread.start()
start = time.perf_counter()
m.nap(100)
end = time.perf_counter()
thread.join()
assert sum(start < tick < end for tick in ticks) >= 3, "the GIL was held"

# Other interpreters have modules of their own.
try:
    import _interpreters as interpreters

    other = interpreters.create("legacy")
except ImportError:
    import _xxsubinterpreters as interpreters

    other = (
        interpreters.create(isolated=False)
        if sys.version_info < (3, 13)
        else interpreters.create()
    )
path = repr(sys.path)
code = f"import sys; sys.path[:] = {path}; import shapes as m; assert m.leaf_twice(m.leaf(4)).value == 8"
failed = interpreters.run_string(other, code)
assert failed is None, failed
interpreters.destroy(other)

# The module, its classes and what they hold go when nobody needs them any more.
watches = [weakref.ref(m._native), weakref.ref(m.node), weakref.ref(type(weights))]
names = [name for name in sys.modules if name.split(".")[0] == "shapes"]
for name in names:
    del sys.modules[name]
del m, node, wide, weights, view, texts, bad, function
gc.collect()
assert [watch() for watch in watches] == [None] * 3, watches
