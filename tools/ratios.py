#!/usr/bin/env python3
"""What a call costs in generated modules and in modules written by hand, as ratios.

    tools/ratios.py [--python PYTHON]... [--tribind PATH] [--out DIR] [--only NAME,...]

Builds c_samples/archetypes in every style, and what lies in its folder by_hand, for each interpreter; counts
instructions, all in one run of `tribind bench --count`; and prints Markdown. What is not there is told by name, and
its column is left out. Further columns of native modules: processor time of compiling, size, time of the import.
"""

import argparse
import json
import os
import pathlib
import resource
import shutil
import statistics
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


def environment(python: str, out: pathlib.Path) -> pathlib.Path | None:
    """A virtual environment of an interpreter, with the tools; None where there is no such interpreter."""
    program = shutil.which(python)
    if program is None:
        told(f"{python} is not here; its table is left out")
        return None
    asked = "import sys; print('%d.%d' % sys.version_info[:2])"
    version = subprocess.check_output([program, "-c", asked], text=True).strip()
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
    bin_path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": bin_path, "VIRTUAL_ENV": str(folder / "venv")}
    sources = folder / "archetypes"
    shutil.rmtree(sources, ignore_errors=True)
    shutil.copytree(SAMPLE, sources)
    facts: dict[str, dict[str, float]] = {}
    for style in STYLES:
        shutil.rmtree(folder / "styles" / style, ignore_errors=True)
    for style in STYLES:
        ask = [
            str(sources),
            "-s",
            style,
            "-o",
            str(folder / "styles" / style),
            "--python",
            str(python),
        ]
        without, failed = run([tribind, "generate", *ask[:-2]], env=env)
        compiling, failed = run([tribind, "build", *ask], env=env)
        if failed:
            raise SystemExit(f"ratios: {style} does not build: {failed}")
        facts[style] = weigh(
            folder / "styles" / style / style, python, max(0.0, compiling - without)
        )
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


def weigh(
    where: pathlib.Path, python: pathlib.Path, compiling: float
) -> dict[str, float]:
    """Compile time in seconds, size of the binaries in KiB without symbols, time of the import in ms."""
    binaries = [p for p in where.rglob("*.so") if "build" not in p.parts]
    stripped = where / "stripped"
    size = 0
    for binary in binaries:
        if run(["strip", "-o", str(stripped), str(binary)])[1]:
            shutil.copy(binary, stripped)
        size += stripped.stat().st_size
        stripped.unlink()
    code = "import time; t = time.perf_counter_ns(); import archetypes; print(time.perf_counter_ns() - t)"
    env = {**os.environ, "PYTHONPATH": str(where)}
    imports = [
        subprocess.check_output([python, "-c", code], env=env, text=True)
        for _ in range(7)
    ]
    return {
        "compile": compiling,
        "size": size / 1024,
        "import": statistics.median(int(ns) for ns in imports) / 1e6,
        "dir": str(where),
    }


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


def weights(facts: dict[str, dict[str, float]]) -> list[str]:
    """What each module weighs."""
    lines = [
        "| module | compile, s | size, KiB | import, ms |",
        "| --- | --: | --: | --: |",
    ]
    for name, fact in facts.items():
        lines.append(
            f"| {name} | {fact['compile']:.2f} | {fact['size']:.0f} | {fact['import']:.2f} |"
        )
    return [*lines, ""]


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
        print("\n".join(reasons(counts) + weights(facts)), flush=True)


if __name__ == "__main__":
    main()
