"""Uses one style's binding of a library that `make_library` made up; prints how much there was to use.

    exercise.py SEED COUNT        with the package on PYTHONPATH

C fills and Python reads; Python sets and C checks; by value in and out.
"""

import json
import sys

import made
from make_library import library

UNNATURAL = {"packed", "aligned", "matrix"}


def read(record, path):
    """The value at a path."""
    for step in path:
        record = record[step] if isinstance(step, int) else getattr(record, step)
    return record


def write(record, path, value):
    """Sets the value at a path."""
    *way, last = path
    place = read(record, way)
    if isinstance(last, int):
        place[last] = value
    else:
        setattr(place, last, value)


def expected(value, kind):
    """How a value comes back: text ends at its first NUL."""
    return value.split(b"\0")[0] if kind == "text" else value


def compare(number, record, leaves):
    """Every leaf has its value `a`, and the type that goes with it."""
    for path, a, _, kind, *_ in leaves:
        found, wanted = read(record, path), expected(a, kind)
        assert found == wanted and type(found) is type(wanted), (
            f"r{number}{path}: {found!r}, not {wanted!r}"
        )


def main():
    """All records that are bound."""
    seed, count = map(int, sys.argv[1:])
    bound, functions = made.__tribind__["records"], made.__tribind__["functions"]
    made_up = library(seed, count)[2]
    # What libffi cannot pass goes by address, through the shim; it came together with unions.
    has_shim = any(
        record["key"] in bound for record in made_up if "union" in record["traits"]
    )
    used = {"records": 0, "by value": 0, "leaves": 0, "traits": {}}
    for record in made_up:
        number, leaves = record["number"], record["leaves"]
        if record["key"] not in bound or f"fill_{number}" not in functions:
            continue
        facts, cls = bound[record["key"]], getattr(made, f"r{number}")
        size, align = made.measure(number, 0), made.measure(number, 1)
        assert (facts["size"], facts["align"]) == (size, align), f"r{number}: {facts}"
        assert len(made.__tribind_buffer__(cls())) == size, f"r{number}"

        filled = cls()
        getattr(made, f"fill_{number}")(filled)
        compare(number, filled, leaves)

        mine = cls()
        for path, _, b, *_ in leaves:
            write(mine, path, b)
        first = getattr(made, f"check_{number}")(mine)
        assert first == 0, (
            f"r{number}{leaves[first - 1][0]}: C does not see {leaves[first - 1][2]!r}"
        )
        assert cls.from_bytes(bytes(mine)) == mine, f"r{number}"

        if f"swap_{number}" in functions and (
            has_shim or not record["traits"] & UNNATURAL
        ):
            compare(number, getattr(made, f"swap_{number}")(mine), leaves)
            used["by value"] += 1
        used["records"] += 1
        used["leaves"] += len(leaves)
        for trait in record["traits"]:
            used["traits"][trait] = used["traits"].get(trait, 0) + 1
    print(json.dumps(used, sort_keys=True))


if __name__ == "__main__":
    main()
