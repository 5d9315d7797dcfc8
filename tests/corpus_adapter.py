"""How the calls of the real-header corpus are made on a module of tribind, whatever its style.

The corpus writes a call once, against an adapter; `adapter(module)` is the one for every style, since the modules are
used alike: it knows the contract and the manifest, and nothing of ctypes, CFFI or the native module.
"""

import ctypes
import itertools

# The corpus's names of types, for memory that is passed by address: how many bytes, signed or not (None: floating).
SIZES = {
    "int": (4, True),
    "uint": (4, False),
    "long": (8, True),
    "ulong": (8, False),
    "size": (8, False),
    "u8": (1, False),
    "u32": (4, False),
    "u64": (8, False),
    "i64": (8, True),
    "ptr": (8, False),
    "double": (8, None),
}

# The same for callbacks, where a parameter takes an address only.
C_TYPES = {
    "void": None,
    "int": ctypes.c_int,
    "uint": ctypes.c_uint,
    "long": ctypes.c_long,
    "ulong": ctypes.c_ulong,
    "size": ctypes.c_size_t,
    "u8": ctypes.c_uint8,
    "u32": ctypes.c_uint32,
    "u64": ctypes.c_uint64,
    "i64": ctypes.c_int64,
    "ptr": ctypes.c_void_p,
    "double": ctypes.c_double,
}


def adapter(module):
    """The adapter of one module."""
    return Adapter(module)


class Box:
    """One scalar in memory of its own; the memory is what is passed."""

    def __init__(self, kind, value):
        size, self.signed = SIZES[kind]
        if self.signed is None:
            self.memory = bytearray(ctypes.c_double(value))
        else:
            self.memory = bytearray(
                int(value or 0).to_bytes(size, "little", signed=self.signed)
            )

    @property
    def value(self):
        """What C left there."""
        if self.signed is None:
            return ctypes.c_double.from_buffer_copy(self.memory).value
        return int.from_bytes(self.memory, "little", signed=self.signed)


class Callback:
    """A Python function for C, with the corpus's names of its types."""

    def __init__(self, function, result, parameters):
        self.function = function
        self.prototype = ctypes.CFUNCTYPE(
            C_TYPES[result], *[C_TYPES[p] for p in parameters]
        )
        self.pointer = None

    def address(self):
        """A function pointer's value, made at the first use."""
        if self.pointer is None:
            self.pointer = self.prototype(self.function)
        return ctypes.cast(self.pointer, ctypes.c_void_p).value


