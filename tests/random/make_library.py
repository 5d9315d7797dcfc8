"""Makes up a C library: structs of every sort, and functions that fill, check and pass them.

`library(seed, count)` gives a header, a source and a list of records. For each record the source has

    void fill_N(struct rN *p)         sets every leaf to its value `a`
    int check_N(const struct rN *p)   0 where every leaf has its value `b`, else the number of the first that has not
    struct rN swap_N(struct rN s)     checks for `b`, and gives back a struct with `a`; all zero where the check fails

and once for all

    size_t measure(int n, int what)   the compiler's size (0) and alignment (1) of record N

A leaf is a path of member names and array places down to a number, a character, an address or text.
"""

import random
import re

# C type, how many bits, signed.
INTS = (
    ("signed char", 8, True),
    ("unsigned char", 8, False),
    ("short", 16, True),
    ("unsigned short", 16, False),
    ("int", 32, True),
    ("unsigned", 32, False),
    ("long", 64, True),
    ("unsigned long long", 64, False),
    ("int8_t", 8, True),
    ("uint16_t", 16, False),
    ("int32_t", 32, True),
    ("uint64_t", 64, False),
    ("size_t", 64, False),
)
BIT_FIELDS = (
    ("int", 32, True),
    ("unsigned", 32, False),
    ("unsigned char", 8, False),
    ("unsigned short", 16, False),
    ("signed char", 8, True),
    ("long long", 64, True),
    ("uint64_t", 64, False),
)

# What half of the records do without, so that there are some of every sort.
HARD = {"bits", "anonymous", "union"}


