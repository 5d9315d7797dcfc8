"""`static inline` functions: functions as any other."""

import inspect
from array import array

import pytest
from conftest import Index


@pytest.fixture
def m(corners):
    return corners


def test_numbers(m):
    assert m.inline_clamp(5, 0, 3) == 3
    assert m.inline_clamp(Index(-5), 0, 3) == 0
    with pytest.raises(OverflowError):
        m.inline_clamp(2**31, 0, 1)
    with pytest.raises(TypeError):
        m.inline_clamp("1", 0, 1)
    for args in ((), (1, 2), (1, 2, 3, 4)):
        with pytest.raises(TypeError, match="inline_clamp"):
            m.inline_clamp(*args)


def test_structs(m):
    assert m.inline_norm(m.Point(3.0, 4.0)) == 25.0
    assert m.inline_swap(m.Point(1.0, 2.0)) == m.Point(2.0, 1.0)
    with pytest.raises(TypeError):
        m.inline_norm(None)


def test_text_and_arrays(m):
    assert m.inline_name(True) == "a longer name"
    assert m.inline_name([]) == "name"
    values = array("i", [1, -2])
    m.inline_negate(values, 2)
    assert values.tolist() == [-1, 2]
    with pytest.raises(TypeError):
        m.inline_negate(bytes(8), 2)


def test_what_goes_by_address(m):
    assert m.inline_conjugate(1 + 2j) == 1 - 2j
    assert m.inline_shift(2**127, 126) == 2
    assert m.inline_number(m.Number(i=41)).i == 42
    with pytest.raises(TypeError):
        m.inline_number(5)


def test_they_look_like_functions(m):
    f = m.inline_clamp
    assert f.__name__ == "inline_clamp"
    assert str(inspect.signature(f)) == "(v, low, high, /)"
    assert inspect.getdoc(f) == "int inline_clamp(int v, int low, int high)"
    entry = m.__tribind__["functions"]["inline_clamp"]
    assert (entry["ret"], entry["args"]) == ("i32", ["i32", "i32", "i32"])
    assert m.__tribind__["functions"]["inline_conjugate"]["variadic"] is False
