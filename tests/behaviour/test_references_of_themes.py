"""Reference counts again, for unions, bit-fields, wide numbers, callbacks and variables: nothing is left behind."""

import gc
import sys
from array import array

import pytest
from test_references import ROUNDS, counts, run


def layouts_calls(m):
    big, text = 2**39 + 1, str(b"some text", "ascii")
    number, flags, mixed = m.Number(d=1.5), m.Flags(wide=big), m.Mixed(1, 2)
    outer, arrays, packed = m.Outer(), m.Arrays(), m.Packed()
    packet, ref, line = m.Packet.allocate(100), m.Ref(), m.Line(5)
    yield "union by value", m.number_same, (number,)
    yield "union by value refused", m.number_same, (flags,)
    yield "union by pointer", m.number_i32, (number,)
    yield "union member", lambda n: n.u64, (number,)
    yield "set union member", lambda n, v: setattr(n, "u64", v), (number, big)
    yield "union member refused", lambda n, v: setattr(n, "i32", v), (number, big)
    yield "construct a union", lambda v: m.Number(u64=v), (big,)
    yield "pointer in a union", lambda r, t: setattr(r, "text", t), (ref, text)
    yield "bit-field", lambda f: f.wide, (flags,)
    yield "set bit-field", lambda f, v: setattr(f, "wide", v), (flags, big)
    yield "bit-field refused", lambda f, v: setattr(f, "small", v), (flags, big)
    yield "bit-fields by value", m.flags_same, (flags,)
    yield "anonymous", lambda x: (x.low, setattr(x, "real", 2.5)), (mixed,)
    yield "nameless", lambda o: o.many[1].deep.y, (outer,)
    yield "array in array", lambda a: list(a.cube[1][0]), (arrays,)
    yield "packed", lambda p: p.p.x, (packed,)
    yield "over-aligned", m.line_same, (line,)
    yield "flexible", lambda p: (p.items[99], p.items[0:10]), (packet,)
    yield "allocate", m.Packet.allocate, (50,)
    yield "allocate refused", m.Packet.allocate, (text,)
    yield "repr of a union", repr, (number,)


def callbacks_calls(m):
    add = (5000).__add__
    point, seen = m.Point(1, 2), array("i", [0] * 3)
    hooks = m.Hooks(on_int=add)
    double = m.doubler()

    def fail(v):
        raise LookupError(v)

    yield "callback", m.apply_int, (add, 7000)
    yield "callback refused", m.apply_int, (point, 7000)
    yield "callback, then refused", m.apply_int, (add, point)
    yield "a result refused", m.apply_small, (add, 5)
    yield "an exception", m.apply_int, (fail, 5)
    yield "an exception on the way", m.visit, (fail, seen)
    yield "by value", m.apply_point, (lambda p: p, point)
    yield "by pointer", m.apply_edit, (lambda p: setattr(p, "x", 2.5),)
    yield "a text", m.apply_text, (len, "some text")
    yield "many", m.apply_many, (lambda *args: len(args),)
    yield "pointer that comes out", m.doubler, ()
    yield "pointer that is called", double, (7000,)
    yield "pointer refused", double, (point,)
    yield "back again", m.same_fn, (add,)
    yield "field", lambda h: h.on_int(7000), (hooks,)
    yield "set field", lambda h, f: setattr(h, "on_int", f), (hooks, add)
    yield "run a field", m.hooks_run, (hooks, 7000)
    yield "a thread", m.call_in_thread, (add, 7000)


def corners_calls(m):
    z, wide, text = 1.5 - 2.5j, 2**100, str(b"some text", "ascii")
    wave, huge, point = m.Wave(z), m.Huge(1, wide), m.Point(1, 2)
    cvar = m.cvar
    cvar.counter  # noqa: B018
    yield "complex", m.echo_complex, (z,)
    yield "complex refused", m.echo_complex, (text,)
    yield "complex member", lambda w: w.z, (wave,)
    yield "set complex member", lambda w, v: setattr(w, "z", v), (wave, z)
    yield "128 bits", m.echo_i128, (wide,)
    yield "128 bits refused", m.echo_i128, (2**127,)
    yield "128 bits of a str", m.echo_u128, (text,)
    yield "128-bit member", lambda h: h.value, (huge,)
    yield "set 128-bit member", lambda h, v: setattr(h, "value", v), (huge, wide)
    yield "inline", m.inline_norm, (point,)
    yield "inline refused", m.inline_clamp, (text, 1, 2)
    yield "variable", lambda c: c.big, (cvar,)
    yield "set variable", lambda c, v: setattr(c, "big", v), (cvar, 2**64 - 1)
    yield "variable refused", lambda c, v: setattr(c, "counter", v), (cvar, text)
    yield "const variable", lambda c, v: setattr(c, "limit", v), (cvar, 5)
    yield "text variable", lambda c, v: setattr(c, "title", v), (cvar, "a title")
    yield "struct variable", lambda c: c.origin.x, (cvar,)
    yield "array variable", lambda c: list(c.table), (cvar,)
    yield "function variable", lambda c: c.hook(7000), (cvar,)
    yield "no variable", lambda c: c.no_such, (cvar,)


TABLES = {
    "layouts": layouts_calls,
    "callbacks": callbacks_calls,
    "corners": corners_calls,
}
N_CALLS = {"layouts": 21, "callbacks": 18, "corners": 20}
CASES = [(theme, i) for theme, n in N_CALLS.items() for i in range(n)]


@pytest.fixture(scope="module")
def tables():
    return {}


@pytest.fixture
def call(request, tables, theme, i):
    """One call of a theme's table, which is made once."""
    if theme not in tables:
        tables[theme] = list(TABLES[theme](request.getfixturevalue(theme)))
        assert len(tables[theme]) == N_CALLS[theme]
    return tables[theme][i]


@pytest.mark.parametrize(("theme", "i"), CASES)
def test_reference_counts(call):
    name, function, args = call
    watched = [*args, function, *(type(arg) for arg in args)]
    run(function, args)
    gc.collect()
    before = counts(watched)
    run(function, args)
    gc.collect()
    for thing, old, new in zip(watched, before, counts(watched), strict=True):
        kind = f"{name}: {type(thing).__name__}"
        assert abs(new - old) < ROUNDS // 4, f"{kind}: {old} to {new}"


@pytest.mark.parametrize(("theme", "i"), CASES)
def test_nothing_piles_up(call):
    name, function, args = call
    run(function, args)
    gc.collect()
    before = sys.getallocatedblocks()
    run(function, args)
    gc.collect()
    assert sys.getallocatedblocks() - before < ROUNDS // 2, name
