"""A module by SWIG, with -builtin: classes are extension types.

python setup.py build_ext --inplace
"""

from pathlib import Path

from setuptools import Extension, setup

LIBRARY = Path(__file__).resolve().parents[2]  # archetypes.h and archetypes.c

module = Extension(
    "_archetypes",
    ["archetypes.i", str(LIBRARY / "archetypes.c")],
    include_dirs=[str(LIBRARY)],
    swig_opts=["-builtin", "-O", "-keyword", f"-I{LIBRARY}"],
    extra_compile_args=["-O2", "-fvisibility=hidden"],
)

setup(name="archetypes", version="1", py_modules=[], ext_modules=[module])
