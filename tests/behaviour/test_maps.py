"""Functions over items: `map_add(xs, ys)` is `[add(x, y) for x, y in zip(xs, ys)]`, with the loop in C."""

import array
import ctypes
import errno
import inspect
import sys
import threading

import pytest
from conftest import Broken, Index


@pytest.fixture
def m(maps):
    return maps


def ints(*values):
    return array.array("i", values)


def doubles(*values):
    return array.array("d", values)


# What goes in


def test_items_of_each_argument(m):
    result = m.map_add(ints(1, 2, 3), ints(10, 20, 30))
    assert type(result) is memoryview
    assert (result.format, result.readonly, result.tolist()) == (
        "i",
        False,
        [11, 22, 33],
    )
    assert m.halves(doubles(3, 5)).tolist() == [1.5, 2.5]


def test_one_value_for_all_items(m):
    assert m.map_add(ints(1, 2, 3), 10).tolist() == [11, 12, 13]
    assert m.map_add(10, ints(1, 2, 3)).tolist() == [11, 12, 13]
    assert m.map_add(Index(1), [Index(2)]).tolist() == [3]
    result = m.map_scale(array.array("f", [1, 2]), 0.5, ints(10, 20))
    assert (result.format, result.tolist()) == ("f", [10.5, 21.0])
    assert m.map_scale(2, [1.5, 2.5], True).tolist() == [4.0, 6.0]
    assert m.map_poly(2.0, 1.0, doubles(0, 1, 2)).tolist() == [1.0, 3.0, 5.0]


@pytest.mark.parametrize("n", [0, 1, 2, 255, 256, 257, 511, 512, 513, 1000, 5000])
def test_any_number_of_items(m, n):
    xs = array.array("i", range(n))
    assert m.map_add(xs, xs).tolist() == [2 * x for x in xs]
    assert m.map_add(xs, 7).tolist() == [x + 7 for x in xs]
    assert m.map_add(-7, xs).tolist() == [x - 7 for x in xs]
    assert m.map_twice(xs).tolist() == [2 * x for x in xs]
    floats = array.array("d", xs)
    expected = [0.5 * x + i for i, x in enumerate(floats)]
    assert m.map_poly(0.5, floats, floats).tolist() == expected


def test_sequences_are_copied(m):
    assert m.map_add([1, 2], (3, 4)).tolist() == [4, 6]
    assert m.map_add(range(3), ints(1, 1, 1)).tolist() == [1, 2, 3]
    assert m.map_add([], []).tolist() == []
    assert m.map_add([], 5).tolist() == []


def test_bytes_are_read_as_items(m):
    two = (1).to_bytes(4, sys.byteorder) + (2).to_bytes(4, sys.byteorder)
    assert m.map_twice(two).tolist() == [2, 4]
    assert m.map_twice(bytearray(two)).tolist() == [2, 4]
    assert m.map_twice(two + b"\0\0\0").tolist() == [2, 4]  # what is left is no item
    assert m.map_twice(b"").tolist() == []


def test_other_buffers(m):
    xs = ints(1, 2, 3, 4)
    view = memoryview(xs)
    assert m.map_twice(view[1:3]).tolist() == [4, 6]
    assert m.map_twice(view.cast("B").cast("i", (2, 2))).tolist() == [2, 4, 6, 8]
    assert m.map_twice(view.toreadonly()).tolist() == [2, 4, 6, 8]
    assert m.map_twice((ctypes.c_int * 2)(5, 6)).tolist() == [10, 12]
    with pytest.raises(TypeError, match="must be a buffer of int, not memoryview"):
        m.map_twice(view[::2])


def test_items_of_records(m):
    record = m.pixels_new()
    assert m.map_twice(record.values).tolist() == [2, 4, 6, 8]
    assert m.map_add(record.values, ints(1, 1, 1, 1), out=record.values) is not None
    assert list(record.values) == [2, 3, 4, 5]
    assert m.map_twice(record).tolist()[:4] == [4, 6, 8, 10]
    with pytest.raises(TypeError, match="must be a buffer of double, not "):
        m.halves(record.values)


