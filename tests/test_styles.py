"""The same suite, unchanged, against each style."""

import json
import os
import subprocess
import sys

import pytest
import readme_table
from conftest import ROOT, STYLES


@pytest.fixture(scope="module")
def outcomes():
    """What became of each test, by style; filled as the suites run."""
    return {}


@pytest.mark.parametrize("style", STYLES)
def test_behaviour(out, style, tmp_path, outcomes):
    results = tmp_path / "results.json"
    env = os.environ | {"TRIBIND_OUT": str(out), "TRIBIND_STYLE": style}
    env["TRIBIND_RESULTS"] = str(results)
    # What is freed is overwritten at once, and every block has a fence.
    env["PYTHONMALLOC"] = "debug"
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["--tb=short", str(ROOT / "tests" / "behaviour")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-2000:]
    outcomes[style] = json.loads(results.read_text(encoding="utf-8"))


def test_the_table_in_the_readme_is_what_the_tests_found(outcomes):
    if set(outcomes) != set(STYLES):
        pytest.skip("not every style was tested in this run")
    if sys.version_info[:2] != (3, 11):
        pytest.skip(
            "what is told is what Python 3.11 finds; others leave out other tests"
        )
    table = readme_table.table(outcomes, STYLES)
    if os.environ.get("BLESS"):
        readme_table.write(table)
    assert readme_table.read() == table, "make bless writes it anew"
