"""Arguments that change under C's hands, or lie: an error or a value, never a crash."""

import copy
import gc
import pickle
from array import array

import pytest


class Emptying:
    """Empties a list as soon as it is asked for its value."""

    def __init__(self, values):
        self.values = values

    def __index__(self):
        self.values.clear()
        gc.collect()
        return 1

    def __float__(self):
        return float(self.__index__())


class Growing:
    """Makes a buffer grow as soon as it is asked for its value."""

    def __init__(self, buffer):
        self.buffer = buffer

    def __index__(self):
        self.buffer.extend(bytes(100_000))
        return 1

    def __float__(self):
        return float(self.__index__())


class Lying:
    """Says one length and has another."""

    def __init__(self, said, has):
        self.said, self.has = said, has

    def __len__(self):
        return self.said

    def __getitem__(self, i):
        if i >= self.has:
            raise IndexError
        return 1.0


def emptying(rest):
    values = []
    values[:] = [Emptying(values), *rest]
    return values


def test_a_list_that_empties_itself(m):
    for call in (
        lambda: m.array_sum(emptying([float(i) for i in range(1000)])),
        lambda: m.array_negate(emptying(range(10**6, 10**6 + 1000))),
        lambda: setattr(m.Nested(), "weights", emptying([2.5, 3.5, 4.5])),
        lambda: m.Nested().weights.__setitem__(slice(None), emptying([2.5, 3.5, 4.5])),
        lambda: m.Nested(grid=[[1, 2, 3], emptying([2, 3])]),
    ):
        try:
            call()
        except (ValueError, TypeError, IndexError, RuntimeError) as error:
            assert str(error)


def test_a_buffer_that_grows(m):
    data = bytearray(8)
    with pytest.raises(BufferError):
        m.fill(data, Growing(data), 4)
    doubles = array("d", [1.0, 2.0])
    with pytest.raises(BufferError):
        m.scale_double(doubles, 2, Growing(doubles))
    data.append(1)
    doubles.append(1.0)


def test_lengths_that_lie(m):
    assert m.array_sum(Lying(4, 2)) == 2.0
    nested = m.Nested(weights=[1, 2, 3, 4])
    for values in (Lying(4, 2), Lying(4, 9), Lying(3, 3)):
        with pytest.raises(ValueError):
            nested.weights = values
        assert nested.weights == [1, 2, 3, 4]


def test_a_parent_that_goes_while_its_item_is_set(m):
    nested = m.Nested()
    weights = nested.weights

    class Dropping:
        def __float__(self):
            nonlocal nested
            nested = None
            gc.collect()
            return 3.0

    weights[0] = Dropping()
    assert list(weights) == [3.0, 0.0, 0.0, 0.0]


def test_a_refused_assignment_changes_nothing(m):
    nested = m.Nested(b"name", [1, 2, 3], weights=[1, 2, 3, 4])
    before = bytes(nested)
    for name, value in (
        ("weights", [9, 9, 9, "x"]),
        ("rgb", [9, 9, 256]),
        ("grid", [[9, 9, 9], [9, 9, "x"]]),
        ("corners", [m.Point(9, 9), None]),
        ("name", b"far too long"),
        ("words", [b"ab", b"far too long"]),
    ):
        with pytest.raises((TypeError, OverflowError, ValueError)):
            setattr(nested, name, value)
        assert bytes(nested) == before, name


def test_assigning_an_array_to_itself(m):
    nested = m.Nested(grid=[[1, 2, 3], [4, 5, 6]], weights=[1, 2, 3, 4])
    nested.grid = [nested.grid[1], nested.grid[0]]
    assert nested.grid == [[4, 5, 6], [1, 2, 3]]
    nested.weights[:] = list(reversed(nested.weights))
    assert nested.weights == [4, 3, 2, 1]
    nested.weights = nested.weights
    assert nested.weights == [4, 3, 2, 1]


def test_pointers_have_no_end(m):
    table = m.table()
    with pytest.raises(TypeError):
        iter(table)
    with pytest.raises(TypeError):
        len(table)
    for index in (2**70, -(2**70)):
        with pytest.raises(IndexError):
            _ = table[index]
    for wrong in (slice(2, 1), slice(-1, 1), slice(0, 4, 2), slice(1, None)):
        with pytest.raises(ValueError):
            _ = table[wrong]
    assert table[:2].tolist() == [0.5, 1.5]


def test_what_lives_in_c_is_neither_copied_nor_pickled(m):
    for thing in (m.table(), m.Box.from_address(8), m.Nested().weights):
        with pytest.raises(TypeError):
            pickle.dumps(thing)
        with pytest.raises(TypeError):
            copy.copy(thing)
