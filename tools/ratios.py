#!/usr/bin/env python3
"""What a call costs in generated modules and in modules written by hand, as ratios.

    tools/ratios.py [--python PYTHON]... [--tribind PATH] [--out DIR] [--only NAME,...]

Builds c_samples/archetypes in every style, and what lies in its folder by_hand, for each interpreter; counts
instructions, all in one run of `tribind bench --count`; and prints Markdown. What is not there is told by name, and
its column is left out. What is dearer than it should be is listed, with the C functions that the difference is in. Then
what each module weighs: processor time of compiling, size, time of the import; and the same for 500 functions.
"""

import argparse
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "c_samples" / "archetypes"
STYLES = ("native", "native-abi3", "ctypes", "cffi")

# Folder of by_hand, and how it is built there.
SETUP = "{python} setup.py -q build_ext --inplace"
LIBRARY = "{cc} -O2 -shared -fPIC -o libarchetypes.so ../../archetypes.c"
BY_HAND = {
    "native_expert": SETUP,
    "native_recycled": SETUP,
    "native_abi3": SETUP,
    "native_tutorial": SETUP,
    "pybind11": SETUP,
    "nanobind": SETUP,
    "cython": SETUP,
    "swig": SETUP,
    "ctypes_contract": LIBRARY,
    "ctypes_idiomatic": LIBRARY,
    "cffi_contract": "{python} build.py",
    "cffi_idiomatic": "{python} build.py",
    "cffi_abi": LIBRARY,
}

# Tables: the module that the others are set against, and the others.
TABLES = (
    (
        "Extensions, against the expert's",
        "native_expert",
        (
            "native",
            "native_recycled",
            "native_abi3",
            "native_tutorial",
            "cython",
            "nanobind",
            "swig",
            "pybind11",
        ),
    ),
    (
        "Extensions under the limited API, against the hand-written one",
        "native_abi3",
        ("native-abi3", "native"),
    ),
    (
        "ctypes, against the hand-written module that keeps the contract",
        "ctypes_contract",
        ("ctypes", "ctypes_idiomatic"),
    ),
    (
        "CFFI, against the hand-written module that keeps the contract",
        "cffi_contract",
        ("cffi", "cffi_idiomatic", "cffi_abi"),
    ),
)


# Generated modules that are to be cheaper than what these tools make.
TOOLS = ("cython", "nanobind", "swig", "pybind11")

SAME_CODE = "the same C, which gcc lays out otherwise here"
LITERAL = "where the library's literal lies in memory: CPython copies it in larger or smaller steps"
AN_INDEX = "an __index__ that fails is told from one that gives too much, for which CPython wants a place to write to"
NO_ARGUMENT = (
    "METH_FASTCALL, which 3.11 calls quicker than METH_NOARGS, and 3.13 does not"
)
TEXTS = "bytes and buffers are taken too, which are held during the call"
SPANS = "sequences and None are taken too, and what is held is told apart afterwards"
CALLBACKS = "C may keep them and call from any thread; the hand-written one has a single callable in a static variable"
EMPTY = "an empty array has an address for C, as in every style; the hand-written one passes NULL"
BASE = "the classes have a common base"
OWNED = (
    "a borrowed handle is told from an owned one, and the classes have a common base"
)
DECLARED = "its argtypes are declared"
BOOL = "`True if b else False` is quickest, and no linter lets it pass"

# Why a generated module is dearer than the hand-written one, where it is.
WHY = {
    ("native", "a text out"): SAME_CODE,
    ("native", "a method of a handle"): SAME_CODE,
    ("native", "an error code, raised"): SAME_CODE,
    ("native-abi3", "no argument"): NO_ARGUMENT,
    ("native-abi3", "two ints in, an int out"): AN_INDEX,
    ("native-abi3", "two out-parameters"): AN_INDEX,
    ("native-abi3", "a text in"): TEXTS,
    ("native-abi3", "a text out"): LITERAL,
    ("native-abi3", "a buffer of 8 doubles"): SPANS,
    ("native-abi3", "1000 callbacks"): CALLBACKS,
    ("ctypes", "no argument"): DECLARED,
    ("ctypes", "a buffer of 8 doubles"): EMPTY,
    ("ctypes", "get a field"): BASE,
    ("ctypes", "make a struct"): BASE,
    ("ctypes", "make a struct by names"): BASE,
    ("ctypes", "structs by value, in and out"): BASE,
    ("cffi", "six mixed arguments"): BOOL,
    ("cffi", "make a struct"): BASE,
    ("cffi", "make a struct by names"): BASE,
    ("cffi", "a handle: make, use, free"): OWNED,
}


