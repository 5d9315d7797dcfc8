"""The bench's worker for memory: what one object of each class takes, as one line of JSON.

Makes many objects of a kind, holds them, and looks at three things: blocks of Python's own allocator and their bytes, as
`sys._debugmallocstats` lists them by size; bytes that malloc has handed out beyond that; and what `sys.getsizeof` says.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import re
import sys
import tempfile
import time

MOST = 2000  # objects held at a time
FEWEST = 100
LONGEST = 0.2  # seconds that making them may take
SIZES = re.compile(
    r"^ *\d+ +(\d+) +\d+ +(\d+) +\d+$", re.MULTILINE
)  # class, size, pools, blocks, free


class MallInfo(ctypes.Structure):
    """`struct mallinfo2` of glibc; the seventh is the mapped bytes, the eighth the bytes in use."""

    _fields_ = [(f"field{i}", ctypes.c_size_t) for i in range(10)]


mallinfo = getattr(ctypes.CDLL(None), "mallinfo2", None)
if mallinfo:
    mallinfo.restype = MallInfo


def heap():
    """Bytes that malloc has handed out, Python's arenas left out: they are mapped by themselves."""
    info = mallinfo()
    return info.field4 + info.field7


def pools(file):
    """Blocks and bytes that Python's allocator has handed out."""
    file.seek(0)
    file.truncate()
    sys._debugmallocstats()
    file.seek(0)
    rows = SIZES.findall(file.read().decode())
    return sum(int(n) for _, n in rows), sum(int(size) * int(n) for size, n in rows)


def weigh(make, file):
    """What one object takes beside the place in the list that holds it; None where making many takes too long."""
    start = time.perf_counter()
    size = sys.getsizeof(make())
    count = int(min(MOST, LONGEST / (time.perf_counter() - start)))
    if count < FEWEST:
        return None
    # What is only made once is there afterwards.
    held = [make() for _ in range(count)]
    held.clear()
    gc.collect()
    held = [None] * count
    # Looking takes something itself, and the first time something else.
    looks = [pools(file) for _ in range(3)][1:]
    malloced = heap()
    for i in range(count):
        held[i] = make()
    malloced = heap() - malloced
    looks.append(pools(file))
    blocks, pooled = (
        (after - before - (before - first)) / count
        for first, before, after in zip(*looks, strict=True)
    )
    return {
        "class": type(held[0]).__name__,
        "blocks": blocks,
        "pool_bytes": pooled,
        "malloc_bytes": malloced / count,
        "getsizeof": size,
    }


def made_by(case, module, classes):
    """The class of what a case's call gives, and a function that makes one more; None where that is no object of a class."""
    scope = {"m": module}
    try:
        exec(compile(case["setup"], "<setup>", "exec"), scope)
        make = eval(f"lambda: ({case['call'].strip()})", scope)
        value = make()
    except BaseException:  # statements, or a call that fails: `bench` itself tells that
        return None
    return next(
        (name for name, cls in classes.items() if type(value) is cls), None
    ), make


def main(request):
    sys.path.insert(0, request["dir"])
    module = importlib.import_module(request["module"])
    if not mallinfo or not hasattr(sys, "_debugmallocstats"):
        return {"objects": []}
    names = request["classes"] + request["handles"]
    classes = {name: getattr(module, name) for name in names if hasattr(module, name)}
    makers = {name: classes[name] for name in request["classes"] if name in classes}
    for case in request["cases"]:
        found = made_by(case, module, classes)
        if found and found[0]:
            makers.setdefault(*found)
    objects = []
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 2)  # where `sys._debugmallocstats` writes
        gc.collect()
        gc.disable()
        for make in makers.values():
            # It may not be made without arguments, or not so often.
            with contextlib.suppress(BaseException):
                objects.append(weigh(make, file))
    return {"objects": [o for o in objects if o]}


# What C prints to descriptor 1 must not mix with the answer.
answer_to = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
answer_to.write("\n" + json.dumps(main(json.load(sys.stdin))) + "\n")
answer_to.flush()
