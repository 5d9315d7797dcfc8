"""Global variables: `cvar` reads and writes C's memory."""

import gc

import pytest
from conftest import Index


@pytest.fixture
def m(corners):
    return corners


@pytest.fixture(autouse=True)
def as_it_was(m):
    """What a test writes is undone after it."""
    names = ["counter", "small", "big", "ratio", "single", "enabled", "letter", "name"]
    names += ["title", "current", "anything", "lambda_", "keys", "impedance", "huge"]
    before = {name: getattr(m.cvar, name) for name in names}
    table, grid = list(m.cvar.table), [list(row) for row in m.cvar.grid]
    hook, cursor = m.cvar.hook, m.cvar.cursor
    yield
    for name, value in before.items():
        setattr(m.cvar, name, value)
    m.cvar.table, m.cvar.grid, m.cvar.hook, m.cvar.cursor = table, grid, hook, cursor
    m.cvar.origin = m.Point(1.0, 2.0)


def test_reads_see_what_c_did(m):
    assert m.cvar.counter == 5
    assert m.counter_bump() == 6
    assert m.cvar.counter == 6


def test_c_sees_what_was_written(m):
    m.cvar.counter = 41
    assert m.counter_bump() == 42
    m.cvar.counter = Index(-5)
    assert m.counter_bump() == -4


def test_every_kind_of_number(m):
    cvar = m.cvar
    assert (cvar.small, cvar.big, cvar.ratio) == (-1, 2**64 - 1, 0.5)
    assert (cvar.single, cvar.enabled) == (0.10000000149011612, True)
    assert (cvar.letter, cvar.current) == (b"x", m.HIGH)
    assert type(cvar.current) is m.level
    cvar.small, cvar.big, cvar.ratio, cvar.single = -128, 0, 7, 1.5
    cvar.enabled, cvar.letter, cvar.current = [], 65, -1
    assert (cvar.small, cvar.big, cvar.ratio, cvar.single) == (-128, 0, 7.0, 1.5)
    assert (cvar.enabled, cvar.letter) == (False, b"A")
    assert cvar.current is m.LOW
    cvar.impedance = 3 - 4j
    assert cvar.impedance == 3 - 4j
    cvar.huge = -(2**127)
    assert cvar.huge == -(2**127)


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("counter", 2**31, OverflowError),
        ("counter", "1", TypeError),
        ("counter", 1.0, TypeError),
        ("counter", None, TypeError),
        ("small", 128, OverflowError),
        ("big", -1, OverflowError),
        ("ratio", "1", TypeError),
        ("letter", b"ab", TypeError),
        ("name", b"x" * 17, ValueError),
        ("name", 1, TypeError),
        ("title", "a\0b", ValueError),
        ("title", 1, TypeError),
        ("table", [1, 2, 3], ValueError),
        ("table", [1, 2, 3, "4"], TypeError),
        ("table", [1, 2, 3, 2**31], OverflowError),
        ("origin", (1.0, 2.0), TypeError),
        ("hook", "x", TypeError),
        ("box", 5, TypeError),
        ("huge", 2**127, OverflowError),
        ("impedance", "1", TypeError),
    ],
)
def test_a_refused_value_changes_nothing(m, name, value, kind):
    before = getattr(m.cvar, name)
    before = list(before) if name == "table" else before
    with pytest.raises(kind, match=name):
        setattr(m.cvar, name, value)
    assert getattr(m.cvar, name) == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", 1),
        ("motto", "x"),
        ("corner", None),
        ("fixed_corners", None),
        ("primes", [1] * 5),
        ("unknown_length", None),
    ],
)
def test_const_ones_refuse(m, name, value):
    getattr(m.cvar, name)
    with pytest.raises(AttributeError, match=name):
        setattr(m.cvar, name, value)


def test_const_ones_are_read(m):
    assert m.cvar.limit == 100
    assert m.cvar.motto == "caf\xe9"
    assert m.cvar.corner == m.Point(3.0, 4.0)
    assert list(m.cvar.primes) == [2, 3, 5, 7, 11]
    assert [m.cvar.unknown_length[i] for i in range(3)] == [0.5, 1.5, 2.5]


def test_a_const_record_is_read_as_a_copy(m):
    corner = m.cvar.corner
    corner.x = 9.0
    assert corner == m.Point(9.0, 4.0)
    assert m.cvar.corner == m.Point(3.0, 4.0)
    assert m.cvar.corner.__c_address__ != corner.__c_address__


def test_records_in_a_const_array_are_read_as_copies(m):
    corners = m.cvar.fixed_corners
    item = corners[1]
    item.y = 9.0
    assert item == m.Point(7.0, 9.0)
    for item in corners:
        item.x = 1.0
    assert list(m.cvar.fixed_corners) == [m.Point(5.0, 6.0), m.Point(7.0, 8.0)]
    assert repr(corners) == "[Point(x=5.0, y=6.0), Point(x=7.0, y=8.0)]"
    with pytest.raises((TypeError, AttributeError)):
        corners[0] = m.Point(1.0, 2.0)


