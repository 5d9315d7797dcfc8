"""The same program for every style: checksums, a round trip, a stream field by field."""

import zlib
from array import array

import zwrap as z

data = b"hello, hello, hello world " * 100
assert z.zlibVersion() == zlib.ZLIB_RUNTIME_VERSION
assert (z.Z_OK, z.Z_STREAM_END, z.Z_BEST_COMPRESSION, z.Z_BUF_ERROR) == (0, 1, 9, -5)
assert z.crc32(0, data, len(data)) == zlib.crc32(data)
assert z.adler32(1, data, len(data)) == zlib.adler32(data)
assert z.crc32(0, None, 0) == 0

# A round trip with buffers and a length that C reads and writes.
packed_length = array("L", [z.compressBound(len(data))])
packed = bytearray(packed_length[0])
assert z.compress(packed, packed_length, data, len(data)) == z.Z_OK
assert zlib.decompress(packed[: packed_length[0]]) == data
length, plain = array("L", [len(data)]), bytearray(len(data))
assert z.uncompress(plain, length, bytes(packed), packed_length[0]) == z.Z_OK
assert plain == data and length[0] == len(data)

# A stream, filled and read field by field.
stream = z.z_stream()
assert z.z_stream is z.z_stream_s
assert (stream.avail_in, stream.next_in, stream.zalloc, stream.opaque, stream.msg) == (
    0,
    None,
    None,
    None,
    None,
)
out = bytearray(4096)
stream.next_in, stream.avail_in = bytearray(data), len(data)
stream.next_out, stream.avail_out = out, len(out)
stream.zalloc = stream.zfree = stream.opaque = None
size = len(z.__tribind_buffer__(stream))
assert z.deflateInit_(stream, z.Z_BEST_COMPRESSION, z.zlibVersion(), size) == z.Z_OK
assert callable(stream.zalloc) and int(stream.zalloc) != 0
assert z.deflate(stream, z.Z_FINISH) == z.Z_STREAM_END
assert (stream.avail_in, stream.total_in) == (0, len(data))
assert stream.avail_out == len(out) - stream.total_out
assert zlib.decompress(out[: stream.total_out]) == data
assert z.deflateEnd(stream) == z.Z_OK
assert z.deflateEnd(stream) == z.Z_STREAM_ERROR

# Bad input.
bad = [
    (OverflowError, lambda: z.crc32(-1, b"", 0)),
    (OverflowError, lambda: z.crc32(0, b"", 2**32)),
    (TypeError, lambda: z.crc32(0, b"")),
    (TypeError, lambda: z.crc32(0, b"", 0, 0)),
    (TypeError, lambda: z.crc32(1.5, b"", 0)),
    (TypeError, lambda: z.crc32(0, "text", 4)),
    (TypeError, lambda: z.compress(b"read-only", packed_length, data, len(data))),
    (ValueError, lambda: z.gzopen("a\0b", "r")),
    (OverflowError, lambda: setattr(stream, "avail_in", 2**32)),
    (TypeError, lambda: setattr(stream, "avail_in", "1")),
    (AttributeError, lambda: setattr(stream, "avail", 1)),
]
for expected, call in bad:
    try:
        call()
    except expected:
        continue
    raise AssertionError(f"no {expected.__name__}")

print("fine")