@pytest.mark.parametrize(
    ("name", "code", "values", "result", "expected"),
    [
        ("map_negate8", "b", [1, -128, 127], "b", [-1, -128, -127]),
        ("map_invert8", "B", [0, 255, 1], "B", [255, 0, 254]),
        ("map_widen16", "b", [1, -1], "h", [256, -256]),
        ("map_low16", "I", [65536, 2**32 - 1], "H", [0, 65535]),
        ("map_square64", "q", [3, -(2**31)], "l", [9, 2**62]),
        ("map_twice_long", "L", [2**62, 1], "L", [2**63, 2]),
        ("map_is_even", "i", [1, 2], "?", [False, True]),
        ("map_upper", "b", [97, 65], "c", [b"A", b"A"]),
        ("map_constant", "i", [1, 2], "i", [2, 3]),
        ("map_volatile_constant", "i", [1, 2], "i", [0, 1]),
        ("map_TRIPLE", "d", [1.5], "d", [4.5]),
    ],
)
def test_kinds(m, name, code, values, result, expected):
    found = getattr(m, name)(array.array(code, values))
    assert (found.format, found.tolist()) == (result, expected)


def test_wide_and_narrow_together(m):
    xs = array.array("Q", [1, 2**63])
    assert m.map_high64(xs, bytes([4, 0])).tolist() == [16, 2**63]
    assert m.map_high64(1, array.array("B", [0, 63])).tolist() == [1, 2**63]


def test_truth_values(m):
    flags = memoryview(bytes([0, 1, 7])).cast("?")
    assert m.map_either(flags, flags).tolist() == [0, 3, 3]
    assert m.map_either(bytes([0, 1, 200]), False).tolist() == [0, 1, 1]
    assert m.map_either([[], "x", 0], object()).tolist() == [2, 3, 2]
    assert m.map_either(None, [1, 0]).tolist() == [2, 0]


def test_characters(m):
    assert bytes(m.map_upper(b"a text")) == b"A TEXT"
    assert m.map_upper([b"a", 98]).tolist() == [b"A", b"B"]
    with pytest.raises(TypeError, match="needs items"):
        m.map_upper(97)


def test_enumerations_are_their_numbers(m):
    result = m.map_next_colour(array.array("I", [m.RED, m.GREEN, m.BLUE]))
    assert (result.format, result.tolist()) == ("I", [5, 6, 77])
    assert all(type(x) is int for x in result)
    assert m.map_colour_number([m.RED, m.colour.BLUE, 9]).tolist() == [0, 6, 9]
    with pytest.raises(TypeError, match="needs items"):
        m.map_colour_number(m.RED)  # whose class is a sequence, in its way


def test_names_of_what_a_loop_has_itself(m):
    assert m.map_n(ints(1, 2), 5).tolist() == [15, 25]
    assert m.map_done(5, ints(1, 2)).tolist() == [4, 3]
    assert m.map_lambda_([2, 3], 4).tolist() == [8, 12]
    assert m.map_hidden(ints(1)).tolist() == [2]
    assert str(inspect.signature(m.map_done)) == "(out_, map, /, out=None)"


# What comes back


def test_into_a_buffer(m):
    out = ints(0, 0, 0)
    assert m.map_add(ints(1, 2, 3), 1, out=out) is out
    assert out.tolist() == [2, 3, 4]
    assert m.map_add(ints(1, 2, 3), 2, out) is out
    assert out.tolist() == [3, 4, 5]
    assert m.map_add(ints(1), 2, None).tolist() == [3]
    raw = bytearray(8)
    assert m.map_add([1, 2], 0, out=raw) is raw
    assert memoryview(raw).cast("i").tolist() == [1, 2]


