"""What ctypes has no words for, through the module `constructs`: run by tests/ctypes/run.rs in each Python."""

import copy
import ctypes
import gc
import pickle
import sys
import threading
import weakref

import constructs as m


def refused(error, function, *args, **named):
    """Calls a function that must raise; gives what it raised."""
    try:
        result = function(*args, **named)
    except error as raised:
        assert type(raised) is error, raised
        return raised
    raise AssertionError(f"{function}{args} gave {result!r}")


class Callable:
    """Can be called and watched."""

    def __init__(self, result):
        self.result = result

    def __call__(self, *args):
        return self.result


def layouts():
    for record in m.__tribind__["records"].values():
        cls = getattr(m, record["py"])
        assert ctypes.sizeof(cls) == record["size"], cls
        if record["align"] <= 16 or sys.version_info >= (3, 13):
            assert ctypes.alignment(cls) == record["align"], cls
        for name, place in record["fields"].items():
            field = getattr(cls, name)
            if "bit_offset" in place:
                assert field.offset == place["bit_offset"] // 8
            else:
                assert (field.offset, field.size) == (place["offset"], place["size"])


def bits():
    host = m.curl(on=1, host=b"0123456789", port=9)
    assert m.curl_sum(host) == 20 and host.host == b"0123456789"
    host.on = 0
    assert m.curl_sum(host) == 19
    assert m.three_sum(m.three(7, 127, 63)) == 197
    made = m.nine_make(9, 2**62 + 3, 21)
    assert (made.a, made.b, made.c) == (9, 2**62 + 3, 21)
    made.b = 2**63 - 1
    assert m.nine_b(made) == 2**63 - 1 and (made.a, made.c) == (9, 21)
    text = str(refused(OverflowError, setattr, made, "b", 2**63))
    assert text == "nine.b is out of range for unsigned long long:63"
    assert m.two_b(m.two(b=-(2**40), c=m.curl(port=5))) == 5 - 2**40


def unions():
    every = m.all(u=0xFFFFFFF3)
    assert (every.lo, every.hi) == (3, -1) and m.all_next(every).lo == 4
    assert every.u == 0xFFFFFFF3 and repr(every).startswith("all(lo=3, hi=-1, u=")
    assert m.all(hi=1, lo=2).u == 0x12 and m.all(3).u == 3
    assert m.all(text=b"abc") == m.all(u=0x636261) != m.all()
    held = bytearray(b"held")
    every.p = held
    refused(BufferError, held.append, 1)
    every.p = None
    held.append(1)
    flipped = m.deep_flip(m.deep())
    assert flipped.part.flags.b is True and flipped.part.u[1].i == 1
    assert pickle.loads(pickle.dumps(flipped)) == flipped != m.deep()


def aligned():
    made = [m.state() for _ in range(20)] + [m.state_of(7), copy.copy(m.state())]
    made += [m.state.from_bytes(bytes(128)), pickle.loads(pickle.dumps(m.state()))]
    assert [m.misaligned(s) for s in made] == [0] * len(made)
    assert made[20].bytes == [7] * 70
    states = m.states(c=b"x", two=[made[20], made[0]])
    assert m.misaligned(states.one) == m.misaligned(states.two[1]) == 0
    assert states.two[0] == made[20]


def flexible():
    things = m.list.allocate(3)
    things.n, things.head.u = 3, 100
    for i in range(3):
        things.items[i].a = i
    things.items[2].text = str(b"text", "ascii")
    gc.collect()
    assert m.list_sum(things) == 107 and m.items_sum(things.items, 3) == 7
    clone = copy.copy(things)
    assert bytes(clone)[:44] == bytes(things)[:44] and len(bytes(clone)) == 16 + 3 * 16
    item = clone.items[2]
    del things, clone
    gc.collect()
    assert (item.a, item.text) == (2, "text")
    assert len(m.__tribind_buffer__(m.list.allocate(2))) == 48
    refused(ValueError, m.list.allocate, -1)
    refused(AttributeError, setattr, m.list(), "items", None)
    refused(TypeError, pickle.dumps, m.list())
    assert "items=<struct item []>" in repr(m.list())


def numbers():
    assert m.halves(2 + 4j, -(2**100)) == (1 + 2j, -(2**101))
    assert m.turn(1 + 2j) == -2 + 1j
    assert m.sum_all([1, 2.5, 1j]) == 3.5 + 1j and m.sum_all(bytes(32)) == 0
    wide = m.wide(i=-5, z=[1j, 2], l=0.5)
    assert (wide.i, wide.z, wide.l) == (-5, [1j, 2], 0.5)
    assert m.wide.from_bytes(bytes(wide)) == wide
    refused(OverflowError, setattr, wide, "i", 2**127)
    refused(TypeError, m.halves, "1", 0)


