"""The samples' own modules: what each is there to show, and every case that its project file has."""

import inspect
import mmap
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
    value = eval(case["call"], namespace)
    if "expect" in case:
        assert value == eval(case["expect"], namespace)


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
