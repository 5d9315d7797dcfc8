"""A module by Cython.

python setup.py build_ext --inplace
"""

from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

LIBRARY = Path(__file__).resolve().parents[2]  # archetypes.h and archetypes.c

module = Extension(
    "archetypes",
    ["archetypes.pyx", str(LIBRARY / "archetypes.c")],
    include_dirs=[str(LIBRARY)],
    extra_compile_args=["-O2", "-fvisibility=hidden"],
)

setup(
    name="archetypes",
    version="1",
    py_modules=[],
    ext_modules=cythonize([module], compiler_directives={"language_level": 3}),
)
