"""Memory lent to C: slots of 4 KiB between pages that nobody may touch."""

import ctypes
import hashlib
import mmap

SLOT = 4096
SLOTS = 16
LONGEST = 4096


class Arena:
    """The slots.

    The guards between them make a C function that runs past its buffer crash in every style alike, where it would
    otherwise damage whatever happens to lie there. A slot's memory is zero at the start of each operation.
    """

    def __init__(self):
        self.stride = -(-SLOT // mmap.PAGESIZE) * mmap.PAGESIZE + mmap.PAGESIZE
        size = mmap.PAGESIZE + self.stride * SLOTS
        self.memory = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self.view = memoryview(self.memory)
        self.base = ctypes.addressof(ctypes.c_char.from_buffer(self.memory))
        mprotect = ctypes.CDLL(None).mprotect
        mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
        for at in range(0, size, self.stride):
            mprotect(self.base + at, mmap.PAGESIZE, 0)
        self.before = {}

    def start(self, slot):
        """Where a slot begins in the map; its end touches the guard."""
        return self.stride * (slot + 1) - SLOT

    def bytes(self, slot):
        return bytes(self.view[self.start(slot) : self.start(slot) + SLOT])

    def slot(self, slot, size=SLOT, content=b""):
        """The last `size` bytes of a slot, beginning with `content`."""
        at = self.start(slot) + SLOT - size
        self.view[at : at + len(content)] = content
        self.before[slot] = self.bytes(slot)
        return self.view[at : at + size]

    def address(self, slot):
        self.before[slot] = self.bytes(slot)
        return self.base + self.start(slot)

    def where(self, address):
        """An address as a place that means the same in every process."""
        for slot in range(SLOTS):
            offset = address - self.base - self.start(slot)
            if 0 <= offset <= SLOT:
                return f"slot {slot} + {offset}"
        return "elsewhere"

    def changes(self):
        """What was written into the slots in use: slot -> stretches of (offset, hexadecimal bytes)."""
        out = {}
        for slot, before in self.before.items():
            after = self.bytes(slot)
            if after != before:
                out[f"slot {slot}"] = stretches(before, after)
        return out

    def reset(self):
        for slot in self.before:
            self.view[self.start(slot) : self.start(slot) + SLOT] = bytes(SLOT)
        self.before = {}


def stretches(before, after):
    """The differing stretches of two byte strings."""
    if len(before) != len(after):
        return [["length", len(after)]]
    out, at = [], 0
    while at < len(after) and len(out) < 64:
        end = at
        while end < len(after) and before[end] != after[end]:
            end += 1
        if end > at:
            out.append([at, shortened(after[at:end].hex())])
        at = end + 1
    return out


def shortened(text):
    """Long text as its length and digest."""
    if len(text) <= LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
    return f"{len(text)} characters, sha256 {digest}"
