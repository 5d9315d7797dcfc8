"""The operations of a job: calls, expressions and cases, each giving a comparable outcome."""

import inspect
import sys
from array import array
from copy import copy
from decimal import Decimal
from fractions import Fraction
from pickle import dumps, loads

from _tb_callables import Calls, Variables, raising
from _tb_contract import Contract
from _tb_leaks import Leaks
from _tb_memory import stretches
from _tb_values import Canon, Floaty, Index, Raiser, Text, error

# What others hold, too, so that a count of references says nothing of one call.
SHARED = (type(None), int, float, str, bytes, type, type(sys))


class World:
    """The names that expressions may use: the module as `m`, memory, and unpleasant values."""

    def __init__(self, module, job, arena):
        self.module, self.arena = module, arena
        self.canon = Canon(module, job, arena)
        self.contract = Contract(module, job)
        self.leaks = Leaks(module, job)
        self.specs = {r["py"]: r for r in job["records"]}
        self.compiled, self.callables = {}, {}
        helpers = (
            self.rec,
            self.stored,
            self.stored_item,
            self.handle,
            self.poke,
            self.poke_bits,
        )
        self.variables = Variables(module, self.canon, job["variables"])
        helpers += (
            self.placed,
            kept,
            self.calls,
            self.odd,
            self.variables.seen,
            self.variables.assigned,
            raising,
        )
        classes = (
            array,
            copy,
            dumps,
            loads,
            Decimal,
            Fraction,
            Index,
            Floaty,
            Raiser,
            Text,
        )
        self.names = {f.__name__: f for f in (*helpers, *classes)} | {
            "m": module,
            "zeros": arena.slot,
            "address": arena.address,
            "typed": lambda k, item: arena.slot(k).cast(item),
            "filled": lambda k, content: arena.slot(k, content=content),
            "hashed": hashed,
            "readonly": lambda k: arena.slot(k).toreadonly(),
            "inf": float("inf"),
            "nan": float("nan"),
        }

    def prepare(self, op, types):
        """Compiles what an operation will evaluate, and finds the rows of the contract."""
        op["w"] = claims = [(types[ty], value) for ty, value in op.get("w", ())]
        for source in (
            op.get("c"),
            op.get("e"),
            *op.get("a", ()),
            *(value for _, value in claims),
        ):
            if source is not None and source not in self.compiled:
                self.compiled[source] = compile(source, "<operation>", "eval")

    def evaluate(self, source):
        return eval(self.compiled[source], self.names)

    def rec(self, name):
        """A record whose numbers all differ, so that a swapped or shifted field shows."""
        record = getattr(self.module, name)()
        self.fill(record, self.specs[name], 1)
        return record

    def fill(self, record, spec, at):
        for field in spec["fields"]:
            if field["kind"] in ("int", "float"):
                number = (
                    at + 0.5 if field["kind"] == "float" else min(at, field["most"])
                )
                setattr(record, field["py"], number)
            elif field["kind"] == "record":
                at = self.fill(
                    getattr(record, field["py"]), self.specs[field["of"]], at
                )
            at = at % 100 + 1
        return at

    def placed(self, slot, record):
        """A record like this one in memory that ends at a guard."""
        content = bytes(record)
        return type(record).from_buffer(self.arena.slot(slot, len(content), content))

    def stored(self, name, field, value):
        """Sets a field of a zeroed record; how it then reads, and the whole record."""
        record = getattr(self.module, name)()
        setattr(record, field, value)
        return record

    def stored_item(self, name, field, index, value):
        """The same for an item of an array field."""
        record = getattr(self.module, name)()
        getattr(record, field)[index] = value
        return record

    def handle(self, name, slot):
        return getattr(self.module, name).from_address(self.arena.address(slot))

    def calls(self, result, *hints, is_odd=False):
        """A callable, the same whenever it is asked for: it may be kept for ever, and must not look like a leak."""
        key = repr(result), hints
        if key not in self.callables:
            self.callables[key] = Calls(self.canon, result, hints, is_odd)
        self.callables[key].told.clear()
        return self.callables[key]

    def odd(self, *hints):
        """A callable that gives what is nothing for C."""
        return self.calls(NotImplemented, *hints, is_odd=True)

    def poke(self, name, field, value):
        """Sets one field of a zeroed record and says which bytes moved: size, first, one past the last."""
        view = self.set_alone(name, field, value)
        moved = [i for i, byte in enumerate(view) if byte]
        return (len(view), moved[0] if moved else -1, moved[-1] + 1 if moved else -1)

    def poke_bits(self, name, field, value):
        """The same for a bit-field, in bits, in the order in which this machine fills them."""
        view = self.set_alone(name, field, value)
        order = range(8) if sys.byteorder == "little" else range(7, -1, -1)
        bits = [byte >> i & 1 for byte in view for i in order]
        moved = [i for i, bit in enumerate(bits) if bit]
        whole = moved and moved[-1] + 1 - moved[0] == len(moved)
        return (len(view), moved[0] if whole else -1, moved[-1] + 1 if whole else -1)

    def set_alone(self, name, field, value):
        """The bytes of a zeroed record of which one field was set; none moved where two ways to it do not agree."""
        record = getattr(self.module, name)()
        view = memoryview(self.module.__tribind_buffer__(record)).cast("B")
        view[:] = bytes(len(view))
        setattr(record, field, value)
        by_name = bytes(view)
        # A class may know names in source code by their addresses, and hold descriptors for all others.
        descriptor = inspect.getattr_static(type(record), field, None)
        if hasattr(descriptor, "__set__"):
            view[:] = bytes(len(view))
            descriptor.__set__(record, value)
            if getattr(record, sys.intern(field)) != descriptor.__get__(
                record, type(record)
            ):
                return bytes(len(view))
        return by_name if by_name == bytes(view) else bytes(len(view))


