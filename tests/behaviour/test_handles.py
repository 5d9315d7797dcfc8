"""Opaque handles, pointers to pointers, function pointers, results through parameters, errors."""

import errno
import pickle
from array import array

import pytest
from conftest import Index


@pytest.fixture
def box(m):
    made = m.box_new("a box")
    yield made
    m.box_free(made)


def test_handles(m, box):
    assert type(box) is m.Box
    assert m.box_name(box) == "a box"
    assert m.box_same(box) == box
    assert m.box_same(None) is None
    assert m.box_name(None) is None
    assert m.box_count() == 1


def test_handle_identity(m, box):
    other = m.box_new("another")
    same = m.box_same(box)
    assert box == same
    assert hash(box) == hash(same)
    assert {box: 1}[same] == 1
    assert box != other
    assert box != int(box)
    assert int(box) == box.__c_address__ > 0
    assert repr(box) == f"<Box at {int(box):#x}>"
    assert m.Box.from_address(int(box)) == box
    assert m.Crate.from_address(int(box)) != box
    m.box_free(other)


def test_handles_are_not_made(m):
    for args in ((), (1,)):
        with pytest.raises(TypeError):
            m.Box(*args)
    with pytest.raises(TypeError):
        m.Box.from_address("x")


def test_another_handle(m, box):
    crate = m.crate_new()
    assert m.crate_size(crate) == 7
    with pytest.raises(TypeError) as error:
        m.box_name(crate)
    assert (
        str(error.value) == "box_name() argument 'box' must be Box or None, not Crate"
    )
    for value in ("box", 1, int(box), b"box", m.Point()):
        with pytest.raises(TypeError):
            m.box_name(value)
    m.crate_free(crate)


# Pointers to pointers


def test_texts(m):
    for texts in (["a", b"bcd", None], ("a", "bcd", None)):
        assert m.texts_length(texts, 3) == 1004
    assert m.texts_length(None, 0) == 0
    assert m.texts_length([], 0) == 0
    assert m.texts_length(["\xe9"], 1) == 2
    with pytest.raises(ValueError):
        m.texts_length(["a\0b"], 1)
    for value in (["a", 1], "ab", 1, [["a"]]):
        with pytest.raises(TypeError):
            m.texts_length(value, 1)


def test_pointers_to_structs(m):
    points = [m.Point(1, 0), None, m.Point(2, 0)]
    assert m.points_x(points, 3) == 1003.0
    addresses = array("Q", [points[0].__c_address__, 0, points[2].__c_address__])
    assert m.points_x(addresses, 3) == 1003.0
    with pytest.raises(TypeError):
        m.points_x([m.pair()], 1)


def test_pointers_to_handles(m, box):
    nameless = m.box_new("")
    assert m.boxes_named([box, None, nameless, box], 4) == 2
    m.box_free(nameless)


def test_tables_of_pointers(m):
    texts = m.text_table()
    assert [texts[i] for i in range(3)] == ["zero", "one", None]
    assert m.texts_length(texts, 3) == 1007
    points = m.point_table()
    assert points[0] == m.Point(1, 2)
    assert points[1] is None
    points[0].y = 5
    assert m.point_table()[0].y == 5.0
    points[0].y = 2
    assert m.points_x(points, 2) == 1001.0
    for wrong in (texts, m.table()):
        with pytest.raises(TypeError):
            m.points_x(wrong, 1)


# Function pointers


def test_function_pointers(m):
    doubler = m.doubler()
    assert doubler(21) == 42
    assert m.apply(doubler, 21) == 42
    assert m.apply(int(doubler), 21) == 42
    assert m.apply(Index(int(doubler)), 21) == 42
    assert m.apply(lambda number: number + 1, 21) == 22
    assert m.apply(None, 21) == -1
    assert m.apply(0, 21) == -1
    for value in (-1, 2**64):
        with pytest.raises(OverflowError):
            m.apply(value, 1)
    for value in ("x", 1.0, b"x"):
        with pytest.raises(TypeError) as error:
            m.apply(value, 1)
        expected = (
            "apply() argument 'function' must be a callable, an address or None, not "
        )
        assert str(error.value) == expected + type(value).__name__


# Results through parameters


