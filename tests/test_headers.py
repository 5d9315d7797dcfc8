"""Small headers, each about a trap that a header of somebody else was found to set: every style binds them, and is what
the compiler and the contract say, and what the other styles are."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT, tribind

HEADERS = sorted((ROOT / "tests" / "headers").glob("*.h"))


@pytest.mark.parametrize("header", HEADERS, ids=lambda header: header.stem)
def test_verified(header, tmp_path):
    # What a header declares and no library has is left out, and told.
    command = [tribind(), "verify", header, "-l", "m", "-o", tmp_path]
    command += ["--python", sys.executable]
    # How well it is compiled is of no matter here.
    env = os.environ | {"CFLAGS": "-O0"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