def test_const_arrays_refuse_items(m):
    with pytest.raises((TypeError, AttributeError)):
        m.cvar.primes[0] = 4
    assert list(m.cvar.primes) == [2, 3, 5, 7, 11]


def test_unknown_names(m):
    cvar = m.module.cvar if m.cvar.counter else None
    for name in ("no_such", "Counter", "missing_variable", "counter_bump"):
        with pytest.raises(AttributeError, match=name):
            getattr(cvar, name)
        with pytest.raises(AttributeError, match=name):
            setattr(cvar, name, 1)
    with pytest.raises((AttributeError, TypeError)):
        del cvar.counter
    assert m.cvar.counter == 5
    assert "missing_variable" in m.__tribind__["skipped"]


def test_names_of_python(m):
    assert (m.cvar.lambda_, m.cvar.keys, m.cvar.__reserved) == (7, 8, 9)
    m.cvar.lambda_, m.cvar.keys = 20, 3
    assert m.hidden_sum() == 23


def test_dir_tells_all(m):
    assert m.cvar.counter == 5
    names = set(dir(m.module.cvar))
    assert {"counter", "limit", "origin", "lambda_", "table"} <= names
    assert {name for name in names if not name.startswith("_")} >= {"hook", "motto"}
    assert not any(name.startswith("_tb_") for name in names)


def test_text(m):
    assert m.cvar.title == "a title"
    m.cvar.title = str(b"made here, and kept", "ascii")
    gc.collect()
    junk = [str(i) * 20 for i in range(1000)]
    assert m.title_length() == 19
    assert m.cvar.title == "made here, and kept"
    m.cvar.title = b"\xff"
    assert m.cvar.title == "\udcff"
    m.cvar.title = None
    assert m.cvar.title is None
    assert m.title_length() == 9999
    assert len(junk) == 1000


def test_char_arrays(m):
    assert m.cvar.name == b"a name"
    m.cvar.name = "another"
    assert m.name_length() == 7
    assert m.cvar.name == b"another"


def test_structs(m):
    origin = m.cvar.origin
    assert origin == m.Point(1.0, 2.0)
    origin.x = 10.0
    assert m.origin_sum() == 12.0
    m.cvar.origin = m.Point(3.0, 4.0)
    assert origin == m.Point(3.0, 4.0)
    assert m.origin_sum() == 7.0
    assert m.cvar.origin.__c_address__ == origin.__c_address__


def test_unions(m):
    assert m.cvar.number.d == 1.5
    m.cvar.number.i = 0
    assert m.cvar.number.i == 0
    m.cvar.number = m.Number(d=1.5)
    assert m.cvar.number.d == 1.5


def test_arrays(m):
    table = m.cvar.table
    assert list(table) == [1, 2, 3, 4]
    table[0] = 10
    assert m.table_sum() == 19
    m.cvar.table = [1, 1, 1, 1]
    assert (m.table_sum(), list(table)) == (4, [1, 1, 1, 1])
    assert m.cvar.grid == [[1, 2, 3], [4, 5, 6]]
    m.cvar.grid[1][2] = 106
    assert m.grid_sum() == 121
    m.cvar.grid = [[0, 0, 0], [0, 0, 1]]
    assert m.grid_sum() == 1
    assert m.cvar.corners[1] == m.Point(3.0, 4.0)
    m.cvar.corners[1].x = 5.0
    assert m.cvar.corners[1].x == 5.0
    m.cvar.corners[1].x = 3.0


def test_pointers(m):
    assert (m.cvar.cursor[0], m.cvar.cursor[3]) == (1, 4)
    assert int(m.cvar.cursor) == m.cvar.table.__c_address__
    m.cvar.cursor = None
    assert m.cvar.cursor is None
    assert type(m.cvar.box) is m.Box
    box = m.cvar.box
    m.cvar.box = None
    assert m.cvar.box is None
    m.cvar.box = box
    assert m.cvar.box == box
    assert m.cvar.anything is None
    m.cvar.anything = 12345
    assert m.cvar.anything == 12345


def test_function_pointers(m):
    assert m.cvar.hook(21) == 42
    assert m.call_hook(4) == 8
    m.cvar.hook = lambda v: v + 1
    gc.collect()
    assert m.call_hook(4) == 5
    assert m.cvar.hook(1) == 2
    m.cvar.hook = None
    assert m.cvar.hook is None
    assert m.call_hook(4) == -1


def test_a_value_of_a_header(m):
    """`static const` in a header: a value like a macro's, read through the compiler or `cvar`."""
    assert m.static_limit() == 99
    manifest = m.__tribind__
    entry = manifest["variables"] | manifest["const_variables"]
    if "STATIC_LIMIT" not in manifest["skipped"]:
        assert "STATIC_LIMIT" in entry


def test_the_manifest(m):
    assert m.cvar.counter == 5
    variables = m.__tribind__["variables"]
    for name in ("counter", "limit", "origin", "table", "title", "hook"):
        assert name in variables