def test_into_an_argument(m):
    xs = ints(*range(600))
    assert m.map_add(xs, xs, out=xs) is xs
    assert xs.tolist() == [2 * x for x in range(600)]
    assert m.map_add(xs, 1, out=memoryview(xs)).tolist() == xs.tolist()
    assert xs.tolist() == [2 * x + 1 for x in range(600)]
    big = array.array("Q", [1, 2])
    assert m.map_high64(big, [1, 2], out=big) is big
    assert big.tolist() == [2, 8]


def test_results_that_would_overwrite_items(m):
    xs = ints(1, 2, 3, 4)
    view = memoryview(xs)
    for items, out in ((view[:3], view[1:]), (view[1:], view[:3])):
        with pytest.raises(ValueError) as error:
            m.map_twice(items, out=out)
        words = "map_twice() argument 'out' must be where 'x' is, or apart from it"
        assert str(error.value) == words
    with pytest.raises(ValueError, match="must be where 'b' is"):
        m.map_add(ints(1, 2, 3), view[1:], out=view[:3])
    raw = memoryview(bytearray(16))
    with pytest.raises(ValueError, match="must be where 'shift' is"):
        m.map_high64([1, 2], raw[:2], out=raw.cast("Q"))
    assert m.map_twice(view[:2], out=view[2:]).tolist() == [2, 4]
    assert xs.tolist() == [1, 2, 2, 4]
    assert m.map_add([1, 2, 3], 5, out=view[1:]).tolist() == [6, 7, 8]


def test_results_that_fit_nowhere(m):
    xs = ints(1, 2)
    with pytest.raises(ValueError) as error:
        m.map_twice(xs, out=ints(0))
    words = "map_twice() argument 'out' must have as many items as 'x', 2, not 1"
    assert str(error.value) == words
    for out, found in (
        (b"12345678", "bytes"),
        ([0, 0], "list"),
        ((0, 0), "tuple"),
        (doubles(0, 0), "array"),
        (array.array("I", [0, 0]), "array"),
        (memoryview(xs).toreadonly(), "memoryview"),
        (5, "int"),
        ("ab", "str"),
        (object(), "object"),
    ):
        with pytest.raises(TypeError) as error:
            m.map_twice(xs, out=out)
        words = "map_twice() argument 'out' must be a writable buffer of int, not "
        assert str(error.value) == words + found


def test_nothing_comes_back(m):
    assert m.tallied() is not None
    assert m.map_tally(ints(1, 2, 3)) is None
    assert m.map_tally_pair([1, 2], 10.0) is None
    assert m.tallied() == 36
    with pytest.raises(TypeError):
        m.map_tally(ints(1), out=ints(0))
    with pytest.raises(TypeError):
        m.map_tally(ints(1), ints(0))


# What is refused


def test_different_lengths(m):
    with pytest.raises(ValueError) as error:
        m.map_add(ints(1, 2, 3), [1, 2])
    words = "map_add() argument 'b' must have as many items as 'a', 3, not 2"
    assert str(error.value) == words
    with pytest.raises(
        ValueError, match="'offset' must have as many items as 'by', 0, not"
    ):
        m.map_scale(1.0, [], ints(1))


def test_no_items(m):
    for values in ((1, 2), (Index(1), True)):
        with pytest.raises(TypeError) as error:
            m.map_add(*values)
        words = "map_add() needs items: a buffer or a sequence"
        assert str(error.value) == words


@pytest.mark.parametrize(
    ("bad", "kind", "words"),
    [
        (1.5, TypeError, "map_add() argument 'b' must be int, not float"),
        ("x", TypeError, "map_add() argument 'b' must be int, not str"),
        (None, TypeError, "map_add() argument 'b' must be int, not None"),
        ({1: 2}, TypeError, "map_add() argument 'b' must be int, not dict"),
        (2**31, OverflowError, "map_add() argument 'b' is out of range for int"),
        ([1, 2.5], TypeError, "map_add() argument 'b' must be int, not float"),
        ([1, 2**40], OverflowError, "map_add() argument 'b' is out of range for int"),
        (
            doubles(1, 2),
            TypeError,
            "map_add() argument 'b' must be a buffer of int, not array",
        ),
        (
            array.array("I", [1, 2]),
            TypeError,
            "map_add() argument 'b' must be a buffer of int, not array",
        ),
        (
            array.array("h", [1, 2]),
            TypeError,
            "map_add() argument 'b' must be a buffer of int, not array",
        ),
        (ctypes.c_int(5), TypeError, "map_add() argument 'b' must be int, not c_int"),
    ],
)
def test_what_is_neither_items_nor_a_value(m, bad, kind, words):
    xs = ints(1, 2)
    with pytest.raises(kind) as error:
        m.map_add(xs, bad)
    assert str(error.value) == words
    xs.append(3)  # nobody holds it


