"""A module by pybind11.

python setup.py build_ext --inplace
"""

from pathlib import Path

import pybind11
from setuptools import Extension, setup

LIBRARY = Path(__file__).resolve().parents[2]  # archetypes.h and archetypes.c

module = Extension(
    "archetypes",
    ["archetypes_pybind11.cpp", str(LIBRARY / "archetypes.c")],
    include_dirs=[str(LIBRARY), pybind11.get_include()],
    language="c++",
    extra_compile_args=["-O2", "-fvisibility=hidden"],
)

setup(name="archetypes", version="1", py_modules=[], ext_modules=[module])
