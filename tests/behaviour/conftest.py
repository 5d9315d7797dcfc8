"""Imports the packages of one style, the one that TRIBIND_STYLE names, from TRIBIND_OUT/<project>/<style>."""

import enum
import gc
import importlib
import json
import os
import sys
from pathlib import Path

import pytest

OUT = Path(os.environ["TRIBIND_OUT"])
STYLE = os.environ["TRIBIND_STYLE"]

for folder in sorted(OUT.glob(f"*/{STYLE}")):
    sys.path.insert(0, str(folder))

# What became of each test, for the table in the README: written to TRIBIND_RESULTS at the end.
OUTCOMES = {}


def pytest_collection_finish():
    """Takes pytest's own objects out of the collector's sight, which many tests call: they take a fifth of the time."""
    gc.collect()
    gc.freeze()


def pytest_runtest_logreport(report):
    """Notes how a test ended; a skip is told by the phase in which it happened."""
    if report.when == "call" or report.outcome != "passed":
        OUTCOMES[report.nodeid] = report.outcome


def pytest_sessionfinish():
    """Hands the outcomes over."""
    if results := os.environ.get("TRIBIND_RESULTS"):
        Path(results).write_text(json.dumps(OUTCOMES), encoding="utf-8")


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


class Bound:
    """A module of which something may be left out: who asks for such a name is skipped, with the manifest's reason.

    Everything else is the module's own, so that a test runs as soon as what it needs is bound.
    """

    def __init__(self, module):
        self.__dict__.update(module=module, cvar=Variables(module))

    def __getattr__(self, name):
        skip_if_left_out(self.module, name, f"struct {name}", f"union {name}")
        return getattr(self.module, name)


class Variables:
    """The same for the module's `cvar`."""

    def __init__(self, module):
        self.__dict__["module"] = module

    def __getattr__(self, name):
        skip_if_left_out(self.module, name)
        return getattr(self.module.cvar, name)

    def __setattr__(self, name, value):
        skip_if_left_out(self.module, name)
        setattr(self.module.cvar, name, value)


def skip_if_left_out(module, *names):
    """Skips the test that runs if the manifest lists one of the names as left out."""
    manifest = module.__tribind__
    skipped = manifest["skipped"]
    for name in names:
        # What signatures stand for was never to have a name of its own.
        if name in skipped and name not in manifest.get("signatures", {}):
            pytest.skip(f"{name} is left out: {skipped[name]}")


@pytest.fixture(scope="session")
def layouts():
    """Unions, bit-fields, packed, over-aligned, anonymous and flexible members."""
    return Bound(load("layouts"))


@pytest.fixture(scope="session")
def corners():
    """Complex and 128-bit numbers, inline functions, global variables."""
    return Bound(load("corners"))


@pytest.fixture(scope="session")
def configured():
    """What only the project file can say of callbacks, variable arguments, macros and results."""
    return Bound(load("configured"))


@pytest.fixture(scope="session")
def owned():
    """Who owns what."""
    return Bound(load("owned"))


@pytest.fixture(scope="session")
def failures():
    """How a call says that it failed."""
    return Bound(load("failures"))


@pytest.fixture(scope="session")
def lengths():
    """Memory and how long it is."""
    return Bound(load("lengths"))


@pytest.fixture(scope="session")
def maps():
    """Functions that are called for each item of buffers."""
    return Bound(load("maps"))


@pytest.fixture(scope="session")
def callbacks():
    """Functions that C calls, and functions that come out of C."""
    return Bound(load("callbacks"))


@pytest.fixture(scope="session")
def m():
    """The module that was made for this suite."""
    return load("contract")


@pytest.fixture(scope="session")
def style():
    """Which style this is; for what the manifest's capabilities say differs, and for nothing else."""
    return STYLE
