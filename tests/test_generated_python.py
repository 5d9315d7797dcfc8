"""Generated packages as their users' tools see them: ruff, mypy, stubtest, pip."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import STYLES, projects, tribind

PROJECTS = [name for name, _ in projects()]


def run(*command, **options):
    command = [str(part) for part in command]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout


def python(*command, **options):
    return run(sys.executable, *command, **options)


def stub(out, project, style):
    return out / project / style / project / "__init__.pyi"


@pytest.mark.parametrize("style", STYLES)
def test_ruff(out, style):
    folders = [out / project / style for project in PROJECTS]
    python("-m", "ruff", "check", "--no-cache", *folders)
    python("-m", "ruff", "format", "--no-cache", "--check", *folders)


@pytest.mark.parametrize(
    ("header", "library"), [("zlib.h", "z"), ("sqlite3.h", "sqlite3")]
)
def test_headers_of_others(tmp_path, header, library):
    """Long names and many of them."""
    if not Path("/usr/include", header).exists():
        pytest.skip(f"{header} is not here")
    command = [
        tribind(),
        "generate",
        header,
        "-l",
        library,
        "--style",
        ",".join(STYLES),
        "-m",
        "real",
        "-o",
        tmp_path,
    ]
    run(*command, "--quiet")
    python("-m", "ruff", "check", "--no-cache", tmp_path)
    python("-m", "ruff", "format", "--no-cache", "--check", tmp_path)
    python("-m", "mypy", "--strict", tmp_path / "ctypes" / "real" / "__init__.pyi")


@pytest.mark.parametrize("project", PROJECTS)
def test_one_stub_for_all_styles(out, project):
    first, *others = (stub(out, project, style).read_bytes() for style in STYLES)
    assert all(other == first for other in others)
    assert (out / project / STYLES[0] / project / "py.typed").read_bytes() == b""


def test_mypy(out, tmp_path):
    stubs = [stub(out, project, STYLES[0]) for project in PROJECTS]
    for version in ("3.10", "3.13"):
        python(
            "-m", "mypy", "--strict", "--python-version", version, *stubs, cwd=tmp_path
        )


# What one stub for all styles cannot say: the metaclass of ctypes' records, and that they are made by `__init__`, where
# it says `__new__`, which is the same to who calls the class.
ALLOWED = r"""
\w+\.\w+\.__init__
contract\.(Links|Names|Nested|Numbers|Point|pair|struct_lookup)
geometry\.(Affine|Label|Point|Rect|Triangle)
layouts\.(Arrays|Cell|Flags|Gap|Line|Lines|Mixed|Number|Numbers|Old|Outer(_many(_deep)?|_pair|_value)?|Packed|Packed2|Packet|Padded|Pixel|Point|Ref|Sign|Tagged|Tight|Track)
callbacks\.(Hooks|Point)
corners\.(Huge|Number|Point|Wave)
configured\.(Flags|Number)
owned\.(Door|Shelf)
maps\.pixels
archetypes\.Point
buggy\.bounds
minipool\.Usage
serial\.(Payload|Value)
edge\.Row
spin\.Clocks
"""


@pytest.mark.parametrize("style", STYLES)
def test_stubtest(out, tmp_path, style):
    path = os.pathsep.join(str(out / project / style) for project in PROJECTS)
    env = os.environ | {"PYTHONPATH": path, "MYPYPATH": path}
    options = ["--concise"]
    if style == "ctypes":
        (tmp_path / "allowed").write_text(ALLOWED, encoding="utf-8")
        options += ["--allowlist", "allowed"]
    python("-m", "mypy.stubtest", *options, *PROJECTS, cwd=tmp_path, env=env)


@pytest.mark.parametrize("project", PROJECTS)
def test_one_manifest_for_all_styles(out, project):
    """Apart from what it says of the style itself."""
    manifests = []
    program = f"import {project} as m; print(m.__tribind__)"
    for style in STYLES:
        env = os.environ | {"PYTHONPATH": str(out / project / style)}
        manifests.append(ast.literal_eval(python("-c", program, env=env)))
        assert style_of(manifests[-1]) == style
    for manifest in manifests:
        for record in manifest["records"].values():
            record.pop(
                "ctype", None
            )  # which a style names where its own layout is right
        for key in ("style", "variant", "capabilities"):
            del manifest[key]
    assert all(manifest == manifests[0] for manifest in manifests)


def style_of(manifest):
    """The style and, where there is one, the variant."""
    return "-".join(filter(None, (manifest["style"], manifest["variant"])))


@pytest.fixture
def project_copy(out, tmp_path):
    """Copies a package, since pip writes beside what it builds."""

    def copy(project, style):
        target = tmp_path / "source"
        shutil.copytree(out / project / style, target)
        return target

    return copy


def install_and_use(source, tmp_path):
    """Installs into a folder of its own and calls something there."""
    site = tmp_path / "site"
    options = [
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--disable-pip-version-check",
    ]
    python("-m", "pip", "install", *options, "--target", site, source, cwd=tmp_path)
    program = "import cppmult; print(cppmult.cppmult(6, 2.5), cppmult.__file__)"
    env = os.environ | {"PYTHONPATH": str(site)}
    value, path = python("-c", program, cwd=tmp_path, env=env).split()
    assert value == "15.0"
    assert path.startswith(str(site))
    return site


@pytest.mark.parametrize("style", STYLES)
def test_pip_install(project_copy, tmp_path, style):
    site = install_and_use(project_copy("cppmult", style), tmp_path)
    shipped = {path.name for path in (site / "cppmult").rglob("*")}
    assert {"__init__.py", "__init__.pyi", "py.typed", "_manifest.py"} <= shipped
    assert any(name.endswith(".so") for name in shipped)


@pytest.mark.parametrize("style", STYLES)
def test_sdist(project_copy, tmp_path, style):
    """A source distribution carries what it compiles, and nothing compiled."""
    source = project_copy("cppmult", style)
    python("setup.py", "--quiet", "sdist", cwd=source)
    [archive] = (source / "dist").glob("*.tar.gz")
    names = run("tar", "tzf", archive)
    assert ".so" not in names
    assert "csrc/cppmult.cpp" in names
    assert "src/shim.cpp" in names
    shutil.rmtree(source / "cppmult")
    install_and_use(archive, tmp_path)
