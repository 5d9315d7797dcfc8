"""The bench's counting worker: runs under callgrind, and has it write down what the calls of each case took.

The request comes as JSON on standard input, and the answer names callgrind's files. Each case runs in a loop of its own, N and 2N times: the difference is what
N calls cost, without the way in and out. What the interpreter does only once, or only now and then, is over by then:
loops are warmed up by counted calls, never by time, and garbage is not collected.
"""

import gc
import importlib
import importlib.machinery
import importlib.util
import itertools
import json
import os
import sys

QUICK = 200_000  # instructions of a first call that may be repeated often
QUICK_PLAN = 300, 100  # calls to warm up, and N
SLOW_PLAN = 10, 5
POOL = 16384  # bytes, the largest pool of any version's allocator


def load_helper():
    """The helper from the current folder, by a path that is the same in every run."""
    loader = importlib.machinery.ExtensionFileLoader("_tb_count", "./_tb_count.so")
    spec = importlib.util.spec_from_file_location(
        "_tb_count", "./_tb_count.so", loader=loader
    )
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


class Counter:
    """Counts; callgrind numbers the files that it writes."""

    def __init__(self):
        self.helper = load_helper()
        self.files = 0

    def __call__(self, run, loops):
        """The number of the file that says what so many turns of a loop took."""
        self.helper.count(run, itertools.repeat(None, loops))
        self.files += 1
        return self.files

    def each(self, run):
        """The files of N and of 2N turns of a loop, and N."""
        first = total(self(run, 1))
        warm_up, loops = QUICK_PLAN if first < QUICK else SLOW_PLAN
        run(itertools.repeat(None, warm_up))
        return self(run, loops), self(run, 2 * loops), loops


def total(number):
    """The last line's number. Whatever is done here is done fifty times slower than usual, so no more is read."""
    with open(f"counts.{number}", "rb") as file:
        file.seek(-200, os.SEEK_END)
        return int(file.read().rpartition(b"totals:")[2])


def compile_loop(call, scope):
    """`run(iterator)` that runs the statement once for each item."""
    source = f"def run(_it, m=m):\n    for _ in _it:\n        {call}\n"
    exec(compile(source, "<case>", "exec"), scope)
    return scope["run"]


def settled_heap():
    """Half of the blocks of fresh pools, of every small size; to be held while something is counted.

    Where the last pool of a size is just full, or just empty, every object made and freed costs some twenty instructions
    more than usual. That is a matter of what was imported before, and none of the call: so there are always some blocks
    taken and many free.
    """
    held = [POOL + i for i in range(POOL // 16)][::2]  # an int takes 32 bytes
    for size in range(48, 513, 16):  # a bytes object takes 33 and its contents
        held += [bytes(size - 33) for _ in range(2 * POOL // size)][::2]
    return held


def check(case, scope):
    """A module that gives another answer is not measured."""
    if case["expect"] is None:
        return
    value = eval(compile(case["call"].strip(), "<call>", "eval"), scope)
    expected = eval(compile(case["expect"].strip(), "<expect>", "eval"), scope)
    if value != expected:
        raise AssertionError(f"{case['call'].strip()} is {value!r}, not {expected!r}")


def main(request):
    sys.path.insert(0, request["dir"])
    try:
        module = importlib.import_module(request["module"])
    except BaseException as error:
        return {"error": f"{type(error).__name__}: {error}"}
    counter = Counter()
    gc.collect()
    gc.disable()
    empty = counter.each(compile_loop("pass", {"m": module}))
    counts = []
    for case in request["cases"]:
        scope, held = {"m": module}, []
        try:
            exec(compile(case["setup"], "<setup>", "exec"), scope)
            check(case, scope)
            held = settled_heap()
            counts.append({"counted": counter.each(compile_loop(case["call"], scope))})
        except BaseException as error:
            counts.append({"error": f"{type(error).__name__}: {error}"})
        scope.clear()
        del held
        gc.collect()
    return {"empty": empty, "counts": counts}


# What C prints to descriptor 1 must not mix with the answer.
answer_to = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
answer_to.write("\n" + json.dumps(main(json.load(sys.stdin))) + "\n")
answer_to.flush()
