"""Layouts that CFFI knows or does not know, callbacks and what keeps them, variables behind getters."""

import copy
import gc
import weakref

import shapes as m


class Callable:
    """Can be watched."""

    def __init__(self, result):
        self.result = result

    def __call__(self, *args):
        self.args = args
        return self.result


def raises(error, call, *args):
    try:
        call(*args)
    except error as caught:
        return str(caught)
    raise AssertionError(f"no {error.__name__}")


def bit_fields():
    ffi, records = m.__tribind_raw__.ffi, m.__tribind__["records"]
    for name in ("struct flags", "struct odd", "struct tight"):
        places = records[name]["fields"].items()
        if "ctype" not in records[name]:
            continue
        known = dict(ffi.typeof(records[name]["ctype"]).fields)
        for field, place in places:
            if "bit_offset" in place:
                found = known[field].offset * 8 + known[field].bitshift
                assert (found, known[field].bitsize) == (
                    place["bit_offset"],
                    place["bit_width"],
                )
    claimed = [
        name
        for name in records
        if name in ("struct flags", "struct odd", "struct tight")
    ]
    assert [name for name in claimed if "ctype" in records[name]] == ["struct flags"]
    flags = m.flags(a=7, b=-16, c=1, d=-2, e=2**40 - 1)
    assert m.same_flags(flags) == flags
    assert flags.c is True
    assert (
        raises(OverflowError, m.flags, 8)
        == "flags.a is out of range for unsigned int:3"
    )
    tight = m.tight(15, 2**12 - 1, True, -(2**22))
    assert (tight.a, tight.b, tight.yes, tight.c) == (15, 4095, True, -(2**22))
    tight.yes = 0
    assert m.same_tight(tight) == m.tight(15, 4095, False, -(2**22))
    odd = m.odd(all=2, low=3, high=-4, last=10)
    assert m.sum_odd(odd) == 11
    odd.whole = 0xFFFF0001
    assert (odd.low, odd.high) == (1, -1)
    odd.all = 2**64 - 1
    assert odd.all == 2**64 - 1


def nameless():
    outer = m.outer(inner=m.outer_inner(q=1))
    outer.far = outer.inner
    outer.more[1].value.i = 4
    assert m.outer_far(outer) == 5
    assert outer.far.q == 1
    assert repr(m.outer_inner(q=3)).startswith(
        "outer_inner(q=3, value=outer_inner_value(f=0.0"
    )


def numbers():
    n = m.numbers(b"x", -(2**100), [2**127, 3], 1 + 2j, d=-1j)
    assert m.same_numbers(n) == n
    assert (n.wide, list(n.wides), n.z, n.d) == (-(2**100), [2**127, 3], 1 + 2j, -1j)
    n.wides[1] = 2**128 - 1
    assert n.wides[1] == 2**128 - 1
    assert (
        raises(OverflowError, setattr, n, "wide", 2**127)
        == "numbers.wide is out of range for __int128"
    )
    raises(TypeError, setattr, n, "z", "1")
    assert n.far is None
    assert m.vectors_n(None) == -1


def flexible():
    first = m.flexible.allocate(2)
    first.n = 2
    assert m.count_items(first) == 0
    assert len(bytes(first)) == 24
    assert len(bytes(copy.copy(first))) == 24
    assert first.items[1] is None
    assert m.wide_flexible.allocate(3).__c_address__ % 64 == 0
    items = m.wide_flexible.allocate(100).items
    gc.collect()
    assert items[99] == 0.0
    raises(ValueError, m.flexible.allocate, -1)


def callbacks():
    def f(flags, user):
        flags.b = user
        return 1

    assert m.visit(f, 10, 3) == 33
    assert m.name_length(lambda i: "n" * i, 5) == 5
    assert m.a_name()(1) == "two"
    assert m.choose(lambda i: Callable(8), 0) == 8
    assert m.choose(lambda i: None, 0) == -1

    def bad(flags, user):
        raise KeyError(flags.a)

    assert raises(KeyError, m.visit, bad, None, 3) == "0"
    assert (
        raises(TypeError, m.name_length, lambda i: i, 5)
        == "name_fn() result must be str, bytes or None, not int"
    )
    assert raises(TypeError, m.visit, 1.5, None, 3).startswith(
        "visit() argument 'f' must be a callable"
    )


def owners():
    f, g, user = Callable(1), Callable(2), Callable(0)
    seen = [weakref.ref(x) for x in (f, g, user)]
    source = m.source_new(f, user)
    m.source_add(source, g)
    assert m.source_fire(source) == 3
    assert f.args[1] is user
    del f, g, user
    gc.collect()
    assert m.source_fire(source) == 3
    del source
    gc.collect()
    assert [ref() for ref in seen] == [None] * 3


def variables():
    m.cvar.counter = 6
    assert m.cvar.counter == 6
    assert m.cvar.a_flags == m.flags(7, -16, True, -2, 2**39)
    assert [m.cvar.words[i] for i in range(3)] == ["one", "two", None]
    assert m.cvar.table == [[1, 2], [3, 4]]
    raises(TypeError, m.cvar.table[0].__setitem__, 0, 1)
    for name in ("a_flags", "words", "table", "none"):
        raises(AttributeError, setattr, m.cvar, name, None)
    f = Callable(7)
    m.cvar.hook = f
    gc.collect()
    assert m.cvar.hook(m.flags(), None) == 7
    m.cvar.hook = None
    assert m.cvar.stream is None


def loops():
    last = m.looped(done=lambda it: 7, more=[lambda it: 20, None])
    assert last.more[1] is None
    assert m.run_looped(m.started(first=lambda it: it.done(it), last=last)) == 27


for test in (
    bit_fields,
    nameless,
    numbers,
    flexible,
    callbacks,
    owners,
    loops,
    variables,
):
    test()
