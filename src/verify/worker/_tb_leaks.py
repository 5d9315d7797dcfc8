"""Counts what calls leave behind that should leave nothing. It judges nothing.

In: an operation. Out: by how much each count grew per call: references to the arguments, to None and its kin, to the
module's classes and to the result, blocks of Python's memory, bytes of C's. The median of five rounds of a thousand calls
each, after a warm-up; between rounds the garbage is collected, so that a cycle that can be collected is no leak.
"""

import ctypes
import gc
import itertools
import statistics
import sys
import time
from array import array

ROUNDS = 5
CALLS = 1000
WARM_UP = 200
LONGEST = 0.01  # seconds that a round may take, where that leaves it
SLOWEST = 50  # calls
FEWEST = 10  # of anything in a round; less is noise
HELD = 8_000  # references, so that a count that falls does not end the process before it is seen


clear_caches = getattr(sys, "_clear_internal_caches", None) or sys._clear_type_cache


class MallInfo(ctypes.Structure):
    """`struct mallinfo2` of glibc."""

    _names = (
        "arena",
        "ordblks",
        "smblks",
        "hblks",
        "hblkhd",
        "usmblks",
        "fsmblks",
        "uordblks",
        "fordblks",
        "keepcost",
    )
    _fields_ = [(name, ctypes.c_size_t) for name in _names]


class Leaks:
    """What is counted whatever is called."""

    def __init__(self, module, job):
        self.classes = [
            x
            for name in job["classes"]
            if isinstance(x := getattr(module, name, None), type)
        ]
        # Elsewhere than in glibc 2.33 and newer, C's memory is not counted.
        # A call that gives up a reference to None must not run out of them before it is seen: that ends the process.
        self.spare = [None] * 1_000_000
        self.mallinfo = getattr(ctypes.CDLL(None), "mallinfo2", None)
        if self.mallinfo:
            self.mallinfo.restype = MallInfo

    def watched(self, values):
        """Objects whose references are counted, by what a reader calls them."""
        out = {"None": None, "True": True, "False": False} | {
            cls.__name__: cls for cls in self.classes
        }
        seen = {id(x) for x in out.values()}
        for i, value in enumerate(values):
            if id(value) not in seen:
                seen.add(id(value))
                out[f"argument {i + 1}"] = value
        return out

    def heap(self):
        if not self.mallinfo:
            return 0
        info = self.mallinfo()
        return info.uordblks + info.hblkhd

    def measure(self, world, op):
        """The growth of every count that grew or shrank, per call; or why it was not measured."""
        f, values = prepared(world, op)
        watched = self.watched(values)
        started = time.perf_counter()
        result = loop(f, values, 2)
        seconds = (time.perf_counter() - started) / 2
        calls = max(SLOWEST, min(CALLS, int(LONGEST / max(seconds, 1e-9))))
        if seconds * calls > 1:
            return {"died": "too slow"}
        held = [[x] * HELD for x in (result, *watched.values())]
        gc.disable()
        gc.freeze()  # a collection looks at what comes from here on
        loop(f, values, min(WARM_UP, calls))
        growth = self.rounds(f, values, watched, calls)
        del held
        return {
            "calls": calls,
            "growth": {label: g for label, g in growth.items() if g},
        }

    def rounds(self, f, values, watched, calls):
        result = loop(f, values, 1)
        objects = list(watched.values())
        labels = [f"references to {name}" for name in watched] + [
            "references to the result"
        ]
        labels += ["blocks of Python's memory", "bytes of C's memory", "all references"]
        # What is read goes into memory that is there already: reading must not be what grows.
        readings = array("q", bytes(8 * len(labels) * (ROUNDS + 1)))
        for i in range(ROUNDS + 1):
            if i:
                result = loop(f, values, calls)
            # CPython keeps the last names that were looked up on types, also those that pickle has just made.
            clear_caches()
            gc.collect()
            self.read(readings, i * len(labels), objects, result)
        return {
            label: median_growth(readings[at :: len(labels)], calls)
            for at, label in enumerate(labels)
        }

    def read(self, readings, at, objects, result):
        # The result may be one of them, and be counted there.
        readings[at + len(objects)] = (
            0 if any(result is x for x in objects) else sys.getrefcount(result)
        )
        for i, x in enumerate(objects):
            readings[at + i] = sys.getrefcount(x)
        readings[at + len(objects) + 1] = sys.getallocatedblocks()
        readings[at + len(objects) + 2] = self.heap()
        # Only a debug build of Python knows.
        readings[at + len(objects) + 3] = getattr(sys, "gettotalrefcount", int)()


def median_growth(readings, calls):
    """The growth per call, where it is one: the middle rounds tell the same. A leak is the same in every round; what a
    cache takes and gives is not."""
    growths = sorted((b - a) / calls for a, b in itertools.pairwise(readings))
    median = statistics.median(growths)
    is_steady = all(abs(g - median) <= abs(median) / 10 for g in growths[1:-1])
    return median if is_steady and abs(median) * calls >= FEWEST else 0


def loop(f, values, n):
    """Calls, and lets go of what comes back but the last."""
    result = None
    for _ in itertools.repeat(None, n):
        try:
            result = f(*values)
        except Exception:
            result = None
    return result


def prepared(world, op):
    """A callable and its arguments, made once: what is counted is the call, and not their making."""
    if "c" in op:
        return world.evaluate(op["c"]), [world.evaluate(source) for source in op["a"]]
    if "e" in op:
        return eval(
            compile(f"lambda: ({op['e']})", "<operation>", "eval"), world.names
        ), []
    names = {"m": world.module}
    exec(compile(op["case"]["setup"], "<setup>", "exec"), names)
    body = op["case"]["call"].strip()
    try:
        return eval(compile(f"lambda: ({body}\n)", "<call>", "eval"), names), []
    except SyntaxError:  # statements
        exec(compile(f"def _tb_call():\n    {body}\n", "<call>", "exec"), names)
        return names["_tb_call"], []
