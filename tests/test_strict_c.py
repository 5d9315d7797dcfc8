"""The C and C++ that is generated for the samples, as strict compilers see it: no warning of any."""

import shutil
import subprocess
import sysconfig

import pytest
from conftest import ROOT, SAMPLES

STRICT = ["-Wall", "-Wextra", "-Werror"]
COMPILERS = [("gcc", "g++"), ("clang", "clang++")]


def command_for(source, compilers):
    """The compiler of a file's language, and what only that knows."""
    c, cxx = compilers
    return [c, "-Wstrict-prototypes"] if source.suffix == ".c" else [cxx]


@pytest.mark.parametrize("compilers", COMPILERS, ids=lambda names: names[0])
@pytest.mark.parametrize("style", ["native", "ctypes"])
def test_no_warning(style, compilers):
    if not all(map(shutil.which, compilers)):
        pytest.skip(f"{' or '.join(compilers)} is not here")
    sources = [
        (name, source)
        for name in SAMPLES
        for source in sorted((ROOT / "generated" / name / style / "src").glob("*.c*"))
    ]
    # ctypes compiles the shim only, where there is one.
    assert len(sources) >= (len(SAMPLES) if style == "native" else 1)
    for name, source in sources:
        command = [*command_for(source, compilers), *STRICT, "-fsyntax-only"]
        command += [
            "-isystem",
            sysconfig.get_path("include"),
            "-I",
            ROOT / "c_samples" / name,
        ]
        done = subprocess.run(
            [*command, source], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{source}\n{done.stderr}"