def test_a_number_that_is_a_buffer_of_itself(m):
    """As NumPy's are: a buffer without dimensions is one value."""

    class Real(ctypes.c_double):
        def __float__(self):
            return self.value

    class Whole(ctypes.c_int):
        def __index__(self):
            return self.value

    assert m.map_poly(Real(2), Whole(1), doubles(1, 2)).tolist() == [3.0, 5.0]
    assert m.map_add(ints(1), Whole(3)).tolist() == [4]
    with pytest.raises(TypeError, match="needs items"):
        m.map_twice(Whole(3))


def test_exceptions_of_the_arguments(m):
    with pytest.raises(ZeroDivisionError):
        m.map_add(ints(1), Broken())
    with pytest.raises(ZeroDivisionError):
        m.map_add(ints(1), [Broken()])
    with pytest.raises(ZeroDivisionError):
        m.map_either([Broken()], True)


def test_number_of_arguments(m):
    xs = ints(1)
    for args in ((), (xs,), (xs, xs, xs, xs)):
        with pytest.raises(TypeError, match=r"map_add\(\)"):
            m.map_add(*args)
    for kwargs in ({"b": xs}, {"b": 1, "out": xs}, {"into": xs}):
        with pytest.raises(TypeError, match=r"map_add\(\)"):
            m.map_add(xs, **kwargs)
    with pytest.raises(TypeError, match=r"map_add\(\)"):
        m.map_add(xs, xs, xs, out=xs)


def test_names_of_arguments(m):
    assert m.halves(x=doubles(2)).tolist() == [1.0]
    out = doubles(0)
    assert m.halves(out=out, x=doubles(4)) is out
    assert out.tolist() == [2.0]
    with pytest.raises(TypeError, match=r"halves\(\)"):
        m.halves(doubles(1), x=doubles(1))
    with pytest.raises(TypeError, match=r"halves\(\)"):
        m.halves(out=out)
    assert m.map_lambda_(def_=[2], self=3).tolist() == [6]


# Failure


def test_a_code(m):
    assert m.map_check(ints(1, 2)) is None
    assert m.map_check([]) is None
    with pytest.raises(m.MapsError) as error:
        m.map_check(ints(1, 2, -1, 2000))
    assert (error.value.code, error.value.message) == (7, "it is negative")
    assert (error.value.index, str(error.value)) == (2, "it is negative")
    with pytest.raises(m.MapsError) as error:
        m.map_check([2000])
    assert (error.value.code, error.value.message, error.value.index) == (8, None, 0)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exceptions have no notes")
def test_the_traceback_tells_the_item(m):
    for call, xs in ((m.map_check, ints(1, -1)), (m.map_inverse, doubles(1, 0))):
        with pytest.raises((m.MapsError, OSError)) as error:
            call(xs)
        assert error.value.__notes__ == ["at item 1"]


def test_the_results_before_a_failure_are_kept(m):
    out = ints(77, 77, 77, 77)
    with pytest.raises(m.MapsError) as error:
        m.map_root_of(ints(4, 10, -3, 16), out=out)
    assert (error.value.code, error.value.index) == (-3, 2)
    assert out.tolist() == [2, 3, 77, 77]
    out.append(1)  # nobody holds it, though the traceback is at hand
    assert m.map_root_of([49]).tolist() == [7]


