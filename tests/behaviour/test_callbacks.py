"""Callbacks: what can be one, what they are given and may return, and function pointers in structs."""

import functools
import gc
import weakref

import pytest
from conftest import Index, named


@pytest.fixture
def m(callbacks):
    return callbacks


class Callable:
    """Is called as a function is, and can be watched."""

    def __init__(self, result=None):
        self.calls = []
        self.result = result

    def __call__(self, *args):
        self.calls.append(args)
        return self.result


# What can be called


def test_any_callable(m):
    for f in (
        lambda v: v + 1,
        functools.partial(lambda a, b: a + b, 1),
        (1).__add__,
        Callable(6),
        lambda *args: args[0] + 1,
    ):
        assert m.apply_int(f, 5) == 6
    assert m.apply_int(int, 5) == 5
    assert m.apply_int(None, 5) == -1
    assert m.apply_twice(lambda v: 10 * v + 1, 3) == 311


@pytest.mark.parametrize("value", ["x", 1.0, b"x", [], object(), (1,)], ids=named)
def test_what_is_not_callable(m, value):
    with pytest.raises(TypeError, match=r"apply_int\(\) argument 'f' must be "):
        m.apply_int(value, 1)


def test_addresses_go_in_as_well(m):
    address = m.doubler_address()
    assert m.apply_int(address, 21) == 42
    assert m.apply_int(Index(address), 21) == 42
    assert m.apply_int(0, 21) == -1
    for value in (-1, 2**64):
        with pytest.raises(OverflowError):
            m.apply_int(value, 1)


def test_a_function_of_the_module(m):
    assert m.apply_int(m.triple, 4) == 12
    assert m.apply_twice(m.triple, 4) == 36
    assert m.apply_double(m.half_sum, 1.0, 2.0) == 1.5
    with pytest.raises(OverflowError):
        m.apply_int(lambda v: m.triple(2**31), 1)


# What goes in and out


def test_doubles(m):
    seen = []

    def f(d, g):
        seen.append((d, g))
        return d * g

    assert m.apply_double(f, 0.1, 0.5) == 0.05
    assert seen == [(0.1, 0.5)]
    assert [type(v) for v in seen[0]] == [float, float]
    assert m.apply_double(lambda d, g: 3, 0.0, 0.0) == 3.0
    assert m.apply_double(lambda d, g: g, 0.0, 0.1) == 0.10000000149011612


def test_integers_of_every_width(m):
    assert m.apply_small(lambda v: v - 228, 100) == -128
    assert m.apply_small(lambda v: v, 255 - 128) == 127
    assert m.apply_wide(lambda v: v + 2**63, -(2**63)) == 0
    assert m.apply_wide(lambda v: 2**64 - 1, 0) == 2**64 - 1
    assert m.apply_small(lambda v: Index(5), 0) == 5
    assert m.apply_small(lambda v: True, 0) == 1


@pytest.mark.parametrize("result", [128, -129, 2**64, -(2**100), Index(128)], ids=repr)
def test_results_that_do_not_fit(m, result):
    with pytest.raises(OverflowError):
        m.apply_small(lambda v: result, 1)


@pytest.mark.parametrize("result", [None, "1", 1.0, b"1", [1]], ids=repr)
def test_results_of_a_wrong_type(m, result):
    with pytest.raises(TypeError):
        m.apply_int(lambda v: result, 1)
    with pytest.raises(TypeError):
        m.apply_double(lambda d, g: "1", 1.0, 1.0)


def test_other_scalars(m):
    seen = []
    assert m.apply_bool(lambda v: seen.append(v) or [0], 7) is True
    assert m.apply_bool(lambda v: seen.append(v), False) is False
    assert m.apply_char(lambda v: seen.append(v) or b"z", b"a") == b"z"
    assert m.apply_char(lambda v: 65, b"a") == b"A"
    assert m.apply_level(lambda v: seen.append(v) or m.LOW, m.HIGH) is m.LOW
    assert m.apply_level(lambda v: 1, -1) is m.HIGH
    assert seen == [True, False, b"a", m.HIGH]
    assert type(seen[3]) is m.level


def test_text(m):
    seen = []
    f = lambda text: seen.append(text) or len(text or "")
    assert m.apply_text(f, "caf\xe9") == 4
    assert m.apply_text(f, b"\xff") == 1
    assert m.apply_text(f, None) == 0
    assert seen == ["caf\xe9", "\udcff", None]


