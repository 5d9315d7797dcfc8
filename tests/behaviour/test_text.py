"""Strings: const char * and char *."""

import mmap
import os
import subprocess
import sys
from array import array

import pytest


@pytest.mark.parametrize(
    "text", ["", "abc", "caf\xe9", "\u20ac\U0001f600", "\udcff\udc80", "a" * 1_000_000]
)
def test_text_goes_through(m, text):
    assert m.echo_text(text) == text
    encoded = text.encode("utf-8", "surrogateescape")
    assert m.echo_text(encoded) == text
    assert m.text_length(text) == m.text_length(encoded) == len(encoded)


def test_an_argument_lives_until_the_result_is_read():
    """C may return a pointer into what it was given; the debug allocator overwrites what is freed."""
    program = (
        f"import sys; sys.path[:0] = {sys.path!r}; import contract as m; "
        "assert m.echo_text('caf' + chr(233)) == 'caf' + chr(233); "
        "assert m.unsigned_text('long' * 99) == 'long' * 99"
    )
    env = os.environ | {"PYTHONMALLOC": "debug"}
    done = subprocess.run(
        [sys.executable, "-B", "-c", program],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_null(m):
    assert m.echo_text(None) is None
    assert m.text_length(None) == 9999
    assert m.null_text() is None


def test_no_byte_is_lost(m):
    assert m.raw_text() == "caf\xe9 \udcff\udc80"
    every = bytes(range(1, 256))
    assert m.echo_text(every).encode("utf-8", "surrogateescape") == every


def test_embedded_nul(m):
    for value in ("a\0b", b"a\0b", "\0", b"\0"):
        with pytest.raises(ValueError) as error:
            m.echo_text(value)
        assert str(error.value) == "echo_text() argument 'text' has an embedded NUL"


def test_what_is_no_text(m):
    with pytest.raises(TypeError) as error:
        m.echo_text(1)
    assert (
        str(error.value)
        == "echo_text() argument 'text' must be str, bytes, a buffer or None, not int"
    )
    for value in (1.0, ["a"], object()):
        with pytest.raises(TypeError):
            m.echo_text(value)


def test_a_surrogate_that_stands_for_no_byte(m):
    with pytest.raises(UnicodeEncodeError):
        m.echo_text("\ud800")


def test_unsigned_char_configured_as_text(m):
    assert m.unsigned_text("caf\xe9") == "caf\xe9"
    assert m.unsigned_text(b"\xff") == "\udcff"
    assert m.unsigned_text(None) is None


@pytest.mark.parametrize(
    "make",
    [
        bytearray,
        lambda data: memoryview(bytearray(data)),
        lambda data: array("b", data),
        lambda data: array("B", data),
        lambda data: memoryview(bytearray(data)).cast("c"),
    ],
    ids=["bytearray", "memoryview", "array b", "array B", "memoryview c"],
)
def test_a_writable_buffer_for_char_pointer(m, make):
    buffer = make(b"abc\0")
    result = m.shout(buffer)
    assert bytes(buffer) == b"ABC\0"
    assert result.string() == "ABC"


def test_mmap_for_char_pointer(m):
    with mmap.mmap(-1, 4096) as buffer:
        buffer[:3] = b"abc"
        assert m.shout(buffer).string() == "ABC"
        assert buffer[:3] == b"ABC"


@pytest.mark.parametrize(
    "value",
    [
        "abc",
        b"abc",
        memoryview(b"abc\0"),
        memoryview(bytearray(b"a.b.c.\0."))[::2],
        array("i", [0]),
        array("d", [0.0]),
        1,
        [b"a"],
    ],
    ids=str,
)
def test_what_a_char_pointer_refuses(m, value):
    with pytest.raises(TypeError, match=r"shout\(\) argument 'text' must be "):
        m.shout(value)


def test_null_for_char_pointer(m):
    assert m.shout(None) is None
    assert m.find_letter(bytearray(b"abc\0"), b"x") is None


def test_a_char_pointer_comes_back(m):
    buffer = bytearray(b"hello\0")
    rest = m.find_letter(buffer, b"l")
    assert rest.string() == "llo"
    assert rest[0] == b"l"
    assert rest[2] == b"o"
    assert rest[-1] == b"e"
    assert bytes(rest[0:3]) == b"llo"
    m.shout(rest)
    assert buffer == b"heLLO\0"
    assert int(m.shout(buffer)) + 2 == int(rest)
