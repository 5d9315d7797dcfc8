"""Imports the packages of one style, the one that TRIBIND_STYLE names, from TRIBIND_OUT/<project>/<style>."""

import enum
import importlib
import os
import sys
from pathlib import Path

import pytest

OUT = Path(os.environ["TRIBIND_OUT"])
STYLE = os.environ["TRIBIND_STYLE"]

for folder in sorted(OUT.glob(f"*/{STYLE}")):
    sys.path.insert(0, str(folder))


class Index:
    """Is no int, but can be taken for one."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Float:
    """Is no float, but can be taken for one."""

    def __init__(self, value):
        self.value = value

    def __float__(self):
        return self.value


class Broken:
    """Fails whatever it is asked."""

    def __index__(self):
        raise ZeroDivisionError("index")

    def __float__(self):
        raise ZeroDivisionError("float")

    def __bool__(self):
        raise ZeroDivisionError("bool")


class Number(enum.IntEnum):
    """Members are ints."""

    SEVEN = 7


class Bytes(bytearray):
    """A buffer that a weak reference can watch."""


def named(value):
    """How an error names what it got."""
    return "None" if value is None else type(value).__name__


def load(name):
    """A module of the style under test."""
    return importlib.import_module(name)


@pytest.fixture(scope="session")
def m():
    """The module that was made for this suite."""
    return load("contract")


@pytest.fixture(scope="session")
def style():
    """Which style this is; for what the manifest's capabilities say differs, and for nothing else."""
    return STYLE