def test_text_that_comes_back(m):
    names = ["none at all", "caf\xe9", b"bytes", None]
    assert [m.apply_name(names.__getitem__, i) for i in range(4)] == [11, 5, 5, 9999]
    with pytest.raises(ValueError):
        m.apply_name(lambda v: "a\0b", 0)
    with pytest.raises(TypeError):
        m.apply_name(lambda v: 5, 0)


def test_structs_by_value(m):
    seen = []

    def f(p):
        seen.append(p)
        p.x += 1.0
        return m.Point(p.y, p.x)

    point = m.Point(1.0, 2.0)
    assert m.apply_point(f, point) == m.Point(2.0, 2.0)
    assert point == m.Point(1.0, 2.0)
    # What it was given is a copy of its own, which outlives the call.
    gc.collect()
    assert seen == [m.Point(2.0, 2.0)]
    with pytest.raises(TypeError):
        m.apply_point(lambda p: (1.0, 2.0), point)


def test_structs_by_pointer(m):
    def f(p):
        assert type(p) is m.Point
        p.x, p.y = p.y, p.x * 10

    assert m.apply_edit(f) == m.Point(2.0, 10.0)


def test_other_pointers(m):
    assert m.apply_items(lambda items, n: sum(items[i] for i in range(n))) == 4.5
    assert m.apply_items(lambda items, n: items[0:n][2]) == 2.5
    data = bytearray(4)
    assert m.apply_address(lambda p: p is None, None) == 1
    assert m.apply_address(lambda p: p % 2**31, 12345) == 12345
    seen = []
    m.apply_address(lambda p: seen.append(p) or 0, data)
    assert [type(p) for p in seen] == [int]
    assert m.apply_handle(lambda box: box == m.the_box()) == 1
    assert m.apply_handle(lambda box: type(box) is m.Box) == 1


def test_nothing_in_nothing_out(m):
    f = Callable("what a void function returns is dropped")
    m.apply_void(f, 3)
    assert f.calls == [(), (), ()]


def test_many_parameters(m):
    f = Callable(42)
    assert m.apply_many(f) == 42
    assert f.calls == [(1, 2.5, "three", m.Point(3.5, 4.5), True, -6, 7.5, 8)]


def test_a_wrong_number_of_parameters(m):
    for f in (lambda: 1, lambda a, b: 1):
        with pytest.raises(TypeError):
            m.apply_int(f, 1)


# Fields


class Sentinel(Exception):
    pass


def test_function_pointers_in_structs(m):
    hooks = m.Hooks()
    assert (hooks.on_int, hooks.on_void) == (None, None)
    assert m.hooks_run(hooks, 5) == -1
    steps = Callable()
    hooks.on_int = lambda v: v + 1
    hooks.on_void = steps
    gc.collect()
    assert m.hooks_run(hooks, 5) == 6
    assert len(steps.calls) == 1
    assert hooks.on_int(9) == 10
    hooks.on_double = lambda d, f: d * f
    assert m.hooks_double(hooks, 3.0) == 1.5
    hooks.table[1] = lambda v: v * 100
    gc.collect()
    assert m.hooks_run(hooks, 5) == 501
    hooks.on_int = m.doubler()
    assert m.hooks_run(hooks, 5) == 1000
    assert hooks.on_int == m.doubler()
    hooks.on_int = None
    assert hooks.on_int is None
    assert m.hooks_own().on_int(4) == 8


def test_a_field_refuses(m):
    hooks = m.Hooks(on_int=m.doubler())
    for value in ("x", 1.0, object()):
        with pytest.raises(TypeError, match="on_int"):
            hooks.on_int = value
    for value in (-1, 2**64):
        with pytest.raises(OverflowError):
            hooks.on_int = value
    assert hooks.on_int == m.doubler()


def test_a_field_keeps_its_callable_as_long_as_it_holds_it(m):
    hooks = m.Hooks()
    f = Callable(5)
    seen = weakref.ref(f)
    hooks.on_int = f
    del f
    gc.collect()
    assert m.hooks_run(hooks, 1) == 5
    hooks.on_int = None
    gc.collect()
    assert seen() is None
    f = Callable(6)
    seen = weakref.ref(f)
    hooks.on_int = f
    del f, hooks
    gc.collect()
    assert seen() is None


def test_an_exception_in_a_field(m):
    def f(v):
        raise Sentinel(v)

    hooks = m.Hooks(on_int=f)
    with pytest.raises(Sentinel):
        m.hooks_run(hooks, 1)


def test_repr_of_function_pointers(m):
    text = repr(m.Hooks(on_int=m.doubler()))
    assert text.startswith("Hooks(on_int=<")
    assert "on_void=None" in text
