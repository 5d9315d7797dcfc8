"""The sample `wide`: made by a script, the same each time; every function of it arrives in every style."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT, STYLES, tribind

sys.path.insert(0, str(ROOT / "tools"))
import wide

# Enough for every mixture of types, and few enough to be compiled in seconds.
N = 84

CALL_THEM_ALL = """
import sys; sys.path.insert(0, sys.argv[1])
import wide as made, wide_script as script
assert made.WIDE_FUNCTIONS == script.N
for i in range(script.N):
    values = script.values(i)
    assert getattr(made, script.name(i))(*values) == i + sum(values), script.name(i)
assert len(made.__tribind__["functions"]) == script.N
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """OUT of a library of N functions."""
    folder = tmp_path_factory.mktemp("wide")
    command = [sys.executable, "-B", ROOT / "tools" / "wide.py", str(N), folder / "c"]
    subprocess.run(command, check=True)
    command = [tribind(), "build", folder / "c", "-o", folder / "out"]
    command += ["--style", ",".join(STYLES), "--python", sys.executable, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "out"


@pytest.mark.parametrize("style", STYLES)
def test_every_function_arrives(built, tmp_path, style):
    text = (ROOT / "tools" / "wide.py").read_text(encoding="utf-8")
    (tmp_path / "wide_script.py").write_text(f"{text}\nN = {N}\n", encoding="utf-8")
    command = [sys.executable, "-B", "-c", CALL_THEM_ALL, built / style]
    env = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_same_each_time():
    assert wide.files(500) == wide.files(500)
    first, more = (wide.files(n)["wide.h"].splitlines() for n in (10, 500))
    # A longer one begins like a shorter one, but for the number.
    assert [line for line in first[:-2] if line not in more] == [
        " * 10 functions, made by tools/wide.py.",
        "#define WIDE_FUNCTIONS 10",
    ]
    assert sum(line.startswith(("long ", "double ")) for line in more) == 500