def user_data():
    thing = object()
    assert m.each(3, lambda i, user: i if user is thing else 50, thing) == 3
    assert m.each(3, None, thing) == 0
    called = []

    def failing(i, user):
        called.append(i)
        raise LookupError(user)

    assert refused(LookupError, m.each, 3, failing, thing).args == (thing,)
    assert called == [0]
    f = Callable(2)
    seen = weakref.ref(f)
    assert m.each(2, f, thing) == 4
    del f
    gc.collect()
    assert seen() is None
    assert m.each_kept(2, lambda i, user: user + i, 10) == 21
    gc.collect()
    assert m.each_kept(2, None, None) == 21


def owners():
    f, g = Callable(1), Callable(10)
    seen = weakref.ref(f), weakref.ref(g)
    machine = m.machine_new(f)
    m.machine_on(machine, g, object())
    del f, g
    gc.collect()
    assert m.machine_run(machine, 0) == 11
    m.machine_free(machine)
    del machine
    gc.collect()
    assert [ref() for ref in seen] == [None, None]


def structs():
    assert m.with_pair(lambda p, i: m.pair(p.b, i), 4) == m.pair(8, 3)
    big = m.big(1, 2, 3, [0, 0, 4])
    assert m.with_big(lambda i: m.big(i, i, i, [0, 0, i]), 5) == 20
    assert m.with_big(lambda i: big, 5) == 10
    assert m.with_small(lambda text: m.small(-len(text), b"a")) == -4 * 256 + 97
    refused(TypeError, m.with_pair, lambda p, i: (p, i), 4)
    refused(ZeroDivisionError, m.with_big, lambda i: i // 0, 4)


def pointers():
    double = lambda i, user: 2 * i
    negate = lambda i, user: -i
    assert m.choose(lambda a, b: a, double, negate) == 14
    assert m.choose(lambda a, b: b, double, negate) == -7
    assert m.choose(lambda a, b: lambda i, user: a(i, user) + 1, double, None) == 15
    assert m.choose(lambda a, b: b, double, None) == -1
    hooks = m.hooks(each=double)
    hooks.pairs[1] = lambda p, i: m.pair(p.a + 100 * p.b, 0)
    assert m.hooks_run(hooks, 5) == 115
    assert hooks.each(4, None) == 8 and hooks.pairs[0] is None
    assert hooks.pairs[1](m.pair(1, 2), 0) == m.pair(201, 0)
    refused(TypeError, hooks.each, 1)
    refused(TypeError, setattr, hooks, "each", hooks.pairs[1])
    assert repr(hooks).startswith("hooks(each=<int (*)(int, void *)>, pairs=[None, <")


def exceptions():
    def failing(i, user):
        raise LookupError(i)

    refused(LookupError, m.fails_with, 3, failing)
    refused(m.ConstructsError, m.fails_with, 3, lambda i, user: 0)
    outer = Callable(None)

    def nested(i, user):
        outer.result = type(refused(LookupError, m.fails_with, i, failing))
        return m.no_callback(i)

    assert m.each(3, nested, None) == 6 and outer.result is LookupError
    results = []

    def work(i):
        results.append(refused(LookupError, m.fails_with, i, failing).args)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(1, 9)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(results) == [(i,) for i in range(1, 9)]


def variables():
    assert m.cvar.the_all.u == 5 and m.cvar.odd == [1, 3, 5] and m.cvar.HALF == 0.5
    m.cvar.the_all.u = 6
    m.cvar.the_all = m.all_next(m.cvar.the_all)
    assert m.cvar.the_all.u == 7
    assert (m.cvar.fruits[0], m.cvar.fruits[1], m.cvar.fruits[2]) == (
        "apple",
        "pear",
        None,
    )
    m.cvar.vast = 2**126
    assert m.cvar.vast == 2**126
    m.cvar.the_hooks.each = lambda i, user: i * 3
    gc.collect()
    assert m.hooks_run(m.cvar.the_hooks, 5) == 15
    m.cvar.the_hooks.each = None
    for name in ("odd", "HALF", "fruits"):
        refused(AttributeError, setattr, m.cvar, name, None)
    refused(TypeError, m.cvar.odd.__setitem__, 0, 1)
    refused(AttributeError, setattr, m.cvar, "other", 1)
    refused(AttributeError, delattr, m.cvar, "vast")
    public = {name for name in dir(m.cvar) if not name.startswith("_")}
    assert public == {"HALF", "fruits", "odd", "the_all", "the_hooks", "vast"}


layouts()
bits()
unions()
aligned()
flexible()
numbers()
user_data()
owners()
structs()
pointers()
exceptions()
variables()