class Adapter:
    """See the top of the corpus's smoke.py for what each method is for."""

    NULL = None

    def __init__(self, module):
        self.module = module
        self.manifest = module.__tribind__
        self.kept = []

    def const(self, name):
        """A constant's value, by the C name."""
        for kind in ("macros", "enum_constants", "const_variables"):
            if name in self.manifest[kind]:
                return self.named(self.manifest[kind][name].get("py", name))
        raise AttributeError(name)

    def call(self, name, *args):
        """Calls a C function. A value that has more than one way in (bytes as text or as memory) is tried in turn: what is
        refused is refused before C is called, with an error that names the function and the argument."""
        kept = [self.kept_alive(value) for value in args]
        refused = None
        for public, types in self.candidates(name, args):
            function = self.named(public)
            for ways in itertools.product(*map(self.ways_in, types, kept)):
                try:
                    return function(*ways)
                except (TypeError, ValueError) as error:
                    if not str(error).startswith(f"{public}() argument"):
                        raise
                    refused = error
        raise refused or AttributeError(f"{name}: {self.manifest['skipped'].get(name)}")

    def buf(self, size_or_bytes):
        """Writable memory."""
        return self.kept_alive(bytearray(size_or_bytes))

    def bytes(self, buffer, size):
        """What it holds."""
        return bytes(buffer[:size])

    def box(self, kind, value=0):
        """One scalar to be passed by address."""
        return self.kept_alive(Box(kind, value))

    def cb(self, function, result, parameters):
        """A callback."""
        return self.kept_alive(Callback(function, result, parameters))

    def new(self, record):
        """A record, all zero."""
        return self.kept_alive(self.class_of(record)())

    def ref(self, record):
        """A record is passed as it is."""
        return record

    def get(self, pointer, record):
        """The record that a pointer points to."""
        cls = self.class_of(record)
        return (
            pointer
            if isinstance(pointer, cls)
            else cls.from_address(self.addr(pointer))
        )

    def field(self, record, name):
        """A member."""
        return getattr(record, name)

    def addr(self, value):
        """A pointer's value."""
        if value is None:
            return 0
        if isinstance(value, int):
            return value
        if isinstance(value, str):  # text was read from somewhere that is not NULL
            return 1
        return value.__c_address__

    def s(self, value):
        """Text, as its bytes."""
        if isinstance(value, str):
            return value.encode("utf-8", "surrogateescape")
        return (
            value
            if value is None or isinstance(value, bytes)
            else ctypes.string_at(self.addr(value))
        )

    def mem(self, pointer, size):
        """The bytes behind a pointer. Text ends at its first NUL; the corpus reads less of it than that."""
        if isinstance(pointer, (str, bytes)):
            return self.s(pointer)[:size]
        return ctypes.string_at(self.addr(pointer), size)

    def named(self, public):
        """What a dotted public name stands for."""
        found = self.module
        for part in public.split("."):
            found = getattr(found, part)
        return found

    def kept_alive(self, value):
        """C may hold on to whatever it was given."""
        self.kept.append(value)
        return value

    def candidates(self, name, args):
        """(public name, types of the parameters) of the functions that stand for a C function: itself, or where it is
        variadic those of its signatures that take such arguments."""
        functions = self.manifest["functions"]
        if (
            name in functions
            and "args" in functions[name]
            and not functions[name].get("variadic")
        ):
            yield functions[name].get("py", name), functions[name]["args"]
            return
        for key, function in functions.items():
            types = function["args"]
            if not key.startswith(f"{name}_") or len(types) != len(args):
                continue
            if all(map(fits, types, args)):
                yield function.get("py", key), types

    def ways_in(self, c_type, value):
        """What to pass for a value, the likeliest first."""
        if isinstance(value, Box):
            return [value.memory]
        if isinstance(value, Callback):
            # A parameter that takes callables says so by not refusing one; `void *` takes an address.
            return (
                [value.function, value.address()]
                if c_type.endswith("fn")
                else [value.address()]
            )
        if isinstance(value, bytes) and c_type == "*char":
            return [value, bytearray(value + b"\0")]
        if isinstance(value, bytes) and c_type.startswith("*"):
            return [value, bytearray(value + b"\0")]
        if isinstance(value, bytearray) and c_type == "*char":
            # A text in a buffer of its own; what has a NUL inside is data, which no text parameter takes.
            return [value, bytes(value).rstrip(b"\0")]
        if isinstance(value, int) and c_type.startswith(("*struct:", "*union:")):
            return [self.class_of(c_type.split(":", 1)[1]).from_address(value)]
        return [value]

    def class_of(self, record):
        """A record's or handle's class, by its tag or typedef."""
        for kind in ("records", "handles"):
            for key in (record, f"struct {record}", f"union {record}"):
                if key in self.manifest[kind]:
                    return self.named(self.manifest[kind][key]["py"])
        return getattr(self.module, record)


def fits(c_type, value):
    """Could a variadic argument be meant for a parameter of this type?"""
    if isinstance(value, float):
        return c_type.startswith("f")
    if isinstance(value, Callback):
        return c_type.endswith("fn")
    if value is None or isinstance(value, (Box, bytes, bytearray)):
        return c_type.startswith("*") and not c_type.endswith("fn")
    return not isinstance(value, int) or not c_type.startswith("f")
