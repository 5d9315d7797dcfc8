"""Callables and records that change under C's hands: an error or a value, never a crash."""

import copy
import gc
import pickle
import sys
import threading
import weakref
from array import array

import pytest


@pytest.fixture
def m(callbacks):
    return callbacks


class Sentinel(Exception):
    pass


def test_a_field_that_lets_go_of_what_is_running(m):
    hooks = m.Hooks()

    class Once:
        def __call__(self, v):
            hooks.on_int = None
            gc.collect()
            return v + 1

    hooks.on_int = Once()
    assert m.hooks_run(hooks, 41) == 42
    assert m.hooks_run(hooks, 41) == -1


def test_a_kept_one_that_is_replaced_while_it_runs(m):
    def f(v):
        m.keep(lambda w: w * 2)
        gc.collect()
        return v + 1

    m.keep(f)
    assert m.call_kept(1) == 2
    assert m.call_kept(4) == 8
    m.keep(None)


def test_a_record_that_goes_while_its_function_runs(m):
    class Last:
        def __init__(self):
            self.hooks = m.Hooks(on_int=self.run)

        def run(self, v):
            self.hooks = None
            gc.collect()
            return v + 1

    last = Last()
    assert m.hooks_run(last.hooks, 1) == 2
    seen = weakref.ref(last)
    del last
    gc.collect()
    assert seen() is None


def test_methods_made_for_the_occasion(m):
    class Counter:
        def __init__(self):
            self.n = 0

        def count(self, v):
            self.n += v
            return self.n

    counter = Counter()
    assert [m.apply_int(counter.count, 5) for _ in range(3)] == [5, 10, 15]
    hooks = m.Hooks(on_int=counter.count)
    gc.collect()
    assert m.hooks_run(hooks, 1) == 16


def test_unhashable_callables(m):
    class Unhashable:
        __hash__ = None

        def __call__(self, v):
            return v + 1

    f = Unhashable()
    for _ in range(3):
        assert m.apply_int(f, 1) == 2


def test_callables_that_claim_to_be_equal(m):
    class Same:
        def __init__(self, result):
            self.result = result

        def __eq__(self, other):
            return True

        def __hash__(self):
            return 1

        def __call__(self, v):
            return self.result

    ones = [Same(i) for i in range(5)]
    assert [m.apply_int(one, 0) for one in ones] == [0, 1, 2, 3, 4]
    assert m.same_fn(ones[0]) != m.same_fn(ones[1])


def test_one_callable_for_two_types(m):
    def f(v):
        return 3 if isinstance(v, str) else v + 1

    assert m.apply_int(f, 1) == 2
    assert m.apply_text(f, "text") == 3
    assert m.apply_int(f, 1) == 2


@pytest.mark.parametrize("depth", range(8))
def test_without_end(m, depth):
    def f(v):
        return m.apply_int(f, v + 1)

    def deeper(n):
        return deeper(n - 1) if n else m.apply_int(f, 0)

    # Whatever the limit cuts short: the callable, its call, or what tells of its error.
    with pytest.raises(RecursionError):
        deeper(depth)
    assert m.apply_int(lambda v: v, 5) == 5


def test_a_buffer_that_would_grow_under_c(m):
    seen = array("i", [0] * 3)

    def f(v):
        seen.append(v)
        return v

    with pytest.raises(BufferError):
        m.visit(f, seen)
    # It was given back, though C was left by an exception.
    seen.append(5)
    assert seen.tolist() == [0, 0, 0, 5]


def test_arguments_are_let_go_after_an_exception(m):
    class Text(str):
        pass

    def f(text):
        raise Sentinel

    text = Text("some text")
    seen = weakref.ref(text)
    with pytest.raises(Sentinel):
        m.apply_text(f, text)
    del text
    gc.collect()
    assert seen() is None


def test_an_exception_is_let_go(m):
    class Local:
        pass

    def f(v):
        local = Local()
        seen.append(weakref.ref(local))
        raise Sentinel

    seen = []
    with pytest.raises(Sentinel):
        m.apply_int(f, 1)
    gc.collect()
    assert [one() for one in seen] == [None]


def test_an_exception_in_each_of_many_threads(m, monkeypatch):
    told = []
    monkeypatch.setattr(sys, "unraisablehook", lambda args: told.append(args.exc_type))

    def f(v):
        raise Sentinel(v)

    assert m.call_in_threads(f, 8) == 0
    assert told == [Sentinel] * 8


def test_calling_back_from_where_python_calls(m):
    """Each thread's exception reaches the call that this thread is in."""
    errors = []

    def work(i):
        def f(v):
            raise Sentinel(i)

        for _ in range(50):
            try:
                m.apply_twice(f, i)
            except Sentinel as error:
                errors.append(error.args[0] == i)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == [True] * 300


def test_copies_keep_the_callables(m):
    hooks = m.Hooks(on_int=lambda v: v + 1)
    clone = copy.copy(hooks)
    del hooks
    gc.collect()
    assert m.hooks_run(clone, 1) == 2
    with pytest.raises(TypeError):
        pickle.dumps(clone)


def test_a_bit_field_whose_value_writes_its_neighbour(layouts):
    flags = layouts.Flags()

    class Writing:
        def __index__(self):
            flags.one = 1
            flags.four = -1
            return 5

    flags.three = Writing()
    assert (flags.one, flags.three, flags.four) == (1, 5, -1)


def test_a_union_whose_value_writes_the_union(layouts):
    number = layouts.Number(u64=2**64 - 1)

    class Writing:
        def __index__(self):
            number.u64 = 0
            return 5

    number.u16 = Writing()
    assert number.u64 == 5


def test_copies_of_unions_keep_what_they_point_to(layouts):
    ref = layouts.Ref(text=str(b"made here", "ascii"))
    clone = copy.copy(ref)
    del ref
    gc.collect()
    assert layouts.ref_length(clone) == 9
    with pytest.raises(TypeError):
        pickle.dumps(clone)
