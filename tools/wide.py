#!/usr/bin/env python3
"""Makes the sample `wide`: a library of N functions, with its project file.

    python3 tools/wide.py 500 out/wide

The same N gives the same bytes. Function number i takes one to four parameters, of types that take turns, and returns the
sum of them and of i, so that whoever calls it can tell whether each of them arrived.
"""

import argparse
from pathlib import Path

TYPES = ("int", "double", "unsigned char", "long", "float", "int64_t", "short")
RESULTS = ("long", "double")

HEADER = """\
/**
 * @file wide.h
 * {n} functions, made by tools/wide.py.
 */
#ifndef WIDE_H
#define WIDE_H

#include <stdint.h>

/** How many functions there are. */
#define WIDE_FUNCTIONS {n}

{declarations}
#endif
"""

PROJECT = """\
# {n} functions, made by tools/wide.py.
module = "wide"
headers = ["wide.h"]
sources = ["wide.c"]

[[case]]
name = "the first"
call = "m.{first}({first_values})"
expect = "{first_sum}"

[[case]]
name = "the last"
call = "m.{last}({last_values})"
expect = "{last_sum}"
"""


def name(i: int) -> str:
    """The name of function number i."""
    return f"wide_{i:04}"


def types(i: int) -> list[str]:
    """The types of its parameters."""
    return [TYPES[(i + 3 * k) % len(TYPES)] for k in range(1 + i % 4)]


def result(i: int) -> str:
    """The type of its result: whole numbers as long as no parameter is a fraction."""
    return RESULTS["double" in types(i) or "float" in types(i)]


def prototype(i: int) -> str:
    """How it is declared, without the semicolon."""
    params = ", ".join(f"{ty} p{k}" for k, ty in enumerate(types(i)))
    return f"{result(i)} {name(i)}({params})"


def declaration(i: int) -> str:
    """Comment and prototype."""
    return f"/** Adds {i} and what it is given. */\n{prototype(i)};\n"


def definition(i: int) -> str:
    """Its body."""
    terms = " + ".join(f"({result(i)})p{k}" for k in range(len(types(i))))
    return f"{prototype(i)}\n{{\n    return {i} + {terms};\n}}\n"


def values(i: int) -> list[int]:
    """Arguments that suit every type, each of its own."""
    return [2**k for k in range(len(types(i)))]


def project(n: int) -> str:
    """The project file, with two cases."""
    words = {"n": n}
    for place, i in (("first", 0), ("last", n - 1)):
        words[place] = name(i)
        words[f"{place}_values"] = ", ".join(map(str, values(i)))
        words[f"{place}_sum"] = i + sum(values(i))
    return PROJECT.format(**words)


def files(n: int) -> dict[str, str]:
    """Name and text of every file."""
    declarations = "\n".join(declaration(i) for i in range(n))
    definitions = "\n".join(definition(i) for i in range(n))
    return {
        "wide.h": HEADER.format(n=n, declarations=declarations),
        "wide.c": f'#include "wide.h"\n\n{definitions}',
        "tribind.toml": project(n),
    }


def main() -> None:
    """Writes them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("n", type=int, help="how many functions, 1 to 10000")
    parser.add_argument("folder", type=Path, help="where to write the project")
    args = parser.parse_args()
    if not 1 <= args.n <= 10_000:
        parser.error("n must be from 1 to 10000")
    args.folder.mkdir(parents=True, exist_ok=True)
    for file, text in files(args.n).items():
        (args.folder / file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
