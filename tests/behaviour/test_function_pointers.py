"""Function pointers that come out of C: callables, equal by address."""

import gc
import pickle

import pytest
from conftest import Index


@pytest.fixture
def m(callbacks):
    return callbacks


def test_they_can_be_called(m):
    double = m.doubler()
    assert callable(double)
    assert double(21) == 42
    assert double(Index(-1)) == -2
    assert m.pick("negate")(5) == -5
    assert m.swapper()(m.Point(1.0, 2.0)) == m.Point(2.0, 1.0)
    before = m.steps()
    assert m.stepper(10)() is None
    m.stepper(1)()
    assert m.steps() == before + 11


def test_null_is_none(m):
    assert m.pick("triple") is None
    assert m.pick(None) is None
    assert m.stepper(5) is None
    assert m.same_fn(None) is None


def test_sequences_of_them(m):
    assert m.sum_of([m.doubler(), None, m.pick("negate")], 3, 5) == 5
    assert m.sum_of([lambda v: v + 1, m.doubler()], 2, 3) == 10
    assert m.sum_of(None, 0, 1) == 0
    with pytest.raises(TypeError):
        m.sum_of([1.5], 1, 1)


def test_their_arguments_are_converted(m):
    double = m.doubler()
    for value in ("1", 1.0, None):
        with pytest.raises(TypeError):
            double(value)
    for value in (2**31, -(2**31) - 1):
        with pytest.raises(OverflowError):
            double(value)
    for args in ((), (1, 2)):
        with pytest.raises(TypeError):
            double(*args)
    with pytest.raises(TypeError):
        double(v=1)
    with pytest.raises(TypeError):
        m.swapper()(None)


def test_identity(m):
    double, again = m.doubler(), m.doubler()
    assert int(double) == m.doubler_address()
    assert double == again
    assert hash(double) == hash(again)
    assert {double: 1}[m.pick("double")] == 1
    assert double != m.pick("negate")
    assert double != int(double)
    assert (double != again) is False


def test_they_go_in_again(m):
    double = m.doubler()
    assert m.apply_int(double, 4) == 8
    assert m.apply_twice(m.pick("negate"), 4) == 4
    assert m.same_fn(double) == double
    assert m.apply_int(int(double), 4) == 8


def test_a_callable_of_python_comes_out_again(m):
    def f(v):
        return v + 1

    back = m.same_fn(f)
    assert back(1) == 2
    assert m.same_fn(back) == back
    del f
    gc.collect()
    assert back(2) == 3


def test_its_exceptions_come_through(m):
    def f(v):
        raise LookupError(v)

    with pytest.raises(LookupError):
        m.same_fn(f)(5)


def test_another_function_type(m):
    """As with other pointers: a function of another type is not taken for one."""
    with pytest.raises(TypeError):
        m.apply_int(m.swapper(), 1)


def test_they_are_not_made_nor_pickled(m):
    double = m.doubler()
    with pytest.raises(TypeError):
        pickle.dumps(double)
    with pytest.raises((TypeError, AttributeError)):
        double.name = "x"


def test_what_no_callable_can_stand_for_is_an_address(m):
    address = m.a_variadic()
    assert type(address) is int
    assert m.call_variadic(address) == 2
    assert m.call_variadic(None) == -1
    with pytest.raises(TypeError):
        m.call_variadic(lambda *args: 1)
    assert m.same_list(5, 5) is True
    assert m.same_list(None, 5) is False
    for value in (-1, 2**64):
        with pytest.raises(OverflowError):
            m.same_list(value, 0)