def test_out_parameters(m):
    assert m.divide(7, 2) == (3, 1)
    assert type(m.divide(7, 2)) is tuple
    assert m.out_text() == "out"
    assert m.out_bool() is True
    with pytest.raises(TypeError, match="divide"):
        m.divide(7, 2, 0, 0)


def test_out_structs_start_at_zero(m):
    point = m.out_point(2)
    assert type(point) is m.Point
    assert point == m.Point(2, 1)
    assert m.out_point(3) == m.Point(3, 1)
    assert point == m.Point(2, 1)


def test_out_handles(m):
    box = m.out_box("made")
    assert m.box_name(box) == "made"
    m.box_free(box)


def test_inout_parameters(m):
    assert m.bump(1) == 2
    assert m.bump(Index(-1)) == 0
    assert m.bump_by(95, 10) == (1, 105)
    point = m.Point(1, 2)
    assert m.inout_point(point) == m.Point(2, 2)
    assert point == m.Point(1, 2)
    for value in (2**31, -(2**31) - 1):
        with pytest.raises(OverflowError):
            m.bump(value)
    for value in ("1", None, 1.0):
        with pytest.raises(TypeError):
            m.bump(value)


# Errors


def test_the_exception(m):
    error = m.ContractError
    assert issubclass(error, Exception)
    assert error.__name__ == "ContractError"
    assert error.__module__ == "contract"


def test_the_exception_made_by_hand(m):
    error = m.ContractError(3, "words")
    assert (error.code, error.message, error.args) == (3, "words", (3, "words"))
    assert str(error) == "words"
    assert str(m.ContractError(3, None)) == "code 3"


def test_nonzero(m):
    assert m.fail_nonzero(0) is None
    for code, message in ((1, "the first error"), (-5, "some other error")):
        with pytest.raises(m.ContractError) as error:
            m.fail_nonzero(code)
        assert error.value.code == code
        assert error.value.message == message
        assert error.value.args == (code, message)
        assert str(error.value) == message


def test_an_error_without_words(m):
    with pytest.raises(m.ContractError) as error:
        m.fail_nonzero(77)
    assert (error.value.code, error.value.message) == (77, None)
    assert str(error.value) == "code 77"


def test_negative(m):
    assert m.fail_negative(0) == 0
    assert m.fail_negative(5) == 5
    with pytest.raises(m.ContractError) as error:
        m.fail_negative(-1)
    assert error.value.code == -1


def test_good_codes(m):
    assert m.fail_listed(0) == 0
    assert m.fail_listed(100) == 100
    for code in (1, -1, 99, 101):
        with pytest.raises(m.ContractError) as error:
            m.fail_listed(code)
        assert error.value.code == code


def test_null(m):
    box = m.fail_null(0)
    assert m.box_name(box) == "fine"
    m.box_free(box)
    with pytest.raises(m.ContractError) as error:
        m.fail_null(1)
    assert error.value.code == 0


def test_errno(m):
    assert m.fail_errno(0) == 5
    with pytest.raises(FileNotFoundError) as error:
        m.fail_errno(errno.ENOENT)
    assert error.value.errno == errno.ENOENT
    assert error.value.strerror == "No such file or directory"
    for code, kind in (
        (errno.EACCES, PermissionError),
        (errno.EEXIST, FileExistsError),
    ):
        with pytest.raises(kind):
            m.fail_errno(code)
    with pytest.raises(OSError) as error:
        m.fail_errno(errno.EDOM)
    assert type(error.value) is OSError


def test_errno_with_null(m):
    assert isinstance(m.fail_null_errno(0), int)
    with pytest.raises(InterruptedError):
        m.fail_null_errno(errno.EINTR)


def test_an_error_and_a_result(m):
    assert m.fail_out(0) == 99
    with pytest.raises(m.ContractError):
        m.fail_out(3)
    with pytest.raises(m.ContractError) as error:
        m.divide(1, 0)
    assert error.value.code == 1
    with pytest.raises(m.ContractError) as error:
        m.out_box(None)
    assert error.value.code == 2


def test_errors_are_pickled(m):
    with pytest.raises(m.ContractError) as error:
        m.fail_nonzero(1)
    again = pickle.loads(pickle.dumps(error.value))
    assert type(again) is m.ContractError
    assert (again.code, again.message) == (1, "the first error")
