#!/usr/bin/env python3
"""How the work grows with the library: a made-up header of 10, 100, 1000, 5000 functions in each style.

    tools/scale.py [--sizes 10,100,1000] [--tribind PATH]

Seconds of processor time (user and system, all processes together), so that a busy machine hardly shows: generate,
build beyond that, and import; and what one function more costs in each, in milliseconds. It grows as the number of
functions does, or something is wrong.
"""

import argparse
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

STYLES = ("ctypes", "cffi", "native")
TYPES = """
#include <stddef.h>
enum colour { RED, GREEN = 7 };
struct point { int x; double y; };
struct box;
"""
GROUP = (
    ("int add_{0}(int a, long b)", "return a + (int)b + {0};"),
    ("const char *text_{0}(const char *s)", "return s + {0} * 0;"),
    ("double total_{0}(const double *xs, size_t n)", "return n ? xs[0] : {0};"),
    (
        "struct point moved_{0}(struct point p, double by)",
        "p.x += {0}; p.y += by; return p;",
    ),
    ("struct box *same_{0}(struct box *b)", "return b + 0 * {0};"),
    (
        "enum colour other_{0}(enum colour c, struct point *p)",
        "p->x = {0}; return c == RED ? GREEN : RED;",
    ),
)


def library(folder: pathlib.Path, size: int) -> None:
    """Writes `scale.h` and `scale.c` with that many functions, and as many macros."""
    header, source = [TYPES], ['#include "scale.h"']
    for i in range(size):
        prototype, body = GROUP[i % len(GROUP)]
        header.append(f"{prototype.format(i)};\n#define LIMIT_{i} {i}")
        source.append(
            f"{prototype.format(i)} {{ {body.format(i).replace(f'b + 0 * {i}', 'b')} }}"
        )
    (folder / "scale.h").write_text("\n".join(header) + "\n")
    (folder / "scale.c").write_text("\n".join(source) + "\n")


def processor_time(command: list[str], **kwargs: object) -> float:
    """Seconds of processor time of a command and what it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, **kwargs)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(tribind: str, size: int, style: str) -> tuple[float, float, float]:
    """Generate, build beyond that, import."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        library(folder, size)
        ask = [
            "scale.h",
            "--source",
            "scale.c",
            "-s",
            style,
            "-o",
            "out",
            "--python",
            sys.executable,
        ]
        generate = processor_time([tribind, "generate", *ask[:-2]], cwd=folder)
        build = processor_time([tribind, "build", *ask], cwd=folder) - generate
        env = {**os.environ, "PYTHONPATH": str(folder / "out" / style)}
        # The first import writes the bytecode.
        program = [sys.executable, "-c", "import scale"]
        subprocess.run(program, check=True, env=env)
        bare = processor_time([sys.executable, "-c", "import ctypes, enum"], env=env)
        return generate, build, processor_time(program, env=env) - bare


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="10,100,1000,5000")
    parser.add_argument("--tribind", default="target/release/tribind")
    options = parser.parse_args()
    tribind = str(pathlib.Path(options.tribind).resolve())
    print(
        f"{'style':<8}{'functions':>10}{'generate':>10}{'build':>10}{'import':>10}   ms per function more"
    )
    for style in STYLES:
        before: tuple[int, tuple[float, ...]] = (0, (0.0, 0.0, 0.0))
        for size in map(int, options.sizes.split(",")):
            now = measure(tribind, size, style)
            more = [
                1000 * (b - a) / (size - before[0])
                for a, b in zip(before[1], now, strict=True)
            ]
            each = "".join(f"{m:>9.2f}" for m in more) if before[0] else ""
            print(
                f"{style:<8}{size:>10}" + "".join(f"{s:>10.2f}" for s in now) + each,
                flush=True,
            )
            before = (size, now)


if __name__ == "__main__":
    main()
