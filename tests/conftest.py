"""Builds the packages that the Python tests look at, once a session, outside the source tree.

`tribind` is taken from TRIBIND, else from `target/`. A folder that was built before is taken from TRIBIND_OUT.
"""

import os
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = (
    "archetypes",
    "arity",
    "boxes",
    "buggy",
    "cmult",
    "cppmult",
    "edge",
    "fputsx",
    "geometry",
    "imgfilter",
    "intern",
    "mathload",
    "minipool",
    "outparams",
    "refcell",
    "ring",
    "serial",
    "sortcb",
    "spin",
    "textscan",
)
# native-abi3 is for the versions that have the limited API it needs.
HAS_LIMITED_API = sys.version_info >= (3, 11) and not sysconfig.get_config_var(
    "Py_GIL_DISABLED"
)
STYLES = (
    "ctypes",
    "cffi",
    "native",
    "cffi-abi",
    *(("native-abi3",) if HAS_LIMITED_API else ()),
)
# Libraries that are made for the behaviour suite, each about one part of the contract.
THEMES = (
    "layouts",
    "callbacks",
    "corners",
    "configured",
    "owned",
    "failures",
    "lengths",
    "maps",
)

# The behaviour suite imports one style's modules, so it runs in a process of its own:
# `test_styles.py` starts it, or you do, with TRIBIND_OUT and TRIBIND_STYLE.
collect_ignore = [] if "TRIBIND_STYLE" in os.environ else ["behaviour"]


def projects():
    """Name and folder of every project that is built."""
    behaviour = ROOT / "tests" / "behaviour"
    yield "contract", behaviour / "fixture"
    for name in THEMES:
        yield name, behaviour / name
    for name in SAMPLES:
        yield name, ROOT / "c_samples" / name


def tribind():
    """The tool: TRIBIND, or the newest that cargo built."""
    if named := os.environ.get("TRIBIND"):
        return Path(named)
    built = [ROOT / "target" / profile / "tribind" for profile in ("release", "debug")]
    built = [path for path in built if path.exists()]
    if not built:
        pytest.fail("build tribind first: cargo build")
    return max(built, key=lambda path: path.stat().st_mtime)


@pytest.fixture(scope="session")
def out(tmp_path_factory):
    """OUT, with OUT/<project>/<style>/<project> for each project and style."""
    if ready := os.environ.get("TRIBIND_OUT"):
        return Path(ready)
    folder = tmp_path_factory.mktemp("out")

    def build(named):
        name, project = named
        command = [tribind(), "build", project, "-o", folder / name]
        command += ["--style", ",".join(STYLES), "--python", sys.executable]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return f"{name}: {done.stderr}" if done.returncode else None

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        failures = [failure for failure in threads.map(build, projects()) if failure]
    assert not failures, "\n".join(failures)
    return folder
