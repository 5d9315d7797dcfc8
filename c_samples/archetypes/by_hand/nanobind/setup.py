"""A module by nanobind, whose own library is compiled along.

python setup.py build_ext --inplace
"""

from pathlib import Path

import nanobind
from setuptools import Extension, setup

LIBRARY = Path(__file__).resolve().parents[2]  # archetypes.h and archetypes.c
NANOBIND = Path(nanobind.include_dir()).parent

module = Extension(
    "archetypes",
    [
        "archetypes_nanobind.cpp",
        str(NANOBIND / "src" / "nb_combined.cpp"),
        str(LIBRARY / "archetypes.c"),
    ],
    include_dirs=[
        str(LIBRARY),
        str(NANOBIND / "include"),
        str(NANOBIND / "ext" / "robin_map" / "include"),
    ],
    language="c++",
    define_macros=[("NDEBUG", None), ("NB_COMPACT_ASSERTIONS", None)],
    extra_compile_args=["-O2", "-fvisibility=hidden", "-fno-strict-aliasing"],
)

setup(name="archetypes", version="1", py_modules=[], ext_modules=[module])
