"""Callbacks: exceptions on their way through C, how long callables live, threads that C started."""

import gc
import sys
import threading
from array import array

import pytest


@pytest.fixture
def m(callbacks):
    return callbacks


class Callable:
    """Is called as a function is, and notes its calls."""

    def __init__(self, result=None):
        self.calls = []
        self.result = result

    def __call__(self, *args):
        self.calls.append(args)
        return self.result


# Exceptions


class Sentinel(Exception):
    pass


def test_an_exception_comes_through(m):
    error = Sentinel("from Python")

    def f(v):
        raise error

    with pytest.raises(Sentinel) as caught:
        m.apply_int(f, 1)
    assert caught.value is error
    names = [entry.name for entry in caught.traceback]
    assert names[-1] == "f"
    assert m.apply_int(lambda v: v, 1) == 1


@pytest.mark.parametrize(
    "kind", [KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError]
)
def test_every_kind_of_exception(m, kind):
    def f(v):
        raise kind

    with pytest.raises(kind):
        m.apply_int(f, 1)


def test_after_an_exception_c_sees_zero_and_python_is_left_alone(m):
    calls = []

    def f(v):
        calls.append(v)
        if v == 2:
            raise Sentinel(v)
        return 10 + v

    seen = array("i", [77] * 5)
    with pytest.raises(Sentinel) as caught:
        m.visit(f, seen)
    assert caught.value.args == (2,)
    assert calls == [0, 1, 2]
    assert seen.tolist() == [10, 11, 0, 0, 0]
    calls.clear()
    assert m.visit(lambda v: v, seen) == 5
    assert seen.tolist() == [0, 1, 2, 3, 4]


def test_a_bad_result_counts_as_an_exception(m):
    seen = array("i", [77] * 4)
    calls = []
    with pytest.raises(TypeError):
        m.visit(lambda v: calls.append(v) or ("x" if v == 1 else 5), seen)
    assert calls == [0, 1]
    assert seen.tolist() == [5, 0, 0, 0]


def test_an_exception_wins_over_an_error_code(m):
    assert m.apply_checked(lambda v: 0, 1) is None
    with pytest.raises(m.CallbacksError) as error:
        m.apply_checked(lambda v: 5, 1)
    assert error.value.code == 5

    def f(v):
        raise Sentinel

    with pytest.raises(Sentinel):
        m.apply_checked(f, 1)


def test_calls_within_calls(m):
    def fact(v):
        return 1 if v <= 1 else v * m.apply_int(fact, v - 1)

    assert m.apply_int(fact, 10) == 3628800


def test_an_exception_crosses_every_level(m):
    def f(v):
        if v == 0:
            raise Sentinel("deep")
        return m.apply_int(f, v - 1)

    with pytest.raises(Sentinel, match="deep"):
        m.apply_int(f, 5)


def test_an_inner_exception_that_is_caught(m):
    def inner(v):
        raise Sentinel(v)

    def outer(v):
        try:
            m.apply_int(inner, v)
        except Sentinel as error:
            return 100 + error.args[0]
        return -1

    seen = array("i", [0] * 3)
    assert m.visit(outer, seen) == 3
    assert seen.tolist() == [100, 101, 102]


def test_an_inner_call_works_while_an_outer_one_has_failed(m):
    """What waits is the outer call's business; another call in between is not touched by it."""
    later = []

    def failing(v):
        try:
            raise Sentinel(v)
        finally:
            later.append(m.apply_int(lambda w: w + 1, 1))

    with pytest.raises(Sentinel):
        m.apply_int(failing, 1)
    assert later == [2]


def test_no_exception_is_left_behind(m):
    def f(v):
        raise Sentinel

    seen = Callable(1)
    for _ in range(100):
        with pytest.raises(Sentinel):
            m.apply_int(f, 1)
        assert m.apply_int(seen, 1) == 1
        assert sys.exc_info() == (None, None, None)
    assert len(seen.calls) == 100


# How long they live


def test_kept_ones_live_on(m):
    results = []

    def make(factor):
        return lambda v: results.append(v) or v * factor

    m.keep(make(7))
    gc.collect()
    junk = [make(i) for i in range(100)]
    assert m.call_kept(6) == 42
    assert results == [6]
    assert len(junk) == 100
    m.keep(None)
    assert m.call_kept(6) == -1


def test_one_address_for_each_callable_and_type(m):
    f, g = Callable(1), Callable(2)
    assert m.same_fn(f) == m.same_fn(f)
    assert m.same_fn(f) != m.same_fn(g)
    assert int(m.same_fn(f)) == int(m.same_fn(f)) != 0
    method = array("i", [1]).count
    for _ in range(3):
        m.apply_int(method, 1)


def test_keeping_does_not_pile_up(m):
    f = Callable(1)
    for _ in range(100):
        m.apply_int(f, 1)
    f.calls.clear()
    gc.collect()
    before = sys.getallocatedblocks()
    for _ in range(200):
        m.apply_int(f, 1)
        f.calls.clear()
    gc.collect()
    assert sys.getallocatedblocks() - before < 100


def test_an_exception_in_a_kept_one(m):
    def f(v):
        raise Sentinel(v)

    m.keep(f)
    with pytest.raises(Sentinel):
        m.call_kept(1)
    m.keep(None)


# Threads


def test_a_thread_of_c(m):
    seen = []

    def f(v):
        seen.append(threading.get_ident())
        return v * 2

    assert m.call_in_thread(f, 21) == 42
    assert len(seen) == 1
    assert seen[0] != threading.get_ident()


def test_many_threads_of_c(m):
    lock = threading.Lock()
    seen = set()

    def f(v):
        with lock:
            seen.add(v)
        return v

    assert m.call_in_threads(f, 16) == sum(range(16))
    assert seen == set(range(16))


def test_a_thread_that_is_not_waited_for(m):
    called = threading.Event()

    def f(v):
        called.set()
        return v + 1

    assert m.start_thread(f, 5) == 0
    assert called.wait(10)
    assert m.join_thread() == 6


def test_an_exception_where_no_python_caller_waits(m, monkeypatch):
    told = []
    done = threading.Event()

    def hook(args):
        told.append((args.exc_type, args.exc_value.args))
        done.set()

    monkeypatch.setattr(sys, "unraisablehook", hook)

    def f(v):
        raise Sentinel(v)

    assert m.start_thread(f, 3) == 0
    assert done.wait(10)
    assert m.join_thread() == 0
    assert told == [(Sentinel, (3,))]
    # The next one is called again.
    assert m.call_in_thread(lambda v: v, 4) == 4


def test_python_threads_at_once(m):
    """Each has an outer call of its own: an exception in one does not stop the others."""
    results = {}

    def f(v):
        if v % 3 == 0:
            raise Sentinel(v)
        return v

    def work(i):
        try:
            results[i] = max(m.apply_int(f, i) for _ in range(200))
        except Sentinel as error:
            results[i] = error

    threads = [threading.Thread(target=work, args=(i,)) for i in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for i, result in results.items():
        assert (type(result) is Sentinel) == (i % 3 == 0)
    assert len(results) == 12
