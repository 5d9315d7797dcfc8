"""What a module says about itself: names, signatures, docs, manifest, constants, layouts. Nothing is called."""

import ctypes
import inspect


def look(module, job, canon):
    """The statements, one dict each."""
    public = sorted(n for n in vars(module) if not n.startswith("_"))
    yield {"t": "names", "all": sorted(getattr(module, "__all__", [])), "public": public}
    yield {"t": "manifest", "value": getattr(module, "__tribind__", None)}
    for name in job["functions"]:
        f = getattr(module, name, None)
        yield {"t": "function", "name": name, "signature": signature(f), "doc": doc(f)}
    for name in job["classes"]:
        c = getattr(module, name, None)
        # What an exception carries, its instances have.
        is_exception = isinstance(c, type) and issubclass(c, Exception)
        public = [] if is_exception else sorted(n for n in dir(c) if not n.startswith("_"))
        yield {"t": "class", "name": name, "public": public, "doc": doc(c)}
    for name in job["constants"]:
        value = getattr(module, name, None)
        text = ["str", value.encode("utf-8", "surrogateescape").hex()] if type(value) is str else None
        yield {"t": "constant", "name": name, "value": text or canon.value(value)}
    for name in job["enums"]:
        members = getattr(getattr(module, name, None), "__members__", {})
        yield {"t": "enum", "name": name, "members": [[n, int(v)] for n, v in members.items()]}
    for record in job["records"]:
        yield {"t": "layout", "name": record["py"]} | layout(module, record)


def doc(x):
    """The docstring as `help` shows it: before 3.13 that of a Python function is indented."""
    text = getattr(x, "__doc__", None)
    return inspect.cleandoc(text) if isinstance(text, str) else None


def signature(f):
    """Names, kinds and defaults of the parameters: what a caller can see, without annotations."""
    try:
        parameters = inspect.signature(f).parameters.values()
    except (TypeError, ValueError):
        return None
    return [[p.name, p.kind.name, None if p.default is p.empty else repr(p.default)] for p in parameters]


def layout(module, record):
    """What the style's own machinery knows of a record; empty where it has none (a native type)."""
    cls = getattr(module, record["py"], None)
    ffi = getattr(getattr(module, "__tribind_raw__", None), "ffi", None)
    if isinstance(cls, type) and issubclass(cls, (ctypes.Structure, ctypes.Union)):
        fields = ((f["c"], ctypes_field(cls, f["c"])) for f in record["fields"])
        return {"size": ctypes.sizeof(cls), "offsets": {n: o for n, o in fields if o is not None}}
    ctype = getattr(module, "__tribind__", {}).get("records", {}).get(record["key"], {}).get("ctype")
    if ffi is None or ctype is None:
        return {"size": None, "offsets": {}}
    kind = ffi.typeof(ctype)
    offsets = {n: f.offset for n, f in kind.fields or []}
    return {"size": ffi.sizeof(kind), "offsets": {f["c"]: offsets[f["c"]] for f in record["fields"] if f["c"] in offsets}}


def ctypes_field(cls, name):
    """The offset of a ctypes field, which may lie behind a property of the same name in a derived class."""
    for base in cls.__mro__:
        offset = getattr(base.__dict__.get(name), "offset", None)
        if isinstance(offset, int):
            return offset
    return None
