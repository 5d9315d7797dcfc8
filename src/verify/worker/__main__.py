"""The worker of `tribind verify`: looks at one built module, calls it, and says what it saw. It judges nothing.

In: the path of a job, or `-` where it comes through the standard input; JSON lines: which package and what is in it, then groups of operations, each a few Python
expressions.
Out: JSON lines on the standard output. Every group runs in forked children, so that a crash, a hang or an `exit`
inside C costs one operation. Started in an empty folder that is thrown away afterwards.
"""

import fcntl
import gc
import importlib
import json
import os
import resource
import select
import signal
import sys
import time

LAST_WORDS = "last words"  # the file with what a child writes to its standard error
PATIENCE = 2  # operations of a group that may run into the time limit before the rest is given up


def main(path):
    out = protocol()
    with open(requests() if path == "-" else path, encoding="utf-8") as lines:
        job = json.loads(next(lines))
        module = imported(job, out)
        if module is not None:
            work(module, job, lines, out)


def imported(job, out):
    """The module under test, or None where it cannot be imported; either is told."""
    started = time.perf_counter()
    try:
        sys.path.insert(0, job["package"])
        module = importlib.import_module(job["module"])
    except BaseException as e:
        emit(out, {"t": "import", "error": f"{type(e).__name__}: {e}"})
        return None
    emit(
        out,
        {
            "t": "import",
            "seconds": time.perf_counter() - started,
            "file": module.__file__,
        },
    )
    return module


def work(module, job, lines, out):
    """Looks at the module, then runs a group of operations for each line."""
    # Only now: these bring in ctypes and others, and a module must be importable without them.
    from _tb_look import look
    from _tb_memory import Arena
    from _tb_operations import World

    world = World(module, job, Arena())
    if job["look"]:
        for statement in look(module, job, world.canon):
            emit(out, statement)
    confinement = Confinement()
    gc.collect()
    gc.freeze()  # the children share the parent's objects, and leave them alone
    for number, line in enumerate(lines):
        group = json.loads(line)
        kind = Sequence if group["sequence"] else Group
        kind(world, job, number, group, out, confinement).run()
    emit(out, {"t": "end"})


def protocol():
    """A private copy of the standard output; what C prints goes nowhere."""
    out = fcntl.fcntl(1, fcntl.F_DUPFD_CLOEXEC, 200)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    return out


def requests():
    """A private copy of the standard input; what C reads is empty."""
    requests = fcntl.fcntl(0, fcntl.F_DUPFD_CLOEXEC, 200)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    return requests


def emit(out, statement):
    write(out, json.dumps(statement).encode() + b"\n")


def write(out, data):
    while data:
        data = data[os.write(out, data) :]


