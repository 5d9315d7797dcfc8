"""What the real-header corpus reached, style by style, and what stands behind that which it did not.

usage: corpus_table.py RUN.json FOLDER

RUN.json is what the corpus's run.py wrote with --json; FOLDER is its build folder, which holds the truth and the modules'
packages. The reasons are the modules' own: what each says in its manifest it left out.
"""

import collections
import json
import runpy
import sys
from pathlib import Path

SCORES = ("functions", "signatures", "records", "enums", "macros")
STYLES = ("ctypes", "cffi", "native")


def main():
    """Prints the two tables."""
    rows = json.loads(Path(sys.argv[1]).read_text())
    folder = Path(sys.argv[2])
    print(reached(rows))
    missing = collections.Counter()
    examples = {}
    for library, style in unique((row["library"], row["style"]) for row in rows):
        if style == STYLES[0]:
            count_missing(folder, library, missing, examples)
    print(reasons(missing, examples))


def unique(pairs):
    """Each pair once, in order."""
    return list(dict.fromkeys(pairs))


def reached(rows):
    """A table: a style a line, the share of each score that is right."""
    lines = [
        "| style | usable | " + " | ".join(SCORES) + " | wrong | calls | time |",
        "| --- " * (len(SCORES) + 5) + "|",
    ]
    for style in STYLES:
        mine = [row for row in rows if row["style"] == style]
        if not mine:
            continue
        shares, wrong = [], 0
        for score in SCORES:
            scores = [row["scores"][score] for row in mine if row["scores"].get(score)]
            right, total = (sum(s[key] for s in scores) for key in ("right", "total"))
            wrong += sum(s["wrong"] for s in scores)
            shares.append(f"{100 * right / total:.2f} %" if total else "none")
        usable = sum(row["rc"] == 0 and not row["error"] for row in mine)
        calls = [result for row in mine for result in row["smoke"].values()]
        fine = sum(result == "ok" for result in calls)
        seconds = sum(row["wall_s"] for row in mine)
        lines.append(
            f"| {style} | {usable}/{len(mine)} | {' | '.join(shares)} | {wrong} "
            f"| {fine}/{len(calls)} | {seconds:.0f} s |"
        )
    return "\n".join(lines) + "\n"


def count_missing(folder, library, missing, examples):
    """Adds what a library declares and its module lacks, by the module's own reasons."""
    truth = json.loads((folder / library / "truth.json").read_text())
    manifest = manifest_of(folder / "tribind" / library / "bind" / STYLES[0])
    for kind in ("functions", "records", "enum_constants", "macros"):
        for name in truth[kind]:
            if name in manifest.get(kind, {}):
                continue
            skipped = manifest.get("skipped", {})
            reason = skipped.get(
                name, "nothing is built" if not manifest else "no reason given"
            )
            key = (kind, general(str(reason)))
            missing[key] += 1
            examples.setdefault(key, f"{library}: {name}")


def manifest_of(package):
    """A package's manifest, without the library behind it; empty where nothing was built."""
    for path in package.glob("*/_manifest.py"):
        return runpy.run_path(str(path))["__tribind__"]
    return {}


def general(reason):
    """A reason without what is particular to one declaration."""
    inner = reason
    while inner.endswith(")") and "(" in inner:
        inner = inner[inner.index("(") + 1 : -1]
    return inner.removeprefix("bound as an opaque handle: ")


def reasons(missing, examples):
    """A table: a reason a line, the commonest first."""
    lines = ["| missing | what | why | such as |", "| --- | --- | --- | --- |"]
    for (kind, reason), count in missing.most_common():
        lines.append(f"| {count} | {kind} | {reason} | {examples[kind, reason]} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
