"""An extension module under the limited API: one binary for CPython 3.11 and everything after it.

python setup.py build_ext --inplace
"""

from pathlib import Path

from setuptools import Extension, setup

LIBRARY = Path(__file__).resolve().parents[2]  # archetypes.h and archetypes.c

module = Extension(
    "archetypes",
    ["archetypes_abi3.c", str(LIBRARY / "archetypes.c")],
    include_dirs=[str(LIBRARY)],
    extra_compile_args=["-O2", "-fvisibility=hidden"],
    define_macros=[("Py_LIMITED_API", "0x030B0000")],
    py_limited_api=True,
)

setup(name="archetypes", version="1", py_modules=[], ext_modules=[module])