class Group:
    """Operations that run in order, in one child as long as none dies."""

    def __init__(self, world, job, number, group, out, confinement):
        self.world, self.out, self.confinement = world, out, confinement
        self.operations = operations = group["operations"]
        self.variation, self.number, self.careful = (
            job["variation"],
            number,
            job["careful"],
        )
        # A case is the user's own, and may take its time.
        self.leaks = job["leaks"]
        self.limit = job[
            "case_limit" if operations and "case" in operations[0] else "limit"
        ]
        self.deadly = set()  # operations that ended the process
        self.folder = os.path.abspath(f"group{number}")
        if operations:
            os.mkdir(self.folder)
        for op in operations:
            world.prepare(op, group["types"])  # once, here, and not in every child

    def run(self):
        at, patience = 0, PATIENCE
        while at < len(self.operations) and patience > 0:
            if not self.is_tried(at):
                self.say(at, "not tried")
                at += 1
                continue
            done, death = self.child(at, len(self.operations))
            if self.careful and death and done and death != "timeout":
                # Whether it was this operation, or one before it that left a mess: try it alone.
                done_alone, death = self.child(at + done, at + done + 1)
                done += done_alone
            at += done
            if death:
                if self.leaks or self.child(at, at + 1, death)[1]:
                    self.say(at, death)
                self.deadly.add(self.operations[at]["i"])
                at += 1
                patience -= death == "timeout"
        while at < len(self.operations):
            self.say(at, "given up")
            at += 1

    def is_tried(self, at):
        """Not where what the operation builds on ends the process already."""
        return self.operations[at]["n"] not in self.deadly

    def say(self, at, word):
        emit(
            self.out, self.outcome(at, {"died": word} if self.leaks else {"r": [word]})
        )

    def outcome(self, at, outcome):
        return {
            "t": "leak" if self.leaks else "op",
            "g": self.number,
            "i": self.operations[at]["i"],
        } | outcome

    def child(self, start, end, death=None):
        """Runs operations in a child, passing on what it says; how many were done, and how it died.

        Where it is known how an operation ends the process, it is not run again, but told with what the contract demands.
        """
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                self.work(start, end, fcntl.fcntl(writing, fcntl.F_DUPFD, 200), death)
            finally:
                os._exit(1)
        os.close(writing)
        try:
            lines, late = self.listen(reading)
        finally:
            os.close(reading)
            kill(pid)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if lines == end - start:
            return lines, None
        if not late and status < 0 and self.lacked_gil():
            return lines, "no GIL"
        return lines, "timeout" if late else "crash" if status < 0 else "exit"

    def lacked_gil(self):
        """Whether the interpreter ended the process because it was used without its lock: its memory's debug hooks look."""
        with open(os.path.join(self.folder, LAST_WORDS), "rb") as file:
            words = file.read(1 << 16)
        return b"Fatal Python error" in words and b"GIL" in words

    def listen(self, reading):
        lines = 0
        while select.select([reading], [], [], self.limit)[0]:
            data = os.read(reading, 1 << 16)
            if not data:
                return lines, False
            write(self.out, data)
            lines += data.count(b"\n")
        return lines, True

    def work(self, start, end, out, death):
        # Imported already, and bound here so that importing a module stays cheap.
        from _tb_operations import demands, run

        self.confinement.enter(self.folder)
        for at in range(start, end):
            op = self.operations[at]
            if self.leaks:
                emit(out, self.outcome(at, self.world.leaks.measure(self.world, op)))
                continue
            if death or not self.is_tried(at):
                done = {"r": [death or "not tried"]}
            else:
                done = run(self.world, op, self.variation)
            if (
                op["w"]
                and self.variation != 1
                and (wanted := demands(self.world, op)) is not None
            ):
                done["w"] = wanted
            emit(out, self.outcome(at, done))
        os._exit(0)


class Sequence(Group):
    """Operations that build on each other: where one ends the process, that is the end."""

    def run(self):
        done, death = self.child(0, len(self.operations))
        for at in range(done, len(self.operations)):
            self.say(at, death if at == done else "given up")


def kill(pid):
    """Ends a child that has said all it will; it leads a group of its own."""
    for end in (os.killpg, os.kill):
        try:
            end(pid, signal.SIGKILL)
        except OSError:
            pass


class Confinement:
    """Bounds what a function gone wrong can do: no terminal, no core, no flood of memory or disk, no survivor.

    All that can be made ready is made once, for entering it is half of what a child costs.
    """

    def __init__(self):
        import ctypes

        self.prctl = ctypes.CDLL(None).prctl
        with open("/proc/self/statm", "rb") as file:
            size = int(file.read().split()[0]) * resource.getpagesize()
        memory = size + (1 << 29)
        self.limits = (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 1 << 24),
            (resource.RLIMIT_CPU, 60),
            (resource.RLIMIT_AS, memory),
        )

    def enter(self, folder):
        os.setpgid(0, 0)
        self.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: die with the parent
        self.prctl(4, 0)  # PR_SET_DUMPABLE: no core, whoever would collect it
        os.chdir(folder)
        os.dup2(os.open(LAST_WORDS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
        for limit, value in self.limits:
            resource.setrlimit(limit, (value, value))


if __name__ == "__main__":
    main(sys.argv[1])
