"""Failure: errno alone, the words that the library has for a handle or a code, what was made by then is freed."""

import errno
import gc

import pytest


@pytest.fixture
def m(failures):
    gc.collect()
    assert (failures.names_alive(), failures.meters_alive()) == (0, 0)
    yield failures
    gc.collect()
    assert (failures.names_alive(), failures.meters_alive()) == (0, 0)


# errno alone


def test_errno_is_looked_at_after_the_call(m):
    assert m.root_of(9.0) == 3.0
    with pytest.raises(OSError) as error:
        m.root_of(-1)
    assert error.value.errno == errno.EDOM
    # What an earlier call left there is no failure of this one.
    assert m.root_of(4) == 2.0


def test_errno_of_a_function_without_a_result(m):
    assert m.nothing_of(0) is None
    with pytest.raises(FileNotFoundError):
        m.nothing_of(errno.ENOENT)
    assert m.nothing_of(0) is None


def test_errno_beside_results(m):
    assert m.halves_of(7) == (7, 3, 1)
    with pytest.raises(OSError) as error:
        m.halves_of(101)
    assert error.value.errno == errno.ERANGE


def test_errno_where_the_gil_is_released(m):
    assert m.sum_of([1, 2, 3]) == 6
    with pytest.raises(OSError) as error:
        m.sum_of([])
    assert error.value.errno == errno.EINVAL


def test_errno_frees_what_came_with_it(m):
    assert m.name_of(2) == "name 2"
    with pytest.raises(BlockingIOError):
        m.name_of(3)
    assert m.names_alive() == 0
    with m.meter_new(1) as meter:
        assert m.meter_read(meter) == 0
    with pytest.raises(OSError):
        m.meter_new(-1)
    assert m.meters_alive() == 0


# The library's own words


def test_a_handle_tells(m):
    with m.meter_open(10) as meter:
        assert m.meter_set(meter, 10) is None
        with pytest.raises(m.FailuresError) as error:
            m.meter_set(meter, 11)
        assert (error.value.code, error.value.message) == (1, "11 is above 10")
        assert str(error.value) == "11 is above 10"
        with pytest.raises(m.FailuresError) as error:
            m.meter_unset(1, meter)
        assert (error.value.code, error.value.message) == (1, "")


def test_without_a_handle_the_code_tells(m):
    for call in (lambda: m.meter_set(None, 1), lambda: m.meter_unset(2, None)):
        with pytest.raises(m.FailuresError) as error:
            call()
        assert (error.value.code, error.value.message) == (2, "two")
    with pytest.raises(m.FailuresError) as error:
        m.meter_read(None)
    assert (error.value.code, error.value.message) == (-5, None)
    with pytest.raises(m.FailuresError) as error:
        m.code_only(1)
    assert (error.value.code, error.value.message) == (1, "one")


def test_null_is_told_of_by_the_handle(m):
    with m.meter_open(3) as meter:
        with pytest.raises(m.FailuresError):
            m.meter_set(meter, 4)
        with pytest.raises(m.FailuresError) as error:
            m.meter_spare(meter)
        assert (error.value.code, error.value.message) == (0, "4 is above 3")
        m.meter_set(meter, 2)
        assert m.meter_spare(meter) == "spare"


def test_a_handle_that_could_not_be_opened_tells_and_is_freed(m):
    with pytest.raises(m.FailuresError) as error:
        m.meter_open(-4)
    assert (error.value.code, error.value.message) == (3, "no meter has the limit -4")
    assert m.meters_alive() == 0


def test_a_closed_one_is_not_asked(m):
    meter = m.meter_open(20)
    m.meter_set(meter, 13)
    with pytest.raises(m.FailuresError) as error:
        m.meter_close(meter)
    assert (error.value.code, error.value.message) == (1, "one")
    with pytest.raises(ValueError):
        m.meter_read(meter)


# What a callable raises


def test_what_is_made_while_a_callable_raises_is_freed(m):
    def fails(v):
        raise LookupError(v)

    seen = []
    with m.meter_watched(seen.append, 5) as meter:
        assert m.meter_read(meter) == 0
    assert seen == [5]
    assert m.name_watched(seen.append, 2) == "name 4"
    for _ in range(3):
        with pytest.raises(LookupError):
            m.meter_watched(fails, 6)
        with pytest.raises(LookupError):
            m.name_watched(fails, 1)
    assert (m.names_alive(), m.meters_alive()) == (0, 0)
