"""Ownership: what is freed, once, by whom; what is borrowed; what may not be None; enumerations that are sets of bits."""

import enum
import gc
import subprocess
import sys
import weakref

import pytest


@pytest.fixture
def m(owned):
    gc.collect()
    open_books = owned.books_open()
    yield owned
    gc.collect()
    assert owned.books_open() == open_books, "a book was left open"
    assert owned.books_mishandled() == 0
    assert owned.texts_alive() == 0


def test_a_context_manager(m):
    before = m.books_open()
    with m.book_open("a book") as book:
        assert type(book) is m.Book
        assert m.book_title(book) == "a book"
        assert m.books_open() == before + 1
    assert m.books_open() == before


def test_closed_after_an_exception_too(m):
    before = m.books_open()
    with pytest.raises(LookupError), m.book_open("a book"):
        raise LookupError
    assert m.books_open() == before


def test_a_use_after_close(m):
    with m.book_open("a book") as book:
        pass
    for call in (
        m.book_title,
        m.book_pages,
        m.book_same,
        m.book_close,
        m.book_describe,
    ):
        with pytest.raises(ValueError):
            call(book)
    with pytest.raises(ValueError), book:
        pass
    assert "Book" in repr(book)


def test_closed_by_hand(m):
    before = m.books_open()
    book = m.book_open("a book")
    assert m.book_close(book) is None
    assert m.books_open() == before
    with pytest.raises(ValueError):
        m.book_close(book)
    del book


def test_closed_by_hand_inside(m):
    before = m.books_open()
    with m.book_open("a book") as book:
        m.book_close(book)
        with pytest.raises(ValueError):
            m.book_title(book)
    assert m.books_open() == before


def test_a_forgotten_one(m):
    before = m.books_open()
    book = m.book_open("a book")
    m.book_title(book)
    del book
    gc.collect()
    assert m.books_open() == before
    cycle = [m.book_open("in a cycle")]
    cycle.append(cycle)
    del cycle
    gc.collect()
    assert m.books_open() == before


def test_nothing_to_own(m):
    assert m.book_open(None) is None
    m.book_close(None)
    with pytest.raises(m.OwnedError):
        m.book_try(None)


def test_through_a_parameter(m):
    before = m.books_open()
    with m.book_try("a book") as book:
        assert m.book_title(book) == "a book"
    assert m.books_open() == before
    m.book_try("forgotten")
    gc.collect()
    assert m.books_open() == before


def test_a_borrowed_one_is_not_closed(m):
    with m.book_open("a book") as book:
        same = m.book_same(book)
        assert same == book
        assert hash(same) == hash(book)
        del same
        gc.collect()
        assert m.book_title(book) == "a book"
        # It is borrowed, so there is nothing to close.
        m.Book.from_address(int(book))
        gc.collect()
        assert m.book_title(book) == "a book"


def test_a_borrowed_one_is_not_given_back(m):
    with m.book_open("a book") as book:
        for borrowed in (m.book_same(book), m.Book.from_address(int(book))):
            with pytest.raises(ValueError, match=r"book_close\(\) argument 'book' is "):
                m.book_close(borrowed)
            assert m.book_title(borrowed) == "a book"
        assert m.book_title(book) == "a book"


def test_what_a_struct_holds_stays_open(m):
    before = m.books_open()
    shelf = m.Shelf(first=m.book_open("first"))
    shelf.others[1] = m.book_open("third")
    gc.collect()
    assert m.book_title(shelf.first) == "first"
    assert m.book_title(m.shelf_first(shelf)) == "first"
    assert m.book_title(shelf.others[1]) == "third"
    assert m.books_open() == before + 2
    shelf.first = None
    gc.collect()
    assert m.books_open() == before + 1
    with m.book_open("fourth") as book:
        shelf.others = [None, book]
        gc.collect()
        assert m.books_open() == before + 1
        assert shelf.others[1] == book
    with pytest.raises(ValueError):
        shelf.first = book
    with pytest.raises(ValueError):
        m.Shelf(book)
    del shelf
    gc.collect()
    assert m.books_open() == before


