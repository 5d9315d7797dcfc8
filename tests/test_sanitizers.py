"""The native style under the tools that see what no outcome shows: sanitizers, and a Python that counts every reference.

What is missing here is skipped with the package that has it; `tools/setup.sh test` installs it where it may.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ROOT, SAMPLES, projects, tribind

SANITIZERS = "-fsanitize=address,undefined -fno-sanitize-recover=undefined"


def runtime(name):
    """The path of a sanitizer's library, where the compiler has one."""
    compiler = os.environ.get("CC", "cc")
    command = [compiler, f"-print-file-name=lib{name}.so"]
    path = subprocess.run(
        command, capture_output=True, text=True, check=False
    ).stdout.strip()
    return path if os.path.isabs(path) else None


def run(command, env=None):
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-8000:]
    return done


def test_behaviour_under_sanitizers(tmp_path):
    asan = runtime("asan")
    if asan is None:
        pytest.skip(
            "no libasan.so: apt-get install libgcc-12-dev, or the one of your gcc"
        )
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        pytest.skip("without a GIL, Python has no allocator but its own")
    flags = f"{SANITIZERS} -g -fno-omit-frame-pointer"

    def build(named):
        name, project = named
        command = [tribind(), "build", project, "-s", "native", "-o", tmp_path / name]
        run([*command, "--python", sys.executable], os.environ | {"CFLAGS": flags})

    # Of the samples, the one whose results are kept.
    wanted = [p for p in projects() if p[0] not in SAMPLES or p[0] == "archetypes"]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(build, wanted))
    env = os.environ | {"TRIBIND_OUT": str(tmp_path), "TRIBIND_STYLE": "native"}
    # Python itself is not instrumented, so the runtime comes first by hand; it never frees all, so that leaks are
    # counted elsewhere; and its own allocator would hide its objects' ends.
    env |= {"LD_PRELOAD": asan, "PYTHONMALLOC": "malloc"}
    env |= {
        "ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1",
        "UBSAN_OPTIONS": "print_stacktrace=1",
    }
    suite = ROOT / "tests" / "behaviour"
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["--tb=short", str(suite), f"--ignore={suite / 'test_samples.py'}"]
    done = run(command, env)
    said = done.stdout + done.stderr
    assert "runtime error" not in said, said[-20000:]
    assert "AddressSanitizer" not in said, said[-20000:]


def test_no_reference_is_lost_in_a_debug_build(tmp_path):
    python = shutil.which("python3-dbg")
    if python is None:
        pytest.skip("no Python that counts references: apt-get install python3-dbg")
    command = [
        tribind(),
        "verify",
        ROOT / "c_samples" / "buggy",
        "-s",
        "native,ctypes",
        "--leaks",
    ]
    done = run([*command, "-o", tmp_path, "--python", python])
    assert "leaks: nothing is left behind" in done.stdout
