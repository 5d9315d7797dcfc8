"""Structs that nobody thought of: hundreds are made up, bound in every style, and used from both sides.

A longer search: TRIBIND_SEED=7 TRIBIND_RECORDS=600 pytest tests/test_random.py
"""

import json
import os
import subprocess
import sys

import pytest
from conftest import ROOT, STYLES, tribind

sys.path.insert(0, str(ROOT / "tests" / "random"))

from make_library import library

SEED = int(os.environ.get("TRIBIND_SEED", "20"))
COUNT = int(os.environ.get("TRIBIND_RECORDS", "240"))

# Of those made up, how many must be bound and used; what is bound one day stays bound.
LEAST = {"records": 100, "by value": 50}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """OUT, with the made-up library bound in every style."""
    folder = tmp_path_factory.mktemp("random")
    header, source, _ = library(SEED, COUNT)
    (folder / "made.h").write_text(header)
    (folder / "made.c").write_text(source)
    command = [
        tribind(),
        "build",
        folder / "made.h",
        "--source",
        folder / "made.c",
        "-o",
        folder / "out",
    ]
    command += ["--style", ",".join(STYLES), "--python", sys.executable, "--quiet"]
    # How well it is compiled is of no matter here.
    env = os.environ | {"CFLAGS": "-O0 -Wno-psabi"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return folder / "out"


def use(built, style):
    """What the exercise says it used in one style."""
    path = os.pathsep.join([str(built / style), str(ROOT / "tests" / "random")])
    command = [
        sys.executable,
        "-B",
        "-X",
        "dev",
        str(ROOT / "tests" / "random" / "exercise.py"),
    ]
    env = os.environ | {"PYTHONPATH": path}
    done = subprocess.run(
        [*command, str(SEED), str(COUNT)],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{style}: {done.stdout[-1000:]}{done.stderr[-4000:]}"
    return json.loads(done.stdout)


def test_random_structs(built):
    used = {style: use(built, style) for style in STYLES}
    first = used[STYLES[0]]
    assert all(other == first for other in used.values()), used
    if COUNT >= 240:
        assert all(first[what] >= least for what, least in LEAST.items()), first
    print(first)
