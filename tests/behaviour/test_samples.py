"""The samples' own modules: what each is there to show, and every case that its project file has."""

import gc
import inspect
import mmap
import os
import threading
from array import array
from pathlib import Path

import pytest
from conftest import load

try:
    import tomllib
except ImportError:  # Python 3.10
    tomllib = None

SAMPLES = Path(__file__).resolve().parent.parent.parent / "c_samples"


def cases():
    for project in sorted(SAMPLES.glob("*/tribind.toml")) if tomllib else []:
        config = tomllib.loads(project.read_text(encoding="utf-8"))
        for case in config.get("case", []):
            yield pytest.param(
                config["module"], case, id=f"{config['module']}: {case['name']}"
            )


@pytest.mark.parametrize(("name", "case"), list(cases()))
def test_case(name, case):
    namespace = {"m": load(name)}
    exec(case.get("setup", ""), namespace)  # noqa: S102
    if "expect" in case:
        value = eval(case["call"], namespace)
        assert value == eval(case["expect"], namespace)
    else:  # perhaps statements
        exec(case["call"], namespace)  # noqa: S102


def test_cmult():
    m = load("cmult")
    assert m.cmult(6, 2.3) == 13.799999237060547
    assert m.add(2**31 - 1, 1) == -(2**31)
    for bad in (2**31, -(2**31) - 1, 2**64 + 5):
        with pytest.raises(OverflowError):
            m.add(bad, 0)
    with pytest.raises(TypeError, match="add"):
        m.add(1, 2, 3)


def test_cppmult():
    m = load("cppmult")
    assert m.cppmult(6, 2.3) == 13.799999237060547
    assert m.cppmult(6.0, 2.3) == 6.0 * 2.3
    assert m.scaled(1.5) == 3.0
    assert m.scaled(1.5, 4) == 6.0
    for args in ((), (1,), (1, 2, 3), ("a", 2.0)):
        with pytest.raises(TypeError, match="cppmult"):
            m.cppmult(*args)
    with pytest.raises(
        TypeError, match=r"scaled\(\) argument 'value' must be float, not str"
    ):
        m.scaled("x")
    doc = inspect.getdoc(m.cppmult)
    assert "float cppmult(int int_param, float float_param)" in doc
    assert "double cppmult(double a, double b)" in doc


def test_fputsx(tmp_path):
    m = load("fputsx")
    path = tmp_path / "text"
    assert m.fputsx("caf\xe9\n", str(path)) == 6
    assert path.read_bytes() == "caf\xe9\n".encode()
    assert m.fputsx(b"\xff", bytes(path)) == 1
    with pytest.raises(FileNotFoundError):
        m.fputsx("x", str(tmp_path / "no" / "such"))
    with pytest.raises(ValueError):
        m.fputsx("a\0b", str(path))
    with pytest.raises(m.FputsxError) as error:
        m.fputsx_write("x", str(path), m.FPUTSX_KEEP)
    assert error.value.code == m.fputsx_status.FPUTSX_EXISTS


def test_geometry():
    m = load("geometry")
    assert m.point_add(m.Point(1, 2), m.Point(3, 4)) == m.Point(4, 6)
    label = m.label_make("name", m.Rect(m.Point(0, 0), m.Point(1, 1)))
    assert (label.name, label.visible) == (b"name", True)
    assert m.label_brightness(label) == 0
    with pytest.raises(m.GeometryError):
        m.affine_invert(m.Affine())


def test_outparams():
    m = load("outparams")
    assert m.divmod_i(-7, 2) == (-3, -1)
    assert m.min_max(array("d", [3, 1, 2])) == (1.0, 3.0)
    assert m.clamp_i(5, 0, 10) == (0, 5)
    with pytest.raises(m.OutparamsError):
        m.min_max([])


def test_imgfilter():
    m = load("imgfilter")
    pixels = bytearray([0, 100, 255])
    m.img_invert(pixels)
    assert pixels == bytes([255, 155, 0])
    with pytest.raises(TypeError):
        m.img_invert(bytes(pixels))
    with mmap.mmap(-1, 4096) as view:
        m.img_invert(view)
        assert view[0] == 255


def test_textscan(tmp_path):
    m = load("textscan")
    path = tmp_path / "text"
    path.write_text("one two three")
    assert m.textscan_words_file(str(path)) == 3
    with pytest.raises(FileNotFoundError):
        m.textscan_words_file(str(tmp_path / "missing"))


def test_boxes():
    m = load("boxes")
    alive, texts = m.boxes_alive(), m.boxes_texts_alive()
    outer = m.box_new("outer")
    inner = m.box_nest(m.box_nest(outer, "middle"), "inner")
    assert m.box_depth(outer) == 3
    assert m.box_inner(m.box_inner(outer)) == inner
    assert m.box_inner(inner) is None
    assert m.box_nest(outer, "no room") is None
    assert m.box_label(inner) == "inner"
    assert m.boxes_alive() == alive + 3
    assert m.boxes_texts_alive() == texts
    m.box_free(outer)
    assert m.boxes_alive() == alive
    with pytest.raises(TypeError):
        m.box_label("a box")
    with m.box_new("a box") as box:
        assert m.box_describe(box) == "a box"
        assert m.boxes_texts_alive() == texts
    with pytest.raises(ValueError):
        m.box_label(box)
    assert m.boxes_alive() == alive