def hashed(content):
    """New bytes whose hash lies in front of them in memory: another one in every run."""
    content = bytes(bytearray(content))
    hash(content)
    return content


def kept(x):
    """An object that later steps use."""
    return x


def run(world, op, variation):
    """One operation: `{"c": callable, "a": values}`, `{"e": expression}` or `{"case": …}`.

    With `"s": name` it is a step of a sequence: its result and its memory are there for the steps after it.
    """
    if variation:
        # Leaves other bytes on the stack than the first run has, so that reading uninitialised ones shows.
        repr([[[[[[float(variation)] * 8]]]]])
    kind = run_call if "c" in op else run_expression if "e" in op else run_case
    try:
        return kind(world, op)
    except BaseException as e:  # SystemExit too: nothing may end the child
        return {"r": error(e)}
    finally:
        if "s" not in op:
            world.arena.reset()


def demands(world, op):
    """What the contract demands of the values that an operation hands over."""
    out = world.contract.demands(
        [(row, world.evaluate(value)) for row, value in op["w"]]
    )
    world.arena.reset()
    return out


def run_call(world, op):
    """Calls a function; the outcome, and what happened to the memory that was passed."""
    function = world.evaluate(op["c"])
    values = [world.evaluate(source) for source in op["a"]]
    held = [
        *values,
        *values,
    ]  # so that a reference that is taken is seen, and ends nothing
    before = [snapshot(world, v) for v in values]
    references = [sys.getrefcount(v) for v in held]
    try:
        result = function(*values)
        outcome = world.canon.value(result, op.get("h", "plain"))
        if "s" in op:
            world.names[op["s"]] = result
    except BaseException as e:
        outcome = error(e)
    now = [sys.getrefcount(v) for v in held]  # before anything else here refers to them
    effects = world.arena.changes()
    for i, value in enumerate(values):
        after = snapshot(world, value)
        if after != before[i]:
            effects[f"argument {i + 1}"] = (
                stretches(before[i], after) if isinstance(after, bytes) else after
            )
    out = {"r": outcome, "m": effects} if effects else {"r": outcome}
    taken = [
        f"argument {i + 1}"
        for i, v in enumerate(values)
        if not isinstance(v, SHARED) and now[i] < references[i]
    ]
    if taken:
        out["s"] = taken
    return out


def snapshot(world, value):
    """An argument's content; of `bytes` too, for C could write into one."""
    if type(value) is Calls:
        return list(value.told)
    if type(value) in world.canon.records or type(value) is list:
        return world.canon.value(value)
    if isinstance(value, (bytes, bytearray, array)):
        return bytes(value)
    return None


def run_expression(world, op):
    return {"r": world.canon.value(world.evaluate(op["e"]))}


def case_value(case, names):
    """The value of a case's expression; statements have none."""
    source = case["call"].strip()
    try:
        code = compile(source, "<call>", "eval")
    except SyntaxError:
        return exec(compile(source, "<call>", "exec"), names)
    return eval(code, names)


def run_case(world, op):
    """A case of the project file: its value, what it should be, and whether they are equal."""
    case, names = op["case"], {"m": world.module}
    exec(compile(case["setup"], "<setup>", "exec"), names)
    value = case_value(case, names)
    out = {"r": world.canon.value(value)}
    if case["expect"] is not None:
        expected = eval(compile(case["expect"].strip(), "<expect>", "eval"), names)
        out["expected"] = world.canon.value(expected)
        out["equal"] = bool(value == expected)
    return out
