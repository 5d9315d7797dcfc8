"""Native modules where it depends on the Python: results that are used again, and several interpreters of one process."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT, tribind

PROGRAM = """
import sys
sys.path.insert(0, {folder!r})
import archetypes as m
first = m.add(1000, 1)
kept = [m.add(1000, n) for n in range(500)]
assert first == 1001 and kept == [1000 + n for n in range(500)]
p = m.point_add(m.Point(1, 2), m.Point(x=3, y=4))
assert (p.x, p.y) == (4.0, 6.0) and m.divide(17, 5) == (3, 2)
assert m.fold(5, lambda x, y: x + y + 500) > 500
assert m.colour_at(1) is m.colour.GREEN
try:
    m.halve(3)
except m.HalveError as error:
    assert error.code == 1
else:
    raise AssertionError("no error")
with m.counter_new(7) as counter:
    m.counter_next(counter)
seen = (id(m.Point), id(m.HalveError), id(m.colour))
"""

# The module has changed its name and its functions over the versions.
DRIVER = """
import sys
if sys.version_info >= (3, 13):
    import _interpreters
    new, run, end = lambda: _interpreters.create("legacy"), _interpreters.run_string, _interpreters.destroy
else:
    import _xxsubinterpreters
    options = {{"isolated": False}}
    new, run, end = lambda: _xxsubinterpreters.create(**options), _xxsubinterpreters.run_string, _xxsubinterpreters.destroy

def checked(name, text):
    failed = run(name, text)
    assert failed is None, failed

program = {program!r}
here = {{}}
exec(program, here)
names = [new() for _ in range(3)]
for name in names:
    checked(name, program)
for name in names:
    checked(name, program + "assert m.add(2000, 5) == 2005 and kept[7] == 1007\\n")
end(names[0])
checked(names[1], "assert p.x == 4.0 and m.point_dot(p, p) == 52.0 and kept[9] == 1009\\n")
own = "assert seen != " + repr(here["seen"]) + "\\n"
checked(names[2], own)
for name in names[1:]:
    end(name)
exec(program, here)
print("fine")
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """OUT, with OUT/archetypes/native for this Python."""
    folder = tmp_path_factory.mktemp("made")
    command = [
        tribind(),
        "build",
        ROOT / "c_samples" / "archetypes",
        "--style",
        "native",
    ]
    command += ["-o", folder / "archetypes", "--python", sys.executable]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_what_is_kept_stays_as_it_is(made):
    suite = ROOT / "tests" / "behaviour" / "test_kept_results.py"
    done = subprocess.run(
        [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", suite],
        env=os.environ | {"TRIBIND_OUT": str(made), "TRIBIND_STYLE": "native"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(sys.version_info < (3, 12), reason="modules say it since 3.12")
def test_each_interpreter_has_its_own(made):
    folder = str(made / "archetypes" / "native")
    driver = DRIVER.format(program=PROGRAM.format(folder=folder))
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", driver],
        env=os.environ | {"PYTHONPATH": folder},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "fine\n"


@pytest.mark.skipif(sys.version_info < (3, 12), reason="isolation is new in 3.12")
def test_no_interpreter_with_a_lock_of_its_own_loads_it(made):
    """The library may not be ready for two threads at once, so the import is refused rather than unsafe."""
    folder = str(made / "archetypes" / "native")
    if sys.version_info >= (3, 13):
        create, module = '_interpreters.create("isolated")', "_interpreters"
    else:
        create, module = (
            "_xxsubinterpreters.create(isolated=True)",
            "_xxsubinterpreters",
        )
    text = f"import sys; sys.path.insert(0, {folder!r})\\ntry:\\n    import archetypes\\nexcept ImportError as e:\\n    "
    text += "assert 'does not support loading in subinterpreters' in str(e), e\\nelse:\\n    raise SystemError('loaded')\\n"
    program = f"import {module}\nfailed = {module}.run_string({create}, '''{text}''')\nassert failed is None, failed"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
