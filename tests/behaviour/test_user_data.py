"""Callbacks as the project file describes them: user data, scope, owner, what C gets after an exception."""

import gc
import threading
import weakref
from array import array

import pytest


@pytest.fixture
def m(configured):
    return configured


class Callable:
    """Can be watched by a weak reference."""

    def __init__(self, result=0):
        self.calls = []
        self.result = result

    def __call__(self, *args):
        self.calls.append(args)
        return self.result


class Sentinel(Exception):
    pass


class Thing:
    """Something to come along."""


def test_any_object_comes_along(m):
    for user in (None, 5, "text", b"bytes", [1], {}, object(), Thing(), m.call_user):
        f = Callable(3)
        assert m.call_user(f, 7, user) == 3
        [(v, came)] = f.calls
        assert v == 7
        assert came is user


def test_without_a_function(m):
    assert m.call_user(None, 1, object()) == -1


def test_user_data_is_let_go(m):
    f, user = Callable(), Thing()
    seen = weakref.ref(user), weakref.ref(f)
    m.call_user(f, 1, user)
    del f, user
    gc.collect()
    assert seen[0]() is None
    assert seen[1]() is None


def test_user_data_is_let_go_after_a_refusal(m):
    f, user = Callable(), Thing()
    seen = weakref.ref(user)
    with pytest.raises(TypeError):
        m.call_user(f, "x", user)
    with pytest.raises(TypeError):
        m.call_user("x", 1, user)
    f.result = "no int"
    with pytest.raises(TypeError):
        m.call_user(f, 1, user)
    del f, user
    gc.collect()
    assert seen() is None


def test_each_call_has_its_own(m):
    def f(v, user):
        if v == 0:
            return 0
        return user[0] + m.call_user(f, v - 1, [user[0] * 10])

    assert m.call_user(f, 3, [1]) == 111


def test_what_c_gets_after_an_exception(m):
    calls = []

    def f(v, user):
        calls.append(v)
        if v == user:
            raise Sentinel(v)
        return v

    seen = array("i", [99] * 5)
    with pytest.raises(Sentinel):
        m.visit(f, 2, seen)
    assert seen.tolist() == [0, 1, -7, -7, -7]
    assert calls == [0, 1, 2]
    assert m.visit(f, None, seen) == 5
    assert seen.tolist() == [0, 1, 2, 3, 4]


def test_an_exception_may_end_a_walk(m):
    calls = []

    def f(v, user):
        calls.append(v)
        raise Sentinel

    with pytest.raises(Sentinel):
        m.visit_until(f, None, 1000)
    assert calls == [0]
    assert m.visit_until(lambda v, user: v == user, 3, 1000) == 4


def test_without_configuration_it_is_an_address(m):
    f = Callable(1)
    m.call_plain(f, 5, 12345)
    m.call_plain(f, 6, None)
    assert f.calls == [(5, 12345), (6, None)]
    with pytest.raises(TypeError):
        m.call_plain(f, 5, object())


def test_the_first_of_two_addresses(m):
    user = Thing()
    f = Callable(4)
    assert m.first_user(f, user) == 4
    [(came, other, v)] = f.calls
    assert came is user
    assert (other, v) == (None, 5)


def test_kept_user_data(m):
    user = Thing()
    user.value = 40
    m.keep_user(lambda v, user: v + user.value, user)
    seen = weakref.ref(user)
    del user
    gc.collect()
    assert seen() is not None
    assert m.call_kept_user(2) == 42
    m.keep_user(None, None)
    assert m.call_kept_user(2) == -1


def test_many_listeners(m):
    source = m.source_new()
    for i in range(3):
        assert m.source_listen(source, lambda v, user: v * user, 10**i) == i + 1
    gc.collect()
    assert m.source_fire(source, 7) == 777
    m.source_free(source)


def test_threads_each_with_their_own(m):
    wrong = []

    def f(v, user):
        if user != v:
            wrong.append((v, user))
        return v

    def work(i):
        for _ in range(300):
            m.call_user(f, i, i)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
