"""Native modules whose functions all release the GIL: in interpreters with a GIL of their own, and without any."""

import subprocess
import sys
import sysconfig

import pytest
from conftest import ROOT, tribind

HEADER = """
#include <stddef.h>
typedef struct pair { double x, y; } pair;
enum mode { PLAIN, TWICE };
int add(int a, int b);
double total(const double *values, size_t n);
const char *name_of(enum mode mode);
enum mode other(enum mode mode);
pair flipped(pair p);
void halves(int n, int *low, int *high);
int checked(int n);
"""

SOURCE = """
#include "parallel.h"
int add(int a, int b) { return a + b; }
double total(const double *values, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += values[i];
    return sum;
}
const char *name_of(enum mode mode) { return mode == PLAIN ? "plain" : "twice"; }
enum mode other(enum mode mode) { return mode == PLAIN ? TWICE : PLAIN; }
pair flipped(pair p) { return (pair){ p.y, p.x }; }
void halves(int n, int *low, int *high) { *low = n / 2; *high = n - n / 2; }
int checked(int n) { return n % 7 == 0; }
"""

CONFIG = """
module = "parallel"
headers = ["parallel.h"]
sources = ["parallel.c"]
gil = "release"

[function.total]
arrays = { values = "n" }

[function.halves]
out = ["low", "high"]

[function.checked]
error = "nonzero"
"""

# Every kind of result, some kept, which another thread must not write into.
WORK = """
import array
import parallel as m

def work(k):
    kept = []
    for i in range(2000):
        kept.append((m.add(1000 * k, i), m.halves(1000 * k + i)))
        p = m.flipped(m.pair(k, i))
        assert (p.x, p.y) == (i, k)
        assert m.total([k, i, 0.5]) == m.total(array.array("d", [k, i, 0.5])) == k + i + 0.5
        assert m.name_of(m.other(m.mode.PLAIN)) == "twice" and m.other(1) is m.mode.PLAIN
        try:
            m.checked(i)
        except m.ParallelError as error:
            assert error.code == 1 and i % 7 == 0
        else:
            assert i % 7
    assert kept == [(1000 * k + i, ((1000 * k + i) // 2, (1000 * k + i + 1) // 2)) for i in range(2000)]
"""

ISOLATED = """
import sys
import threading
if sys.version_info >= (3, 13):
    import _interpreters as interpreters
    create = lambda: interpreters.create("isolated")
else:
    import _xxsubinterpreters as interpreters
    create = lambda: interpreters.create(isolated=True)
failures = []

def run(name, k):
    failed = interpreters.run_string(name, program + f"work({k})")
    if failed is not None:
        failures.append(failed)

program = sys.argv[1]
names = [create() for _ in range(3)]
threads = [threading.Thread(target=run, args=(name, k)) for k, name in enumerate(names)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for name in names:
    interpreters.destroy(name)
assert not failures, failures
print("fine")
"""

TOGETHER = """
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(8) as threads:
    list(threads.map(work, range(8)))
import sys
assert not sys._is_gil_enabled()
print("fine")
"""

IS_FREE = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder to import `parallel` from."""
    project = tmp_path_factory.mktemp("parallel")
    (project / "parallel.h").write_text(HEADER)
    (project / "parallel.c").write_text(SOURCE)
    (project / "tribind.toml").write_text(CONFIG)
    return build(project, project / "out")


def build(project, out):
    command = [tribind(), "build", project, "-s", "native", "-o", out]
    command += ["--python", sys.executable]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return str(out / "native")


def run(folder, *args):
    return subprocess.run(
        [sys.executable, "-X", "dev", "-c", *args],
        env={"PYTHONPATH": folder},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(sys.version_info < (3, 12), reason="isolation is new in 3.12")
def test_interpreters_with_a_lock_of_their_own(folder):
    done = run(folder, ISOLATED, f"import sys; sys.path.insert(0, {folder!r})\n{WORK}")
    assert (done.returncode, done.stdout) == (0, "fine\n"), done.stderr


@pytest.mark.skipif(not IS_FREE, reason="this interpreter has a GIL")
def test_no_lock_at_all(folder):
    done = run(folder, WORK + TOGETHER)
    assert (done.returncode, done.stdout, done.stderr) == (0, "fine\n", "")


@pytest.mark.skipif(not IS_FREE, reason="this interpreter has a GIL")
def test_a_library_that_may_not_bear_threads_has_the_lock(tmp_path):
    folder = build(ROOT / "c_samples" / "archetypes", tmp_path)
    done = run(folder, "import archetypes, sys; print(sys._is_gil_enabled())")
    assert (done.returncode, done.stdout) == (0, "True\n")
    assert "has been enabled to load module 'archetypes._native'" in done.stderr