def whole(rng, bits, signed):
    """An integer of the type, often one at its edge."""
    low, high = (
        (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
    )
    return rng.choice(
        (low, high, 0, 1 if high else 0, rng.randint(low, high), rng.randint(low, high))
    )


def integer_literal(value):
    """A C constant expression of the value; C has no negative literals."""
    if value > (1 << 63) - 1:
        return f"{value}ULL"
    if value == -(1 << 63):
        return "(-9223372036854775807LL - 1)"
    return f"{value}LL"


class Maker:
    """Makes records from one source of chance; `records` has those that are done."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.records = []
        self.n_names = 0
        self.is_plain = True

    def usable(self):
        """The records that the next one may hold: plain ones hold plain ones."""
        return [
            r for r in self.records[-40:] if not (self.is_plain and r["traits"] & HARD)
        ]

    def name(self):
        """A member name that was not used before, so that anonymous members never collide."""
        self.n_names += 1
        return f"m{self.n_names}"

    def scalar(self):
        """Declarator with `@` for the name, and how a pair of values is made and spelled in C."""
        rng = self.rng
        kind = rng.choices(
            ("int", "float", "double", "bool", "char", "address", "long double"),
            (9, 2, 3, 1, 1, 2, 1),
        )[0]
        if kind == "int":
            spelling, bits, signed = rng.choice(INTS)
            return f"{spelling} @", lambda: whole(rng, bits, signed), integer_literal
        if kind == "bool":
            return "_Bool @", lambda: rng.random() < 0.5, lambda v: str(int(v))
        if kind == "char":
            return (
                "char @",
                lambda: bytes([rng.randint(0, 255)]),
                lambda v: f"(char){v[0]}",
            )
        if kind == "address":
            return (
                "void *@",
                lambda: rng.choice((None, rng.getrandbits(48) | 1)),
                lambda v: f"(void *){v or 0}ULL",
            )
        # Eighths are exact in every floating type.
        return (
            f"{kind} @",
            lambda: rng.randint(-(1 << 20), 1 << 20) / 8,
            lambda v: f"({kind}){v!r}",
        )

    def member(self, depth):
        """One member: its declaration, its leaves as (path, a, b, kind, C text of a, C text of b), its traits."""
        rng = self.rng
        kinds = [
            "scalar",
            "array",
            "text",
            "bits",
            "nested",
            "matrix",
            "record",
            "records",
            "anonymous",
            "union",
        ]
        weights = [10, 3, 1, 4, 1, 1, 2, 1, 2, 2]
        if depth > 1:
            weights[4] = weights[8] = weights[9] = 0
        if self.is_plain:
            weights[3] = weights[8] = weights[9] = 0
        if not self.usable():
            weights[6] = weights[7] = 0
        return getattr(self, f"make_{rng.choices(kinds, weights)[0]}")(depth)

    def leaf(self, path, make, spell, kind="value"):
        """A leaf with its two values."""
        a, b = make(), make()
        return (path, a, b, kind, spell(a), spell(b))

    def make_scalar(self, _):
        """A number, a character or an address."""
        name = self.name()
        declarator, make, spell = self.scalar()
        align = self.rng.choice((8, 16, 32)) if self.rng.random() < 0.06 else 0
        text = declarator.replace("@", name) + (
            f" __attribute__((aligned({align})))" if align else ""
        )
        return (
            f"{text};",
            [self.leaf((name,), make, spell)],
            {"aligned"} if align else set(),
        )

    def make_array(self, _):
        """Numbers in a row."""
        name, n = self.name(), self.rng.randint(1, 4)
        declarator, make, spell = self.scalar()
        while declarator.startswith("char "):
            declarator, make, spell = self.scalar()
        leaves = [self.leaf((name, i), make, spell) for i in range(n)]
        return declarator.replace("@", f"{name}[{n}]") + ";", leaves, {"array"}

    def make_matrix(self, _):
        """Rows of numbers."""
        name, spelling = self.name(), self.rng.choice(INTS)
        rows, columns = self.rng.randint(1, 3), self.rng.randint(1, 3)
        leaves = [
            self.leaf(
                (name, i, j), lambda: whole(self.rng, *spelling[1:]), integer_literal
            )
            for i in range(rows)
            for j in range(columns)
        ]
        return f"{spelling[0]} {name}[{rows}][{columns}];", leaves, {"array", "matrix"}

    def make_text(self, _):
        """`char[N]`."""
        name, n = self.name(), self.rng.randint(2, 12)

        def word():
            return bytes(
                self.rng.randint(1, 255) for _ in range(self.rng.randint(0, n))
            )

        def spell(value):
            return ", ".join(f"(char){c}" for c in value.ljust(n, b"\0"))

        return (
            f"char {name}[{n}];",
            [self.leaf((name,), word, spell, "text")],
            {"array"},
        )

    def make_bits(self, _):
        """A few bit-fields in a row, some without a name."""
        rng, declarations, leaves = self.rng, [], []
        for _ in range(rng.randint(1, 4)):
            if rng.random() < 0.15:
                declarations.append(f"unsigned : {rng.choice((0, 3, 7))};")
                continue
            name = self.name()
            if rng.random() < 0.1:
                declarations.append(f"_Bool {name} : 1;")
                leaves.append(
                    self.leaf(
                        (name,), lambda: rng.random() < 0.5, lambda v: str(int(v))
                    )
                )
                continue
            spelling, bits, signed = rng.choice(BIT_FIELDS)
            width = rng.randint(1, bits)
            declarations.append(f"{spelling} {name} : {width};")
            leaves.append(
                self.leaf(
                    (name,), lambda w=width, s=signed: whole(rng, w, s), integer_literal
                )
            )
        return " ".join(declarations), leaves, {"bits"}

    def make_record(self, _):
        """An earlier record."""
        name, record = self.name(), self.rng.choice(self.usable())
        leaves = [self.again(leaf, (name,)) for leaf in record["leaves"]]
        return f"{record['key']} {name};", leaves, {"record", *record["traits"]}

    def make_records(self, _):
        """A row of an earlier record."""
        name, record = self.name(), self.rng.choice(self.usable())
        leaves = [
            self.again(leaf, (name, i)) for i in range(2) for leaf in record["leaves"]
        ]
        return (
            f"{record['key']} {name}[2];",
            leaves,
            {"record", "array", *record["traits"]},
        )

    def again(self, leaf, prefix):
        """The same leaf further down, its two values the other way round by chance."""
        path, a, b, kind, spelled_a, spelled_b = leaf
        if self.rng.random() < 0.5:
            a, b, spelled_a, spelled_b = b, a, spelled_b, spelled_a
        return ((*prefix, *path), a, b, kind, spelled_a, spelled_b)

    def body(self, depth):
        """Some members: declarations, leaves, traits."""
        declarations, leaves, traits = [], [], set()
        for _ in range(self.rng.randint(1, 6 if depth == 0 else 3)):
            declaration, more, marks = self.member(depth)
            declarations.append(declaration)
            leaves += more
            traits |= marks
        return " ".join(declarations), leaves, traits

    def make_nested(self, depth):
        """A struct that is defined where it is used."""
        name = self.name()
        body, leaves, traits = self.body(depth + 1)
        leaves = [((name, *leaf[0]), *leaf[1:]) for leaf in leaves]
        return f"struct {{ {body} }} {name};", leaves, {"nested", *traits}

    def make_anonymous(self, depth):
        """A struct without a name, whose members are reached directly."""
        body, leaves, traits = self.body(depth + 1)
        return f"struct {{ {body} }};", leaves, {"anonymous", *traits}

    def make_union(self, depth):
        """A union, named or not, of which one member is used."""
        name = self.name() if self.rng.random() < 0.6 else ""
        members = [self.member(2) for _ in range(self.rng.randint(1, 3))]
        chosen = self.rng.choice(members)
        prefix = (name,) if name else ()
        leaves = [((*prefix, *leaf[0]), *leaf[1:]) for leaf in chosen[1]]
        if "bits" in chosen[2]:
            leaves = leaves[:1]
        traits = (
            {"union"}
            | set().union(*(m[2] for m in members))
            | (set() if name else {"anonymous"})
        )
        return (
            f"union {{ {' '.join(m[0] for m in members)} }}{' ' * bool(name)}{name};",
            leaves,
            traits,
        )

    def record(self):
        """One more record."""
        rng, number = self.rng, len(self.records)
        self.is_plain = rng.random() < 0.5
        body, leaves, traits = self.body(0)
        while not leaves:
            body, leaves, traits = self.body(0)
        attribute, before, after = "", "", ""
        roll = rng.random()
        if roll < 0.1:
            attribute = " __attribute__((packed))"
            traits.add("packed")
        elif roll < 0.16:
            attribute = f" __attribute__((aligned({rng.choice((16, 32, 64))})))"
            traits.add("aligned")
        elif roll < 0.22:
            before, after = (
                f"#pragma pack(push, {rng.choice((1, 2, 4))})\n",
                "#pragma pack(pop)\n",
            )
            traits.add("packed")
        key = f"struct r{number}"
        text = f"{before}{key} {{ {body} }}{attribute};\n{after}"
        self.records.append(
            {
                "key": key,
                "text": text,
                "leaves": leaves,
                "traits": traits,
                "number": number,
            }
        )


def spelled(path):
    """The path in C: `.m1.m2[3]`."""
    return "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in path
    )


def functions(record):
    """The definitions for one record."""
    n, key = record["number"], record["key"]
    fill, check = [], []
    for at, (path, _, _, kind, a, b) in enumerate(record["leaves"], 1):
        place = f"(*p){spelled(path)}"
        if kind == "text":
            fill.append(
                f"    {{ static const char t[] = {{ {a} }}; memcpy({place}, t, sizeof({place})); }}"
            )
            test = f"memcmp({place}, t, sizeof({place})) != 0"
            check.append(
                f"    {{ static const char t[] = {{ {b} }}; if ({test}) return {at}; }}"
            )
        else:
            fill.append(f"    {place} = {a};")
            check.append(f"    if ({place} != {b}) return {at};")
    lines = [f"void fill_{n}({key} *p)", "{", *fill, "}"]
    lines += [f"int check_{n}(const {key} *p)", "{", *check, "    return 0;", "}"]
    lines += [
        f"{key} swap_{n}({key} s)",
        "{",
        f"    {key} out;",
        "    memset(&out, 0, sizeof(out));",
    ]
    lines += [
        f"    if (check_{n}(&s) == 0) fill_{n}(&out);",
        "    return out;",
        "}",
        "",
    ]
    return "\n".join(lines)


def library(seed, count):
    """Header, source, records."""
    maker = Maker(seed)
    for _ in range(count):
        maker.record()
    prototypes = []
    for record in maker.records:
        n, key = record["number"], record["key"]
        prototypes.append(
            f"void fill_{n}({key} *p);\nint check_{n}(const {key} *p);\n{key} swap_{n}({key} s);\n"
        )
    header = "#include <stddef.h>\n#include <stdint.h>\n\n"
    header += "".join(r["text"] for r in maker.records) + "".join(prototypes)
    header += "size_t measure(int n, int what);\n"
    rows = ", ".join(
        f"{{ sizeof({r['key']}), _Alignof({r['key']}) }}" for r in maker.records
    )
    source = '#include "made.h"\n#include <string.h>\n\n' + "\n".join(
        functions(r) for r in maker.records
    )
    source += f"\nsize_t measure(int n, int what)\n{{\n    static const size_t all[][2] = {{ {rows} }};\n\n"
    source += "    return all[n][what];\n}\n"
    return (
        header,
        re.sub(r"\(void \*\)(\d+)ULL", r"(void *)\1UL", source),
        maker.records,
    )
