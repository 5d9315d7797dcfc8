"""The same suite, unchanged, against each style."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import readme_table
from conftest import ROOT, STYLES


def run(out, style, folder):
    """Runs the suite against one style: how it ended, and what became of each test."""
    results = folder / f"{style}.json"
    env = os.environ | {"TRIBIND_OUT": str(out), "TRIBIND_STYLE": style}
    env["TRIBIND_RESULTS"] = str(results)
    # What is freed is overwritten at once, and every block has a fence.
    env["PYTHONMALLOC"] = "debug"
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["--tb=short", str(ROOT / "tests" / "behaviour")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    found = results.read_text(encoding="utf-8") if results.exists() else "{}"
    return done, json.loads(found)


@pytest.fixture(scope="module")
def suites(out, tmp_path_factory, request):
    """The runs of the styles that are asked for, as many at once as there are processors."""
    here = [item for item in request.session.items if item.module is request.module]
    chosen = [i.callspec.params["style"] for i in here if hasattr(i, "callspec")]
    folder = tmp_path_factory.mktemp("results")
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        styles = [style for style in STYLES if style in chosen]
        yield {style: threads.submit(run, out, style, folder) for style in styles}
        threads.shutdown(cancel_futures=True)


@pytest.fixture(scope="module")
def outcomes():
    """What became of each test, by style; filled as the suites end."""
    return {}


@pytest.mark.parametrize("style", STYLES)
def test_behaviour(suites, style, outcomes):
    done, found = suites[style].result()
    assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-2000:]
    outcomes[style] = found


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
