"""A library of its own file is found beside the module, then by its name; a missing one is an ImportError."""

import os
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, STYLES, tribind

SOURCE = ROOT / "tests" / "loading"
PROGRAM = "import far; print(far.far_away(41))"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The library's folder, and the packages that were linked to it."""
    folder = tmp_path_factory.mktemp("far")
    library = folder / "lib" / "libfar.so"
    library.parent.mkdir()
    compiler = os.environ.get("CC", "cc").split()
    command = [*compiler, "-shared", "-fPIC", "-Wl,-soname,libfar.so", "-o", library]
    subprocess.run([*command, SOURCE / "far.c"], check=True)
    command = [tribind(), "build", SOURCE / "far.h", "-l", "far", "-L", library.parent]
    command += ["-o", folder / "out", "--style", ",".join(STYLES)]
    command += ["--python", sys.executable, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return library, folder / "out"


def use(package, **env):
    env = os.environ | {"PYTHONPATH": str(package)} | env
    command = [sys.executable, "-B", "-W", "ignore:The global interpreter lock"]
    command += ["-c", PROGRAM]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("style", STYLES)
def test_by_its_name(built, style):
    library, out = built
    done = use(out / style, LD_LIBRARY_PATH=str(library.parent))
    assert (done.stdout, done.stderr) == ("42\n", "")


@pytest.mark.parametrize("style", STYLES)
def test_beside_the_module(built, tmp_path, style):
    library, out = built
    shutil.copytree(out / style, tmp_path / style)
    shutil.copy(library, tmp_path / style / "far")
    done = use(tmp_path / style)
    assert (done.stdout, done.stderr) == ("42\n", "")


@pytest.mark.parametrize("style", STYLES)
def test_missing(built, style):
    _, out = built
    done = use(out / style)
    assert done.returncode == 1
    _, _, error = done.stderr.partition("\nImportError: ")
    assert "libfar.so" in error


@pytest.mark.parametrize("style", STYLES)
def test_no_path_is_baked_in(built, style):
    library, out = built
    for file in (out / style).rglob("*"):
        if file.is_file() and not file.name.startswith("."):
            assert str(library.parent).encode() not in file.read_bytes(), file
