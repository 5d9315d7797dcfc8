"""Uses the package made from calls.h: callables that C calls, functions that come out of C, variables."""

import array
import gc
import sys
import threading
import weakref

import calls as m


def check(found, expected):
    assert found == expected, f"{found!r}, not {expected!r}"


def raises(kind, text, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except kind as error:
        assert text in str(error), str(error)
    else:
        raise AssertionError(f"{call} did not raise")


class Thing:
    """Can be watched, and called."""

    def __call__(self, *args):
        return args[0] + 1

    def add(self, value):
        return value + 2


def fails(*args):
    raise LookupError(args)


# What crosses
check(m.apply_int(lambda v: v + 1, 5), 6)
check(m.apply_int(None, 5), -1)
check(m.apply_twice(Thing(), 3), 5)
check(m.apply_small(lambda v: v - 228, 100), -128)
check(m.apply_float(lambda f, d: f * d, 0.5, 3.0), 1.5)
check(
    [m.apply_name(["none", "caf\xe9", b"b", None].__getitem__, i) for i in range(4)],
    [4, 5, 1, 9999],
)
check(
    m.apply_point(lambda p: m.Point(p.y, p.x + 1), m.Point(1.0, 2.0)), m.Point(2.0, 2.0)
)
check(m.apply_items(lambda items, n: sum(items[i] for i in range(n))), 4.5)
check(m.apply_bool(lambda v, box: [box], True), True)
check(
    m.apply_pick(lambda name: m.doubler() if name == "double" else None, "double"), 10
)
seen = []
m.apply_void(lambda: seen.append(1), 3)
check(seen, [1, 1, 1])
raises(
    TypeError,
    "apply_int() argument 'f' must be a callable, an address or None, not str",
    m.apply_int,
    "x",
    1,
)
raises(
    TypeError, "int_fn() result must be int, not None", m.apply_int, lambda v: None, 1
)
raises(
    OverflowError,
    "small_fn() result is out of range for signed char",
    m.apply_small,
    lambda v: 128,
    1,
)
raises(OverflowError, "", m.apply_int, 2**64, 1)

# Exceptions
raises(LookupError, "1", m.apply_int, fails, 1)
raises(
    KeyboardInterrupt,
    "",
    m.apply_int,
    lambda v: (_ for _ in ()).throw(KeyboardInterrupt),
    1,
)
out = array.array("i", [77] * 4)
count = []
raises(TypeError, "", m.each, lambda v: count.append(v) or ("x" if v == 1 else 5), out)
check((count, out.tolist()), ([0, 1], [5, 0, 0, 0]))
raises(m.CallsError, "code 5", m.status_of, lambda v: 5, 1)
raises(LookupError, "", m.status_of, fails, 1)


def nested(v):
    if v == 0:
        raise LookupError("deep")
    try:
        return m.apply_int(nested, v - 1)
    finally:
        check(m.apply_int(lambda w: w, 9), 9)


raises(LookupError, "deep", m.apply_int, nested, 5)


def caught(v):
    raises(LookupError, "", m.apply_int, fails, v)
    return 1


check(m.each(caught, out), 4)
check(sys.exc_info(), (None, None, None))

# Identity, and how long they live
f = Thing()
assert m.same_fn(f) == m.same_fn(f) and int(m.same_fn(f.add)) == int(m.same_fn(f.add))
assert m.same_fn(f) != m.same_fn(Thing())
try:
    check([m.apply_int(lambda v, i=i: v + i, 1) for i in range(40)], list(range(1, 41)))
except RuntimeError as error:  # compiled without libffi
    assert "int_fn" in str(error)
    sys.exit()
double = m.doubler()
check(
    (double(21), repr(double), type(double).__name__),
    (42, f"<FunctionPointer at {int(double):#x}>", "FunctionPointer"),
)
check(
    (hash(double), double, double.__c_address__),
    (hash(m.doubler()), m.doubler(), int(double)),
)
check(m.apply_int(double, 4) + m.apply_int(int(double), 4), 16)
raises(TypeError, "int_fn() takes exactly 1 argument (2 given)", double, 1, 2)
raises(TypeError, "int_fn() argument 1 must be int, not str", double, "1")
raises(TypeError, "", double, v=1)
raises(
    TypeError,
    "must be a callable, an address or None, not FunctionPointer",
    m.apply_small,
    double,
    1,
)
raises(LookupError, "", m.same_fn(fails), 1)
watched = Thing()
gone = weakref.ref(watched)
check([m.once(watched, i) for i in range(50)], list(range(1, 51)))
raises(LookupError, "", m.once, fails, 1)
del watched
gc.collect()
assert gone() is None

# User data
nodes = [m.node(value=i) for i in range(3)]
nodes[0].next, nodes[1].next = nodes[1], nodes[2]
data = {"sum": 0}
check(
    m.walk(
        nodes[0],
        lambda n, user: user.__setitem__("sum", user["sum"] + n.value) or n.value,
        data,
    ),
    3,
)
check(data, {"sum": 3})
check(m.walk(nodes[0], None, data), 300)
raises(LookupError, "", m.walk, nodes[0], fails, None)
nodes[2].visit = lambda n, user: n.value * 10 if user is None else 0
gc.collect()
check(m.walk(nodes[0], lambda n, user: user, 1), 23)
check(nodes[2].visit(nodes[1], None), 10)
for i in range(100):
    check(m.counted(lambda user, v: user + v, 3, i), 3 * i + 3)
raises(TypeError, "result must be int", m.counted, lambda user, v: "x", 1, 0)

# Owned by a handle
watched = Thing()
gone = weakref.ref(watched)
box = m.box_new(watched)
check(m.box_call(box, 1), 2)
m.box_on(box, lambda v, user: v * user, 6)
gc.collect()
check(m.box_fire(box, 7), 42)
del watched
gc.collect()
assert gone() is not None
check(m.box_call(box, 5), 6)
m.box_free(box)
del box
gc.collect()
assert gone() is None

# Threads
check(
    m.in_thread(lambda v: threading.get_ident() != main and v * 2, 21)
    if (main := threading.get_ident())
    else 0,
    42,
)
told = []
sys.unraisablehook = lambda info: told.append(info.exc_type)
check((m.in_thread(fails, 1), told), (0, [LookupError]))
sys.unraisablehook = sys.__unraisablehook__
results = {}


def work(i):
    try:
        results[i] = sum(
            m.once(lambda v: v if i % 3 else fails(v), 1) for _ in range(100)
        )
    except LookupError:
        results[i] = -1


threads = [threading.Thread(target=work, args=(i,)) for i in range(9)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
check(results, {i: 100 if i % 3 else -1 for i in range(9)})

# Variables
v = m.cvar
check(
    (v.counter, v.fixed, v.LIMIT, v.title, list(v.numbers), v.origin),
    (7, 11, 42, "title", [1, 2, 3, 4], m.Point(1, 2)),
)
check((v.names[0], v.names[1], v.names[2]), ("one", "two", None))
check(
    (v.the_mix.x, v.the_mix.low, v.the_mix.text, v.the_mix.hook(4)), (5, 3, "text", 8)
)
v.counter = 8
v.numbers = [4, 3, 2, 1]
v.numbers[1] = 0.5
v.origin.x = 9.0
v.title = str(b"made here", "ascii")
v.the_mix.text = str(b"kept as well", "ascii")
v.the_mix.low = 15
v.hook = Thing()
gc.collect()
check((v.counter, list(v.numbers), v.origin.x), (8, [4, 0.5, 2, 1], 9.0))
check(
    (m.title_length(), v.the_mix.text, v.the_mix.low, m.call_hook(5)),
    (9, "kept as well", 15, 6),
)
v.origin = m.Point(3.0, 4.0)
check(v.origin, m.Point(3.0, 4.0))
v.hook = None
check((v.hook, m.call_hook(1)), (None, -1))
raises(
    OverflowError, "cvar.counter is out of range for int", setattr, v, "counter", 2**31
)
raises(ValueError, "cvar.numbers must have 4 items, not 1", setattr, v, "numbers", [1])
for name in ("fixed", "LIMIT", "names", "nothing"):
    raises(AttributeError, "", setattr, v, name, 1)
raises(AttributeError, "", getattr, v, "nothing")
raises(AttributeError, "", delattr, v, "counter")
raises(TypeError, "", type(v))
raises(TypeError, "", m.apply_int, v, 1)
assert {"counter", "names", "the_mix", "LIMIT"} <= set(dir(v))
check(type(v).__name__, "_tb_Variables")