def told(what: str) -> None:
    """Says what is missing, or what is being done."""
    print(f"ratios: {what}", file=sys.stderr, flush=True)


def run(command: list[str], **options: object) -> tuple[float, str]:
    """Processor time of a command and what it starts, and the last line of what it says where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, **options
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    said = (done.stderr or done.stdout).strip().splitlines() or ["it said nothing"]
    return spent, "" if done.returncode == 0 else said[-1]


def interpreter(name: str) -> tuple[str, str] | None:
    """Path and version of an interpreter by path or name, also of one that pyenv keeps out of the way."""
    asked = "import sys; print(sys.executable, '%d.%d' % sys.version_info[:2])"
    versions = pathlib.Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    kept = sorted((versions / "versions").glob("*/bin/" + pathlib.Path(name).name))
    for program in (name, *map(str, reversed(kept))):
        try:
            said = subprocess.check_output(
                [program, "-c", asked], text=True, stderr=subprocess.DEVNULL
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        path, version = said.rsplit(maxsplit=1)
        return path, version
    return None


def environment(python: str, out: pathlib.Path) -> pathlib.Path | None:
    """A virtual environment of an interpreter, with the tools; None where there is no such interpreter."""
    found = interpreter(python)
    if found is None:
        told(f"{python} is not here; its table is left out")
        return None
    program, version = found
    folder = out / version
    made = folder / "venv" / "bin" / "python"
    wanted = (ROOT / "requirements-ratios.txt").read_text() + (
        ROOT / "requirements.txt"
    ).read_text()
    stamp = folder / "venv" / "requirements"
    if not stamp.exists() or stamp.read_text() != wanted:
        told(f"installing the tools for Python {version}")
        subprocess.run([program, "-m", "venv", "--clear", folder / "venv"], check=True)
        pip = [made, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        failed = run([*map(str, pip), "-r", str(ROOT / "requirements-ratios.txt")])[1]
        if failed:
            told(f"pip: {failed}; trying each by itself")
            for line in wanted.splitlines():
                if "==" in line and run([*map(str, pip), line])[1]:
                    told(f"{line} cannot be installed for Python {version}")
        stamp.write_text(wanted)
    return folder


def build(
    folder: pathlib.Path, tribind: str, only: set[str]
) -> dict[str, dict[str, float]]:
    """Builds all modules of an interpreter; what each cost, by name. What does not build is left out."""
    python = folder / "venv" / "bin" / "python"
    env = environ(python)
    sources = folder / "archetypes"
    shutil.rmtree(sources, ignore_errors=True)
    shutil.copytree(SAMPLE, sources)
    facts: dict[str, dict[str, float]] = {}
    for style in STYLES:
        facts[style] = build_style(python, tribind, sources, style, "styles")
    for name, how in BY_HAND.items():
        if only and name not in only:
            continue
        where = sources / "by_hand" / name
        words = how.format(python=python, cc=os.environ.get("CC", "cc")).split()
        compiling, failed = run(words, cwd=where, env=env)
        if failed:
            told(f"{name} is left out, it does not build: {failed}")
            continue
        facts[name] = weigh(where, python, compiling)
    return facts


def environ(python: pathlib.Path) -> dict[str, str]:
    """The environment of who has activated a virtual one."""
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "VIRTUAL_ENV": str(python.parent.parent)}


def build_style(
    python: pathlib.Path,
    tribind: str,
    project: pathlib.Path,
    style: str,
    kind: str,
) -> dict[str, float]:
    """Builds a project in one style, anew; what it weighs."""
    out = python.parent.parent.parent / kind / style
    shutil.rmtree(out, ignore_errors=True)
    ask = [str(project), "-s", style, "-o", str(out)]
    env = environ(python)
    without = run([tribind, "generate", *ask], env=env)[0]
    compiling, failed = run([tribind, "build", *ask, "--python", str(python)], env=env)
    if failed:
        raise SystemExit(f"ratios: {style} does not build: {failed}")
    return weigh(out / style, python, max(0.0, compiling - without))


def weigh(
    where: pathlib.Path, python: pathlib.Path, compiling: float
) -> dict[str, float]:
    """Compile time in seconds; in KiB the module's binaries without symbols, and all shared objects that importing it
    loads; the quickest of some imports in ms."""
    binaries = [p for p in where.rglob("*.so") if "build" not in p.parts]
    module = "wide" if (where / "wide").is_dir() else "archetypes"
    stripped = where / "stripped"
    size = 0
    for binary in binaries:
        if run(["strip", "-o", str(stripped), str(binary)])[1]:
            shutil.copy(binary, stripped)
        size += stripped.stat().st_size
        stripped.unlink()
    code = IMPORT.format(module=module)
    env = {**os.environ, "PYTHONPATH": str(where)}
    # The first import leaves bytecode for the others, as an installation does.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    imports = [
        subprocess.check_output([python, "-c", code], env=env, text=True).split()
        for _ in range(15)
    ]
    return {
        "compile": compiling,
        "size": size / 1024,
        "loaded": int(imports[0][1]) / 1024,
        "import": min(int(ns) for ns, _ in imports) / 1e6,
        "dir": str(where),
    }


# Prints how many ns an import takes, and how many bytes the shared objects have that it loads.
IMPORT = """
import os, time
def objects():
    with open("/proc/self/maps") as maps:
        return {{line.split()[-1] for line in maps if ".so" in line}}
