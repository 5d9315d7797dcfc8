#!/usr/bin/env python3
"""Binds every C header of a folder and prints a table: what became of each.

    tools/sweep.py FOLDER [--verb verify] [--jobs N] [--seconds N] [--tribind PATH] [-v] [-- FLAGS…]

Each header is given to `tribind VERB` alone, in all styles, with `-l m` for a library: what it declares and libm does
not have is left out as "not exported", the rest is built, imported and compared. A header that the C compiler itself
refuses is counted and not tried.

    verified    all styles were built, imported, and agree on names, signatures and layouts
    diagnostic  the tool said what is wrong with the header (exit 1, error[code])
    WRONG       the styles differ from each other or from the compiler
    FAILED      exit 2: the tool or what it ran failed
    PANIC       the tool crashed
    HANG        it took longer than --seconds

Exit code 1 where one of the words in capitals came up.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

BAD = ("WRONG", "FAILED", "PANIC", "HANG")


def refused(header: pathlib.Path) -> bool:
    """Whether the C compiler refuses the header."""
    command = [
        os.environ.get("CC", "cc"),
        "-fsyntax-only",
        "-w",
        "-x",
        "c",
        str(header),
    ]
    return subprocess.run(command, check=False, capture_output=True).returncode != 0


def judge(code: int, text: str) -> tuple[str, str]:
    """The word for a run that ended, and its reason."""
    if code == 101 or code < 0 or "panicked at" in text:
        return "PANIC", reason(text, r"panicked at .*\n.*")
    if "internal error" in text or code == 2:
        return "FAILED", reason(text, r"error.*(\n.*){0,3}")
    if code == 0 and "warning: the compiler" in text:
        return "WRONG", reason(text, r"warning: .*")
    if code == 0:
        return "verified", reason(text, r"binds (.*) of ")
    found = re.findall(r"error\[([\w-]+)\]", text)
    if found and not any("verify" in c or "differ" in c for c in found):
        return "diagnostic", ", ".join(sorted(set(found)))
    return "WRONG", reason(text, r"error.*(\n.*){0,3}")


def reason(text: str, pattern: str) -> str:
    """The part of the output that says why."""
    found = re.search(pattern, text)
    return (
        " ".join(
            (
                found[1] if found and found.re.groups == 1 and found[1] else found[0]
            ).split()
        )
        if found
        else ""
    )


def run(
    header: pathlib.Path, options: argparse.Namespace
) -> tuple[pathlib.Path, str, str, str]:
    """Binds one header: header, word, reason, all that was said."""
    if refused(header):
        return header, "refused", "the C compiler refuses it", ""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            options.tribind,
            options.verb,
            str(header),
            "-l",
            "m",
            "-m",
            "swept",
            "-o",
            folder,
        ]
        # The point is what is compiled, not how well.
        environment = {**os.environ, "CFLAGS": "-O0"}
        try:
            done = subprocess.run(
                [*command, *options.flags],
                check=False,
                capture_output=True,
                timeout=options.seconds,
                env=environment,
                encoding="utf-8",
                errors="replace",
            )
        except subprocess.TimeoutExpired:
            return header, "HANG", f"more than {options.seconds} s", ""
        text = done.stdout + done.stderr
        return header, *judge(done.returncode, text), text


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument(
        "--verb", default="verify", choices=["generate", "build", "verify"]
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--tribind", default="target/release/tribind")
    parser.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="show all that was said of bad ones",
    )
    parser.add_argument("flags", nargs="*", help="more flags of tribind, after --")
    return parser.parse_args()


def main() -> int:
    """Binds them all."""
    options = arguments()
    headers = sorted(options.folder.rglob("*.h"))
    counts: collections.Counter[str] = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for header, word, why, text in pool.map(lambda h: run(h, options), headers):
            counts[word] += 1
            print(f"{word:<11} {header.relative_to(options.folder)}: {why}", flush=True)
            if options.verbose and word in BAD:
                print("    " + text.replace("\n", "\n    "))
    print(", ".join(f"{n} {word}" for word, n in sorted(counts.items())))
    return int(any(counts[word] for word in BAD))


if __name__ == "__main__":
    sys.exit(main())