def test_what_gives_back_may_have_any_name(m):
    with m.gate_new(), m.lock_new():
        assert m.gates_and_locks() == 2
    assert m.gates_and_locks() == 0
    m.call(m.gate_new())
    m.address(m.lock_new())
    assert m.gates_and_locks() == 0


def test_when_the_interpreter_ends(m):
    program = (
        f"import sys; sys.path[:0] = {sys.path!r}; import owned as m; "
        "books = [m.book_open('forgotten') for _ in range(10)]; books.append(books)"
    )
    command = [sys.executable, "-B", "-W", "ignore:The global interpreter lock"]
    command += ["-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# Texts


def test_a_text_of_the_callers(m):
    with m.book_open("a book") as book:
        for _ in range(10):
            assert m.book_describe(book) == "about a book"
            assert m.texts_alive() == 0
    assert m.book_describe(None) is None


def test_a_borrowed_text(m):
    with m.book_open("caf\xe9") as book:
        assert m.book_shelf(book) == "caf\xe9"
    assert m.book_shelf(None) is None


# Callbacks


def test_listeners_live_as_long_as_their_owner(m):
    class Listener:
        def __call__(self, v, user):
            return v + len(user)

    class User(list):
        pass

    f, user = Listener(), User([1, 2])
    seen = weakref.ref(f), weakref.ref(user)
    with m.book_open("a book") as book:
        assert m.book_listen(book, f, user) == 0
        del f, user
        gc.collect()
        assert m.book_tell(book, 40) == 42
        assert seen[0]() is not None
        assert seen[1]() is not None
    gc.collect()
    assert seen[0]() is None
    assert seen[1]() is None


# What may not be None


def test_nonnull(m):
    with m.book_open("a book") as book:
        assert m.book_pages(book) == 100
    with pytest.raises(TypeError, match=r"book_pages\(\) argument 'book' must be "):
        m.book_pages(None)
    assert m.text_length("abc") == 3
    with pytest.raises(TypeError, match=r"text_length\(\) argument 'text' must be "):
        m.text_length(None)


# Sets of bits


def test_flags(m):
    assert issubclass(m.perm, enum.IntFlag)
    assert not issubclass(m.kind, enum.IntFlag)
    assert issubclass(m.kind, enum.IntEnum)
    both = m.perm_both(m.PERM_READ, m.PERM_WRITE)
    assert both == m.PERM_READ | m.PERM_WRITE == 6
    assert type(both) is m.perm
    assert m.PERM_READ in both
    assert m.PERM_RUN not in both
    assert m.perm_bits(m.PERM_READ | m.PERM_RUN) == 5
    assert m.perm_of(0) == m.PERM_NONE
    assert m.perm_of(7) == m.PERM_READ | m.PERM_WRITE | m.PERM_RUN
    assert m.perm_of(64) == 64
    assert m.perm_bits(64) == 64
    for value in (-1, 2**32):
        with pytest.raises(OverflowError):
            m.perm_bits(value)
    assert m.kind_of(1) is m.KIND_ONE
    assert type(m.kind_of(3)) is int


def test_flags_in_memory(m):
    door = m.door_of(6)
    assert door.mode == m.PERM_READ | m.PERM_WRITE
    assert type(door.mode) is m.perm
    assert door.few is m.PERM_WRITE
    assert m.door_of(3).few == m.PERM_RUN | m.PERM_WRITE
    assert type(m.door_of(3).few) is m.perm
    assert door.each[1] == m.PERM_READ | m.PERM_WRITE
    assert type(door.each[1]) is m.perm
    door.mode = m.PERM_RUN | m.PERM_READ
    assert door.mode == 5
    door.few = 0
    assert door.few is m.PERM_NONE
    with pytest.raises(OverflowError):
        door.few = m.PERM_READ
    assert repr(m.door_of(0)).startswith("Door(mode=")


def test_flags_are_told(m):
    enums = m.__tribind__["enums"]
    assert enums["enum perm"]["flags"] is True
    assert "flags" not in enums["enum kind"]
