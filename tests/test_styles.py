"""The same suite, unchanged, against each style."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT, STYLES


@pytest.mark.parametrize("style", STYLES)
def test_behaviour(out, style):
    env = os.environ | {"TRIBIND_OUT": str(out), "TRIBIND_STYLE": style}
    # What is freed is overwritten at once, and every block has a fence.
    env["PYTHONMALLOC"] = "debug"
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["--tb=short", str(ROOT / "tests" / "behaviour")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-2000:]
