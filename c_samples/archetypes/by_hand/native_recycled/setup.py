"""The expert's module, which uses result objects again: native_expert, compiled with RECYCLE.

python setup.py build_ext --inplace
"""

from pathlib import Path

from setuptools import Extension, setup

LIBRARY = Path(__file__).resolve().parents[2]  # archetypes.h and archetypes.c

module = Extension(
    "archetypes",
    [
        str(LIBRARY / "by_hand" / "native_expert" / "archetypes_expert.c"),
        str(LIBRARY / "archetypes.c"),
    ],
    include_dirs=[str(LIBRARY)],
    extra_compile_args=["-O2", "-fvisibility=hidden"],
    define_macros=[("RECYCLE", None)],
)

setup(name="archetypes", version="1", py_modules=[], ext_modules=[module])