before = objects()
start = time.perf_counter_ns()
import {module}
print(time.perf_counter_ns() - start, sum(map(os.path.getsize, objects() - before)))
"""


def wide(folder: pathlib.Path, tribind: str) -> dict[str, dict[str, float]]:
    """What each style weighs for 500 functions."""
    python = folder / "venv" / "bin" / "python"
    project = folder / "wide"
    run([str(python), str(ROOT / "tools" / "wide.py"), "500", str(project)])
    facts = {}
    for style in STYLES:
        facts[style] = build_style(python, tribind, project, style, "wide")
    return facts


def count(
    folder: pathlib.Path, tribind: str, facts: dict[str, dict[str, float]]
) -> dict:
    """The counts of all modules, in one run."""
    python = folder / "venv" / "bin" / "python"
    out = folder / "styles" / "all"
    command = [
        tribind,
        "bench",
        str(folder / "archetypes"),
        "--count",
        "-s",
        ",".join(STYLES),
        "-o",
        str(out),
        "--python",
        str(python),
    ]
    for name, fact in facts.items():
        if name not in STYLES:
            command += ["--with", f"{name}={fact['dir']}"]
    started = time.monotonic()
    failed = run(command, env={**os.environ, "VIRTUAL_ENV": str(folder / "venv")})[1]
    if failed:
        raise SystemExit(f"ratios: tribind bench --count failed: {failed}")
    told(f"counted in {time.monotonic() - started:.0f} s")
    return json.loads((out / "count.json").read_text())["interpreters"][0]


def table(counts: dict, title: str, base: str, names: tuple[str, ...]) -> list[str]:
    """One table in Markdown: instructions and ratios."""
    at = {name: i for i, name in enumerate(counts["subjects"])}
    names = tuple(name for name in names if name in at)
    if base not in at or not names:
        return []
    lines = [f"### {title}, {counts['python']}", ""]
    lines.append("| instructions of one call | " + " | ".join((base, *names)) + " |")
    lines.append("| --- |" + " --: |" * (len(names) + 1))
    products = {name: (1.0, 0) for name in names}
    for row in counts["rows"]:
        numbers = [cell.get("instructions") for cell in row["cells"]]
        base_count = numbers[at[base]]
        cells = [f"{base_count:.0f}" if base_count else "–"]
        for name in names:
            n = numbers[at[name]]
            cells.append(f"{n:.0f} ({n / base_count:.2f})" if n and base_count else "–")
            if n and base_count:
                product, many = products[name]
                products[name] = product * n / base_count, many + 1
        lines.append(f"| {row['case']} | " + " | ".join(cells) + " |")
    means = [
        f"({product ** (1 / many):.2f})" if many else "–"
        for product, many in products.values()
    ]
    lines += ["| geometric mean | | " + " | ".join(means) + " |", ""]
    return lines


def reasons(counts: dict) -> list[str]:
    """Why there is no number, where there is none."""
    lines = []
    for row in counts["rows"]:
        for name, cell in zip(counts["subjects"], row["cells"], strict=True):
            if "failed" in cell:
                lines.append(f"- {name}, {row['case']}: {cell['failed']}")
    return [*lines, ""] if lines else []


def inside(base: dict, cell: dict) -> str:
    """The C functions that most of a difference is in."""
    flat = [
        {
            name: count
            for functions in each["functions"].values()
            for name, count in functions.items()
        }
        for each in (base, cell)
    ]
    grown = {
        name: flat[1].get(name, 0) - flat[0].get(name, 0)
        for name in flat[0].keys() | flat[1].keys()
        if not name.startswith("0x")
    }
    most = sorted(grown.items(), key=lambda item: (-abs(item[1]), item[0]))[:4]
    return ", ".join(f"{name} {count:+.0f}" for name, count in most if abs(count) >= 1)


def above(counts: dict, name: str, base: str, least: float) -> list[str]:
    """A line for each call that is so many times as dear as in another module, or more."""
    at = {name: i for i, name in enumerate(counts["subjects"])}
    if name not in at or base not in at:
        return []
    lines = []
    for row in counts["rows"]:
        cell, other = row["cells"][at[name]], row["cells"][at[base]]
        if "failed" in cell or "failed" in other:
            continue
        ratio = cell["instructions"] / other["instructions"]
        if ratio >= least:
            why = WHY.get((name, row["case"]), "no reason is known")
            where = inside(other, cell)
            lines.append(
                f"- {name}, {row['case']}: {ratio:.3f} × {base}: {why} ({where})"
            )
    return lines


def verdict(counts: dict) -> list[str]:
    """What is dearer than it should be, and why."""
    lines = [f"Not as cheap as wanted, {counts['python']}:", ""]
    for _, base, names in TABLES:
        lines += above(counts, names[0], base, 1.005)
    tools = [tool for tool in TOOLS if tool in counts["subjects"]]
    dear = [line for tool in tools for line in above(counts, "native", tool, 1.0)]
    if tools and not dear:
        dear = [f"- native is cheaper than {', '.join(tools)} in every row"]
    return [*lines, *dear, ""]


def weights(facts: dict[str, dict[str, float]], title: str) -> list[str]:
    """What each module weighs."""
    lines = [
        f"| {title} | compile, s | size, KiB | with what it loads, KiB | import, ms |",
        "| --- | --: | --: | --: | --: |",
    ]
    for name, fact in facts.items():
        numbers = f"{fact['compile']:.2f} | {fact['size']:.0f} | {fact['loaded']:.0f}"
        lines.append(f"| {name} | {numbers} | {fact['import']:.2f} |")
    return [*lines, ""]


# What native is not to be heavier than, and why it is, by what is weighed.
LIGHTER = ("cffi", "nanobind", "cython")
WHY_HEAVIER = {
    "compile": "the runtime that its wrappers share is compiled with it; for many functions it is the cheaper one",
    "size": "CFFI's conversions lie in its backend, which is weighed with what it loads",
    "import": "a module of Python for the enumerations and one for the manifest come with it",
}


def heavier(facts: dict[str, dict[str, float]]) -> list[str]:
    """Where native is heavier than it should be, and why."""
    lines = []
    for what, why in WHY_HEAVIER.items():
        mine = facts["native"][what]
        heavy = [n for n in LIGHTER if n in facts and facts[n][what] < mine]
        if heavy:
            told = ", ".join(f"{facts[n][what]:.2f} {n}" for n in heavy)
            lines.append(f"- native, {what} {mine:.2f}: {told}: {why}")
    return [*lines, ""] if lines else []


def main() -> None:
    """Prints the tables of each interpreter."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--python", action="append", help="an interpreter; python3.11 and python3.13"
    )
    parser.add_argument("--tribind", default="target/release/tribind")
    parser.add_argument("--out", default="out/ratios")
    parser.add_argument("--only", default="", help="only these of by_hand")
    options = parser.parse_args()
    for tool, hint in (("valgrind", "valgrind"), ("c++", "g++"), ("strip", "binutils")):
        if shutil.which(tool) is None:
            told(f"{tool} is not here: apt-get install {hint}")
    tribind = str(pathlib.Path(options.tribind).resolve())
    only = set(filter(None, options.only.split(",")))
    for python in options.python or ["python3.11", "python3.13"]:
        folder = environment(python, pathlib.Path(options.out).resolve())
        if folder is None:
            continue
        facts = build(folder, tribind, only)
        counts = count(folder, tribind, facts)
        for title, base, names in TABLES:
            print("\n".join(table(counts, title, base, names)))
        lines = verdict(counts) + reasons(counts)
        many = wide(folder, tribind)
        lines += weights(facts, "module") + heavier(facts)
        lines += weights(many, "500 functions") + heavier(many)
        print("\n".join(lines), flush=True)


if __name__ == "__main__":
    main()