def test_intern():
    m = load("intern")
    table, other = m.table_new(), m.table_new()
    spam = m.table_intern(table, "spam")
    assert m.table_intern(table, b"spam") == spam
    assert hash(m.table_find(table, "spam")) == hash(spam)
    assert m.table_find(table, "eggs") is None
    assert m.symbol_text(spam) == "spam"
    twin = m.table_intern(other, "spam")
    assert twin != spam
    assert (m.symbol_is(spam, twin), m.symbol_equals(spam, twin)) == (False, True)
    for i in range(1000):
        m.table_intern(table, f"word {i}")
    assert (m.table_count(table), m.table_saved(table)) == (1001, 5)
    assert m.table_find(table, "word 500") == m.table_intern(table, "word 500")
    m.table_free(table)
    m.table_free(other)


def test_refcell():
    m = load("refcell")
    before = m.cells_alive()
    a, b, c = (m.cell_new(i) for i in (1, 2, 3))
    m.cell_point(a, b)
    m.cell_point(b, c)
    m.cell_point(c, b)
    assert m.cell_count(b) == 3
    assert m.cell_value(m.cell_target(a)) == 2
    assert (m.cell_release(b), m.cell_release(c)) == (2, 1)
    # Held by a, which is held here.
    assert m.cells_collect() == 0
    assert m.cells_alive() == before + 3
    assert m.cell_release(a) == 0
    assert m.cells_alive() == before + 2
    assert m.cells_collect() == 2
    assert m.cells_alive() == before


