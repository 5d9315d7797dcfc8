"""A result is the caller's: whatever is called afterwards, and by whom, it stays what it was."""

import functools
import gc
import sys
import threading

import pytest
from conftest import load

COUNT = 2000


@pytest.fixture(scope="module")
def a():
    """The library with one function of each kind."""
    return load("archetypes")


def results(m):
    """For each kind of result: what makes the one that belongs to a number."""
    counter = m.counter_new(0)
    point = m.Point()

    def field(n):
        point.x = n + 0.5
        return point.x

    def counted(n):
        value = m.counter_next(counter)
        return value - value + n

    return {
        "int": (lambda n: m.add(n, 1000), lambda n: n + 1000),
        "small int": (lambda n: m.add(n % 200, 1), lambda n: n % 200 + 1),
        "negative": (lambda n: m.add(-n, -1000), lambda n: -n - 1000),
        "large": (lambda n: m.add(n, 2**30), lambda n: n + 2**30),
        "float": (lambda n: m.volume(n, 1.0, 1.5), lambda n: n * 1.5),
        "pair": (lambda n: m.divide(n, 7), lambda n: divmod(n, 7)),
        "out": (lambda n: m.halve(2000 + 2 * n), lambda n: 1000 + n),
        "field": (field, lambda n: n + 0.5),
        "handle": (counted, lambda n: n),
    }


KINDS = [
    "int",
    "small int",
    "negative",
    "large",
    "float",
    "pair",
    "out",
    "field",
    "handle",
]


@pytest.mark.parametrize("kind", KINDS)
def test_all_are_kept(a, kind):
    make, expected = results(a)[kind]
    kept = [make(n) for n in range(COUNT)]
    assert kept == [expected(n) for n in range(COUNT)]


@pytest.mark.parametrize("kind", KINDS)
def test_one_is_kept_while_others_are_dropped(a, kind):
    make, expected = results(a)[kind]
    for n in range(300):
        kept = make(n)
        for other in range(20):
            make(other + 500)
        assert kept == expected(n)


@pytest.mark.parametrize("kind", KINDS)
def test_what_hides_a_reference(a, kind):
    make, expected = results(a)[kind]
    keys = {make(n): n for n in range(300, 330)}
    last = make(999)
    seen = [keys[expected(n)] for n in range(300, 330)]
    assert [expected(n) for n in seen] == [expected(n) for n in range(300, 330)]

    def generator():
        for n in range(50):
            value = make(n)
            yield value
            assert value == expected(n)

    for n, value in enumerate(generator()):
        make(7)
        assert value == expected(n)
    bound = functools.partial(tuple, (make(41), make(42)))
    make(43)
    assert bound() == (expected(41), expected(42))
    assert last == expected(999)


@pytest.mark.parametrize("kind", KINDS)
def test_the_collector_shows_no_result_that_changes(a, kind):
    make, expected = results(a)[kind]
    make(55)
    found = [o for o in gc.get_objects() if type(o) is tuple and o == expected(55)]
    copies = [tuple(map(int, o)) for o in found]
    for n in range(100):
        make(n + 100)
    assert found == copies


def test_arguments_of_a_result(a):
    total = 1000
    for n in range(1000):
        total = a.add(total, n)
    assert total == 1000 + sum(range(1000))
    assert a.add(a.add(500, 500), a.add(600, 600)) == 2200
    assert a.divide(*a.divide(100000, 301)) == divmod(*divmod(100000, 301))


def test_arguments_of_a_callable(a):
    given = []

    def combine(x, y):
        given.append((x, y))
        return x + y + 1000

    a.fold(50, combine)
    expected, total = [], 0
    for n in range(1, 50) if given[0] == (0, 1) else range(50):
        expected.append((total, n))
        total = total + n + 1000
    assert given == expected


def test_a_callable_that_calls(a):
    def combine(x, y):
        before = a.add(x, 5000)
        inner = a.fold(5, lambda p, q: a.add(p, q) + 1000) if y == 3 else 0
        assert before == x + 5000
        assert x >= 0
        assert y < 100
        return x + y + inner % 7 + 300

    first = a.fold(20, combine)
    assert first == a.fold(20, combine)


def test_threads(a):
    wrong = []
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)

    def work(seed):
        for n in range(3000):
            one, two = a.add(seed, n), a.volume(seed, 1.0, n)
            both = a.divide(seed + n, 3)
            if (one, two, both) != (seed + n, seed * n * 1.0, divmod(seed + n, 3)):
                wrong.append((seed, n))

    try:
        threads = [threading.Thread(target=work, args=(1000 * k,)) for k in range(1, 5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert wrong == []