@pytest.mark.parametrize("n", [0, 255, 256, 300, 511, 512, 700])
def test_failure_in_any_block(m, n):
    xs = array.array("i", [100] * n + [5, 6])
    out = array.array("i", [0] * (n + 2))
    with pytest.raises(m.MapsError) as error:
        m.map_step(xs, 0, out=out)
    assert (error.value.index, error.value.code) == (n, 5)
    assert out.tolist() == [100] * n + [0, 0]


def test_errno(m):
    assert m.map_inverse(doubles(2, 4)).tolist() == [0.5, 0.25]
    with pytest.raises(OSError) as error:
        m.map_inverse(doubles(2, 0, 4))
    assert (error.value.errno, error.value.index) == (errno.EDOM, 1)
    assert m.map_positive(ints(1, 2)).tolist() == [1, 2]
    with pytest.raises(OSError) as error:
        m.map_positive(ints(1, 2, 3, -1))
    assert (error.value.errno, error.value.index) == (errno.ERANGE, 3)
    assert m.map_must_be_even([2, 4]) is None
    with pytest.raises(OSError) as error:
        m.map_must_be_even([2, 3])
    assert (error.value.errno, error.value.index) == (errno.EINVAL, 1)


# Buffers are held for the call, and no longer


def test_buffers_are_let_go(m):
    xs, ys, out = ints(1, 2), ints(3, 4), ints(0, 0)
    errors = []
    for args in ((xs, ys, out), (xs, ys, ints(0)), (xs, "x", out), (xs, ys, [0])):
        try:
            m.map_add(*args)
        except (TypeError, ValueError) as error:
            errors.append(error)
    try:
        m.map_root_of(ys, out=out)
        m.map_root_of(xs, out=xs)
        m.map_root_of(ints(-1, 1), out=out)
    except m.MapsError as error:
        errors.append(error)
    assert len(errors) == 4
    for buffer in (xs, ys, out):
        buffer.append(5)
    result = m.map_twice(xs)
    xs.append(6)
    assert result.tolist() == [2, 2, 10]


def test_a_buffer_cannot_be_resized_meanwhile(m):
    gates = ints(0)
    failures = []

    def resize():
        try:
            gates.append(1)
        except BufferError as error:
            failures.append(error)
        m.meet(0)

    thread = threading.Thread(target=resize)
    timer = threading.Timer(0.05, thread.start)
    timer.start()
    assert m.map_meet(gates).tolist() == [1]
    timer.join()
    thread.join()
    assert len(failures) == 1


def test_other_threads_run_meanwhile(m):
    results = []

    def run():
        results.append(m.map_meet([1]).tolist())

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[1], [1]]


def test_the_gil_is_held_where_that_is_wanted(m):
    results = []
    held = m.__tribind__["capabilities"]["holds_gil"]
    held = held and getattr(sys, "_is_gil_enabled", lambda: True)()

    def run():
        results.append(m.map_meet_held([2]).tolist())

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ([[0], [1]] if held else [[1], [1]])


# What it says of itself


def test_documentation(m):
    lines = inspect.getdoc(m.map_add).splitlines()
    assert lines[0] == "Adds."
    assert lines[2] == "int add(int a, int b)"
    assert lines[4] == (
        "For each item of the arguments; a single value stands for all items."
    )
    assert inspect.getdoc(m.halves).splitlines()[-1] == "For each item of the argument."


def test_signatures(m):
    assert str(inspect.signature(m.map_add)) == "(a, b, /, out=None)"
    assert str(inspect.signature(m.halves)) == "(x, out=None)"
    assert str(inspect.signature(m.map_tally)) == "(x, /)"


def test_what_has_one(m):
    functions = m.__tribind__["functions"]
    assert functions["add"]["map"] == "map_add"
    assert functions["half"]["map"] == "halves"
    assert functions["TRIPLE"]["map"] == "map_TRIPLE"
    for name in ("tallied", "check_text", "longer", "wide", "pixels_new"):
        assert "map" not in functions[name]
        assert not hasattr(m.module, f"map_{name}")
    assert not hasattr(m.module, "map_half")