def test_minipool():
    m = load("minipool")
    pool = m.minipool_new()
    fit = m.minipool_blocks_per_pool(512)
    blocks = [m.minipool_take(pool, 500) for _ in range(fit * 20)]
    assert len(set(blocks)) == len(blocks)
    assert all(block % m.MINIPOOL_ALIGN == 0 for block in blocks)
    assert len({block // m.MINIPOOL_POOL for block in blocks}) == 20
    usage = m.minipool_usage(pool)
    assert (usage.arenas, usage.pools, usage.pools_unused) == (2, 20, 12)
    assert (usage.asked, usage.given) == (500 * len(blocks), 512 * len(blocks))
    for block in blocks[::2] + blocks[1::2]:
        m.minipool_give(pool, block)
    assert m.minipool_usage(pool) == m.Usage(arenas=2, pools_unused=32)
    assert m.minipool_take(pool, 1) // m.MINIPOOL_POOL in {
        block // m.MINIPOOL_POOL for block in blocks
    }
    for address in (blocks[3], 12345, 0):
        with pytest.raises(m.MinipoolError, match="no block starts"):
            m.minipool_give(pool, address)
    for size in (0, 513):
        with pytest.raises(m.MinipoolError) as error:
            m.minipool_take(pool, size)
        assert error.value.code == m.MINIPOOL_SIZE
    m.minipool_free(pool)


def test_spin():
    m = load("spin")
    before = m.spin_clocks()
    assert m.nap_ms(20) >= 20
    assert m.spin_ms(5) >= 5
    after = m.spin_clocks()
    assert after.wall - before.wall >= 0.025
    assert 0.005 <= after.thread - before.thread < after.wall - before.wall
    assert m.spin_turns(0) != m.spin_turns(1)


def test_a_nap_lets_others_run():
    """A thread counts while the main thread is in C, with the interpreter's lock released."""
    m = load("spin")
    ticks = 0
    stop = threading.Event()

    def count():
        nonlocal ticks
        while not stop.is_set():
            ticks += 1

    thread = threading.Thread(target=count)
    thread.start()
    try:
        # Long enough to be given the processor on a busy machine.
        before = ticks
        m.nap_ms(200)
        during = ticks - before
    finally:
        stop.set()
        thread.join()
    assert during > 100


def test_mathload():
    m = load("mathload")
    assert [m.fib(i) for i in range(10)] == [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]
    assert m.fib(25) == m.fib_by_loop(25)
    found = array("I", bytes(40))
    assert m.divisors_find(60, found) == 12
    assert found.tolist() == [1, 2, 3, 4, 5, 6, 10, 12, 15, 20]
    assert [m.divisors_count(n) for n in (0, 1, 36, 97)] == [0, 1, 9, 2]
    assert m.pi_by_darts(1000, 7) == m.pi_by_darts(1000, 7) != m.pi_by_darts(1000, 8)


def test_ring_between_two_processes():
    """Far more than has room at once, while both are at it."""
    m = load("ring")
    memory = mmap.mmap(-1, m.RING_HEADER + 1000)
    m.ring_make(memory)
    message = bytes(range(256)) * 100
    child = os.fork()
    if child == 0:
        rest = memoryview(message)
        while rest:
            rest = rest[m.ring_put(memory, rest) :]
        os._exit(0)
    received, part = bytearray(), bytearray(300)
    while len(received) < len(message):
        received += part[: m.ring_get(memory, part)]
    assert os.waitpid(child, 0)[1] == 0
    assert received == message
    assert m.ring_look(memory) == (0, 1000)
    memory.close()


def test_ring_believes_nobody():
    m = load("ring")
    for size in (0, m.RING_HEADER):
        with pytest.raises(m.RingError, match="too small"):
            m.ring_make(bytearray(size))
    memory = bytearray(128)
    m.ring_make(memory)
    with pytest.raises(m.RingError, match="too small"):
        m.ring_look(memoryview(memory)[:100])
    with pytest.raises(TypeError):
        m.ring_put(bytes(memory), b"x")
    memory[16:20] = b"\xff" * 4
    with pytest.raises(m.RingError, match="no ring"):
        m.ring_get(memory, bytearray(1))


def test_sortcb():
    m = load("sortcb")
    values = array("i", [5, -3, 0, 5, 2**31 - 1, -(2**31)])
    assert m.sort_ints(values, None, None) > 0
    assert values.tolist() == [-(2**31), -3, 0, 5, 5, 2**31 - 1]
    m.sort_ints(values, m.sort_by("bits"), None)
    assert values.tolist() == [0, -(2**31), 5, 5, -3, 2**31 - 1]
    assert m.sort_by("size") is None
    assert m.sort_by("down")(1, 2, None) == 1


def test_sortcb_in_python():
    m = load("sortcb")
    words = ["pear", "fig", "apple", "plum"]
    places = array("i", range(4))
    m.sort_ints(places, lambda a, b, words: len(words[a]) - len(words[b]), words)
    assert [words[i] for i in places] == ["fig", "pear", "plum", "apple"]
    # A comparison that contradicts itself: some order, and every number once.
    numbers = array("i", range(100))
    m.sort_ints(numbers, lambda a, b, user: -1, None)
    assert sorted(numbers) == list(range(100))

    def fails(a, b, user):
        raise LookupError(user)

    with pytest.raises(LookupError, match="of mine"):
        m.sort_ints(numbers, fails, "of mine")
    assert sorted(numbers) == list(range(100))


def test_sortcb_bells():
    m = load("sortcb")
    bell = m.bell_new()
    heard = []
    for name in "abcd":
        listener = lambda text, times, who: heard.append((who, text, times)) or 1
        assert m.bell_listen(bell, listener, name) == 0
    assert m.bell_listen(bell, print, None) == -1
    gc.collect()
    assert m.bell_ring(bell, "ding") == 4
    assert m.bell_ring_elsewhere(bell, "dong") == 4
    assert heard[:2] == [("a", "ding", 1), ("b", "ding", 1)]
    assert heard[-1] == ("d", "dong", 2)
    m.bell_free(bell)
    assert m.bell_listen(None, None, None) == -1


def test_serial():
    m = load("serial")
    values = m.serial_new()
    for i in range(100):
        assert m.serial_add_int(values, i) == i + 1
    data = bytearray(m.serial_write(values, None))
    assert len(data) == 900
    m.serial_write(values, data)
    again = m.serial_read(data)
    copy = bytearray(900)
    assert m.serial_write(again, copy) == 900
    assert copy == data
    assert m.serial_read(data[:-1]) is None
    assert m.serial_kind(again, 0) is m.VALUE_INT
    assert m.serial_kind(again, 100) is m.VALUE_NOTHING
    m.serial_free(values)
    m.serial_free(again)


def test_serial_values():
    m = load("serial")
    value = m.value_of_word("eight letters")
    assert (value.kind, value.as_.word) == (m.VALUE_WORD, b"eight le")
    value.as_.bytes[0] = ord("E")
    assert value.as_.word == b"Eight le"
    values = m.serial_new()
    assert m.serial_add(values, value) == 1
    assert m.serial_add(values, m.Value(m.VALUE_REAL, m.Payload(r=0.5))) == 2
    assert m.serial_add(values, m.Value(kind=9)) == -1
    assert m.serial_get(values, 0) == value
    assert m.serial_get(values, 1).as_.r == 0.5
    assert m.serial_get(values, 2).kind is m.VALUE_NOTHING
    m.serial_free(values)


def test_edge():
    m = load("edge")
    assert m.edge_third(1.0) == 1.0 / 3.0
    assert m.edge_find("half") != m.edge_find("square")
    assert m.edge_find("root") is None
    assert list(m.cvar.edge_names) == ["half", "double", "square"]
    assert [m.edge_find(name)(3.0) for name in m.cvar.edge_names] == [1.5, 6.0, 9.0]
    assert m.edge_turn(complex(3, 4), 2) == -3 - 4j
    assert m.edge_divide(2**128 - 1, 2**64 - 1) == 2**64 + 1
    assert m.edge_square(1.5) == 2.25
    left_out = set(m.__tribind__["skipped"]) - set(m.__tribind__["signatures"])
    assert left_out == {"EDGE_H", "EDGE_COUNT", "edge_vformat"}
    assert "va_list" in m.__tribind__["skipped"]["edge_vformat"]
