"""What a module says about itself: names, signatures, docs, manifest, constants, layouts. Nothing is called."""

import ctypes
import inspect
import sys


def look(module, job, canon):
    """The statements, one dict each."""
    public = sorted(n for n in vars(module) if not n.startswith("_"))
    yield {
        "t": "names",
        "all": sorted(getattr(module, "__all__", [])),
        "public": public,
    }
    yield {"t": "manifest", "value": getattr(module, "__tribind__", None)}
    for name in job["functions"]:
        f = getattr(module, name, None)
        yield {"t": "function", "name": name, "signature": signature(f), "doc": doc(f)}
    for name in job["classes"]:
        c = getattr(module, name, None)
        # What an exception carries, its instances have.
        is_exception = isinstance(c, type) and issubclass(c, Exception)
        public = (
            [] if is_exception else sorted(n for n in dir(c) if not n.startswith("_"))
        )
        yield {"t": "class", "name": name, "public": public, "doc": doc(c)}
    for name in job["constants"]:
        value = getattr(module, name, None)
        text = (
            ["str", value.encode("utf-8", "surrogateescape").hex()]
            if type(value) is str
            else None
        )
        yield {"t": "constant", "name": name, "value": text or canon.value(value)}
    for name in job["enums"]:
        members = getattr(getattr(module, name, None), "__members__", {})
        yield {
            "t": "enum",
            "name": name,
            "members": [[n, int(v)] for n, v in members.items()],
        }
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
    return [
        [p.name, p.kind.name, None if p.default is p.empty else repr(p.default)]
        for p in parameters
    ]


def layout(module, record):
    """What the style's own machinery knows of a record, in the manifest's form; empty where it has none (a native type)."""
    cls = getattr(module, record["py"], None)
    ffi = getattr(getattr(module, "__tribind_raw__", None), "ffi", None)
    names = [f["c"] for f in record["fields"]]
    if isinstance(cls, type) and issubclass(cls, (ctypes.Structure, ctypes.Union)):
        seen = {"size": ctypes.sizeof(cls), "align": ctypes.alignment(cls)}
        places = {name: ctypes_place(cls, name) for name in names}
    else:
        ctype = (
            getattr(module, "__tribind__", {})
            .get("records", {})
            .get(record["key"], {})
            .get("ctype")
        )
        if ffi is None or ctype is None:
            return {}
        seen = {"size": ffi.sizeof(ctype), "align": ffi.alignof(ctype)}
        places = cffi_places(ffi, ffi.typeof(ctype))
    return seen | {"fields": {name: places[name] for name in names if places.get(name)}}


def ctypes_place(cls, name):
    """Where ctypes has a field: its own descriptor says so, or one that took its place and keeps it as `raw`."""
    for base in cls.__mro__:
        field = base.__dict__.get(name)
        raw = getattr(field, "raw", field)
        if not isinstance(getattr(raw, "offset", None), int):
            continue
        bits = getattr(field, "kind", None)
        if hasattr(bits, "shift"):
            return bit_place(raw.offset, bits.shift, bits.width)
        return {"offset": raw.offset, "size": raw.size}
    return None


def bit_place(offset, shift, width):
    """Where a bit-field lies in the integer that begins at `offset`; elsewhere than here the shift counts from the other end."""
    return (
        {"bit_offset": 8 * offset + shift, "bit_width": width}
        if sys.byteorder == "little"
        else None
    )


def cffi_places(ffi, kind, start=0):
    """Where CFFI has the fields, those of anonymous members too."""
    places = {}
    for name, field in kind.fields or ():
        offset = start + field.offset
        if not name:
            places |= cffi_places(ffi, field.type, offset)
        elif field.bitsize < 0:
            is_endless = field.type.kind == "array" and field.type.length is None
            places[name] = (
                {"offset": offset}
                if is_endless
                else {"offset": offset, "size": ffi.sizeof(field.type)}
            )
        else:
            places[name] = bit_place(offset, field.bitshift, field.bitsize)
    return places
