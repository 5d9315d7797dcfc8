//! A library with hundreds of functions: the same few, again and again, under other names.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const TYPES: &str = r#"
#include <stddef.h>

enum colour { RED, GREEN = 7 };
struct point { int x; double y; };
struct node { struct node *next; const char *name; };
struct box;
typedef int (*visitor)(int value, void *data);

extern int visits;
extern struct point origin;

#define COUNT 63
#define LEAST (-9223372036854775807LL - 1)
#define MOST 18446744073709551615ULL
#define RATIO 0.25
#define TITLE "large"
"#;

/// What the library defines besides.
const SOURCE: &str = "#include \"large.h\"\nint visits = 0;\nstruct point origin = { 1, 2.5 };\n";

/// What each group has: the prototype, with `@` for the group's number, and the body.
const GROUP: [(&str, &str); 9] = [
    ("int add_@(int a, long b)", "{ return a + (int)b + @; }"),
    ("const char *text_@(const char *s)", "{ return s[0] ? s + 1 : NULL; }"),
    (
        "double total_@(const double *xs, size_t n)",
        "{ double sum = @; while (n-- > 0) sum += xs[n]; return sum; }",
    ),
    ("struct point moved_@(struct point p, double by)", "{ p.x += @; p.y += by; return p; }"),
    ("struct node *last_@(struct node *n)", "{ while (n->next) n = n->next; return n; }"),
    ("struct box *same_@(struct box *b)", "{ return b; }"),
    ("enum colour other_@(enum colour c)", "{ return c == RED ? GREEN : RED; }"),
    (
        "int each_@(visitor f, int n, void *data)",
        "{ int sum = @; for (int i = 0; i < n; i++, visits++) sum += f(i, data); return sum; }",
    ),
    (
        "int longest_@(const char **names, size_t n)",
        "{ int i = 0; while (n-- > 0) if (names[n][0] == 'x') i = (int)n; return i + @; }",
    ),
];

/// What any of them must do.
pub const SCRIPT: &str = r#"
import array, inspect, large, pytest

for i in (0, 31, 32, 62):
    f = {name: getattr(large, f"{name}_{i}") for name in (
        "add", "text", "total", "moved", "last", "same", "other", "longest", "each")}
    assert f["add"](2, 3) == 5 + i
    with pytest.raises(OverflowError, match=rf"add_{i}\(\) argument 'a' is out of range for int"):
        f["add"](2**31, 0)
    with pytest.raises(TypeError, match=rf"add_{i}\(\) takes exactly 2 arguments \(1 given\)"):
        f["add"](2)
    assert f["text"]("abc") == "bc" and f["text"](b"") is None
    assert f["total"](array.array("d", [1, 2]), 2) == 3 + i
    with pytest.raises(TypeError):
        f["total"](array.array("f", [1]), 1)
    moved = f["moved"](large.point(x=1, y=2.0), 0.5)
    assert (moved.x, moved.y) == (1 + i, 2.5) and type(moved) is large.point
    end = large.node(name="end")
    assert f["last"](large.node(next=end)).name == "end"
    box = large.box.from_address(64)
    assert f["same"](box) == box and f["same"](None) is None
    assert f["other"](0) is large.colour.GREEN
    assert f["longest"](["a", "xb", "c"], 3) == 1 + i
    before = large.cvar.visits
    assert f["each"](lambda value, data: value, 4, None) == 6 + i and large.cvar.visits == before + 4
    with pytest.raises(ZeroDivisionError):
        f["each"](lambda value, data: 1 // value, 4, None)
    assert str(inspect.signature(f["moved"])) == "(p, by, /)"
    assert f["add"].__module__ == "large._native" and f["add"].__doc__

large.cvar.origin.x = 7
assert large.cvar.origin == large.point(7, 2.5)
assert large.COUNT == 63 and large.LEAST == -(2**63) and large.MOST == 2**64 - 1
assert large.RATIO == 0.25 and large.TITLE == "large"
assert len(bytes(large.point())) == 16 and len(large.__tribind_buffer__(large.point())) == 16
"#;

/// Writes `large.h` and `large.c` with that many groups into a folder; the header's path.
#[allow(clippy::disallowed_methods)] // a scratch folder
pub fn library(folder: &Path, groups: usize) -> PathBuf {
    let (mut header, mut source) = (TYPES.to_owned(), SOURCE.to_owned());
    for i in 0..groups {
        for (prototype, body) in GROUP {
            let text = |t: &str| t.replace('@', &i.to_string());
            writeln!(header, "{};", text(prototype)).unwrap();
            writeln!(source, "{} {}", text(prototype), text(body)).unwrap();
        }
    }
    let path = folder.join("large.h");
    std::fs::write(&path, header).unwrap();
    std::fs::write(path.with_extension("c"), source).unwrap();
    path
}
