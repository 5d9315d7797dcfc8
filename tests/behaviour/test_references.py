"""Reference counts: what goes in comes out again, on success and on failure, and nothing is left behind."""

import contextlib
import gc
import sys
from array import array

import pytest

ROUNDS = 200


def counts(objects):
    return [sys.getrefcount(thing) for thing in objects]


def calls(m):
    """Name, function, arguments: accepted ones and refused ones."""
    text = str(b"some text", "ascii")
    data = bytearray(b"abc\0" * 8)
    doubles = array("d", [1.5, 2.5])
    point, pair, nested = m.Point(1, 2), m.pair(1, 2), m.Nested()
    big, number = 2**100, 2**40
    numbers = [1.5, 2.5, 3.5]
    links = m.Links()
    box = m.box_new("box")
    yield "int", m.echo_llong, (number,)
    yield "int refused", m.echo_llong, (big,)
    yield "int of a str", m.echo_int, (text,)
    yield "float", m.echo_double, (1234.5,)
    yield "text", m.echo_text, (text,)
    yield "text of bytes", m.echo_text, (b"bytes" * 10,)
    yield "text refused", m.echo_text, (data,)
    yield "NUL", m.echo_text, ("a\0b" * 10,)
    yield "char pointer", m.shout, (data,)
    yield "char pointer refused", m.shout, (text,)
    yield "items", m.sum_double, (doubles, 2)
    yield "items refused", m.sum_float, (doubles, 2)
    yield "items, then refused", m.scale_double, (doubles, 2, text)
    yield "address", m.sum_bytes, (data, 3)
    yield "array", m.array_sum, (numbers,)
    yield "array of a buffer", m.array_sum, (doubles,)
    yield "array refused", m.array_sum, ([1.5, text],)
    yield "two arrays, one refused", m.array_two, (doubles, [text])
    yield "by value", m.point_swap, (point,)
    yield "by value refused", m.point_swap, (pair,)
    yield "by pointer", m.point_norm1, (point,)
    yield "by pointer refused", m.point_norm1, (pair,)
    yield "a view", m.point_same, (point,)
    yield "nested", m.nested_same, (nested,)
    yield "handle", m.box_same, (box,)
    yield "handle refused", m.box_same, (point,)
    yield "texts", m.texts_length, (["a", text, None], 3)
    yield "texts refused", m.texts_length, (["a", text, number], 3)
    yield "pointers", m.points_x, ([point, None], 2)
    yield "enum", m.echo_level, (m.LEVEL_HIGH,)
    yield "out", m.divide, (7, 2)
    yield "an error", m.divide, (1, 0)
    yield "errno", m.fail_errno, (2,)
    yield "a struct out", m.out_point, (1234.5,)
    yield "too many", m.echo_int, (number, number)
    yield "construct", m.Point, (1.5, 2.5)
    yield "construct refused", m.Point, (1.5, text)
    yield "field", lambda p: p.x, (point,)
    yield "inner struct", lambda n: n.corner.x, (nested,)
    yield "inner array", lambda n: list(n.weights), (nested,)
    yield "set field", lambda p, v: setattr(p, "x", v), (point, 2.5)
    yield "set field refused", lambda p, v: setattr(p, "x", v), (point, text)
    yield (
        "set pointer",
        lambda l, d: (setattr(l, "data", d), setattr(l, "data", None)),
        (links, data),
    )
    yield "repr", repr, (nested,)
    yield "buffer", m.__tribind_buffer__, (point,)


NAMES = (
    """
int|int refused|int of a str|float|text|text of bytes|text refused|NUL|char pointer|char pointer refused|items|items refused
items, then refused|address|array|array of a buffer|array refused|two arrays, one refused|by value|by value refused|by pointer
by pointer refused|a view|nested|handle|handle refused|texts|texts refused|pointers|enum|out|an error|errno|a struct out
too many|construct|construct refused|field|inner struct|inner array|set field|set field refused|set pointer|repr|buffer
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.fixture(scope="module")
def table(m):
    return {name: (function, args) for name, function, args in calls(m)}


def test_the_table_is_whole(table):
    assert list(table) == NAMES


def run(function, args):
    for _ in range(ROUNDS):
        with contextlib.suppress(Exception):
            function(*args)


@pytest.mark.parametrize("name", NAMES)
def test_reference_counts(table, name):
    function, args = table[name]
    inner = [thing for arg in args if isinstance(arg, list) for thing in arg]
    watched = [*args, *inner, type(args[0])]
    run(function, args)
    gc.collect()
    before = counts(watched)
    run(function, args)
    gc.collect()
    for thing, old, new in zip(watched, before, counts(watched), strict=True):
        assert abs(new - old) < ROUNDS // 4, f"{type(thing).__name__}: {old} to {new}"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_piles_up(table, name):
    function, args = table[name]
    run(function, args)
    gc.collect()
    before = sys.getallocatedblocks()
    run(function, args)
    gc.collect()
    assert sys.getallocatedblocks() - before < ROUNDS // 2
