"""The bench's worker: measures calls and prints raw numbers as one line of JSON; it calculates nothing.

The request comes as JSON on standard input. Every timed loop is a function of its own, so that the interpreter can
specialise it, over itertools.repeat(None, n), which makes no objects; `range` would.
"""

import gc
import importlib
import itertools
import json
import os
import platform
import sys
import sysconfig
import time

WARM_UP_CALLS = 300  # the adaptive interpreter has specialised a loop long before


def machine():
    config = " ".join(
        str(sysconfig.get_config_var(name) or "")
        for name in ("CONFIG_ARGS", "PY_CFLAGS")
    )
    build = [f"-O{level}" for level in "3210" if f"-O{level}" in config][:1]
    build += ["PGO"] if "--enable-optimizations" in config else ["no PGO"]
    build += ["LTO"] if "--with-lto" in config or "-flto" in config else []
    build += ["debug"] if hasattr(sys, "gettotalrefcount") else []
    build += ["free-threaded"] if sysconfig.get_config_var("Py_GIL_DISABLED") else []
    build += [platform.python_compiler(), " ".join(platform.libc_ver())]
    cpu = ""
    try:
        with open("/proc/cpuinfo") as file:
            names = [
                line.split(":")[1].strip() for line in file if "model name" in line
            ]
            cpu = names[0] if names else ""
    except OSError:
        pass
    return {
        "python": platform.python_implementation() + " " + platform.python_version(),
        "build": ", ".join(filter(None, build)),
        "cpu": cpu,
        "cpus": os.cpu_count() or 0,
        "load": os.getloadavg()[0],
    }


def compile_loop(call, scope):
    """`run(iterator)` that evaluates the expression once for each item."""
    source = f"def run(_it, m=m):\n    for _ in _it:\n        {call}\n"
    if call == "pass":
        source = "def run(_it):\n    for _ in _it:\n        pass\n"
    exec(compile(source, "<case>", "exec"), scope)
    return scope["run"]


def timed(run, loops):
    iterator = itertools.repeat(None, loops)
    start = time.perf_counter_ns()
    run(iterator)
    return time.perf_counter_ns() - start


def sample(run, empty, loops):
    """Three clocks around the same loops; the wall's innermost, since it tells apart what differs by nanoseconds."""
    iterator = itertools.repeat(None, loops)
    process = time.process_time_ns()
    thread = time.thread_time_ns()
    wall = time.perf_counter_ns()
    run(iterator)
    wall = time.perf_counter_ns() - wall
    thread = time.thread_time_ns() - thread
    process = time.process_time_ns() - process
    times = {"wall": wall, "process": process, "thread": thread}
    return times | {"empty": timed(empty, loops)}


def calibrate(run, sample_ns):
    """Doubles the loops until a sample lasts long enough."""
    loops = 1
    while loops < 1 << 30:
        elapsed = timed(run, loops)
        if elapsed >= sample_ns:
            break
        # A call far slower than the sample needs no second look, a quick one gets there in a few steps.
        loops *= max(2, min(16, sample_ns // max(elapsed, 1)))
    return loops


def main(request):
    if request.get("machine"):
        return {"machine": machine()}
    sys.path.insert(0, request["dir"])
    try:
        start = time.perf_counter_ns()
        module = importlib.import_module(request["module"])
        import_ns = time.perf_counter_ns() - start
    except BaseException as error:
        return {"error": {"text": f"{type(error).__name__}: {error}"}}
    empty = compile_loop("pass", {})
    timed(empty, WARM_UP_CALLS)
    loops, samples = [], []
    for i, case in enumerate(request["cases"]):
        scope = {"m": module}
        try:
            exec(compile(case["setup"], "<setup>", "exec"), scope)
            run = compile_loop(case["call"], scope)
            first = timed(run, 1)
            # Slow calls are not warmed up for long: specialisation matters to quick ones.
            timed(run, max(1, min(WARM_UP_CALLS, 20_000_000 // max(first, 1))))
            gc.collect()
            gc.disable()
            if request["loops"] is None:
                loops.append(calibrate(run, request["sample_ns"]))
            else:
                n = request["loops"][i]
                samples.append(sample(run, empty, n))
            gc.enable()
        except BaseException as error:
            text = f"{type(error).__name__}: {error}"
            return {"error": {"case": case["name"], "text": text}}
    return {"import_ns": import_ns, "loops": loops, "samples": samples}


# What C prints to descriptor 1 must not mix with the answer.
answer_to = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
answer_to.write("\n" + json.dumps(main(json.load(sys.stdin))) + "\n")
answer_to.flush()
