//! From a header's text to the judged API, as printed: what the parser claims and what the compiler makes of it.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test stops where it goes wrong, in folders of its own

use std::io::Write as _;
use tribind::config::{Config, Header};
use tribind::ir::{self, Api, Language};
use tribind::toolchain::{Compiler, Environment, Flags, Libclang};

/// Reads a header and has it judged.
fn judged(text: &str, language: Language) -> Api {
    let environment = Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() };
    let is_cxx = language == Language::Cxx;
    let compiler = Compiler::find(&environment, is_cxx).unwrap();
    let libclang = Libclang::find(&environment).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let suffix = if is_cxx { ".hpp" } else { ".h" };
    let mut file = tempfile::Builder::new().prefix("case").suffix(suffix).tempfile_in(&folder).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let config = Config {
        headers: vec![Header { given: file.path().display().to_string(), ..Header::default() }],
        language,
        ..Config::default()
    };
    let reading = tribind::header::read(&config, &libclang, &compiler.include_dirs).unwrap();
    let flags = Flags { include_dirs: vec![folder.path().to_owned()], is_cxx, ..Flags::default() };
    tribind::verdict::judge(&reading.api, &compiler, &flags).unwrap()
}

fn check(header: &str, expected: &str) {
    assert_eq!(ir::print(&judged(header, Language::C)).trim(), expected.trim());
}

fn check_cxx(header: &str, expected: &str) {
    assert_eq!(ir::print(&judged(header, Language::Cxx)).trim(), expected.trim());
}

#[test]
fn what_bindgen_bends_comes_out_straight() {
    check(
        "#include <stdint.h>
#define ALL_ONES 0xFFFFFFFFFFFFFFFFULL
#define LARGEST SIZE_MAX
#define ANY (~15UL)
#define CODE 'S'
struct wide { char c; long double x; };
long double half(long double x);
",
        "
record struct wide (struct) size 32 align 16
    @0 c: char
    @128 x: long double
fn half(x: long double) -> long double
macro ALL_ONES int 18446744073709551615
macro LARGEST int 18446744073709551615
macro ANY int 18446744073709551600
macro CODE int 83
",
    );
}

#[test]
fn layouts_that_other_tools_get_wrong() {
    check(
        "struct bits { unsigned a : 1; char rest[18]; signed b : 7; };
struct __attribute__((packed)) tight { char c; int i; double d; };
struct __attribute__((aligned(64))) roomy { char c; };
struct tail { unsigned n; short v[]; };
union u { int i; struct { char a, b; }; };
",
        "
record struct bits (struct) size 20 align 4
    @0 a: unsigned int : 1
    @8 rest: [18]char
    @152 b: int : 7
record struct tight (struct) size 13 align 1
    @0 c: char
    @8 i: int
    @40 d: double
record struct roomy (struct) size 64 align 64
    @0 c: char
record struct tail (struct) size 4 align 4
    @0 n: unsigned int
    @32 v: []short
record union u::<anonymous 1> (struct) size 2 align 1
    @0 a: char
    @8 b: char
record union u (union) size 4 align 4
    @0 i: int
    @0 <anonymous>: union u::<anonymous 1>
",
    );
}

#[test]
fn tags_and_typedefs_are_told_apart() {
    check(
        "struct point { int x; };
typedef struct { int x; } point_t;
typedef struct node { struct node *next; } node;
typedef enum { RED, BLUE = 0xFFFFFFFF } color;
enum level { LOW = -1, HIGH };
void f(struct point *a, point_t *b, node *c, color d, enum level e);
",
        "
record struct point (struct) size 4 align 4
    @0 x: int
record point_t (struct) = point_t size 4 align 4
    @0 x: int
record struct node (struct) = node size 8 align 8
    @0 next: *struct node
enum color = color: unsigned int
    RED = 0
    BLUE = 4294967295
enum enum level: int
    LOW = -1
    HIGH = 0
fn f(a: *struct point, b: *point_t, c: *node, d: color, e: enum level) -> void
",
    );
}

#[test]
fn macros_of_every_kind() {
    check(
        "typedef void (*done)(void *);
int call(int);
#define VERSION \"1.2\" \".3\"
#define PI 3.14159
#define STATIC ((done)0)
#define TRANSIENT ((done)-1)
#define old_call call
#define EXPORT extern
#define BLOCK do { call(1); } while (0)
#define MISSING (not_declared + 1)
#define MINUS -1
#define twice(x) ((x) * 2)
",
        "
fn call(_: int) -> int
macro VERSION str \"1.2.3\"
macro PI float 3.14159
macro STATIC address 0x0
macro TRANSIENT address 0xffffffffffffffff
macro old_call alias call
macro EXPORT no value
macro BLOCK no value
macro MISSING no value
macro MINUS int -1
macro twice function-like (x)
",
    );
}

#[test]
#[cfg(target_arch = "x86_64")] // for the target that one of them wants
fn an_inline_function_that_cannot_be_called_costs_itself() {
    check(
        "static inline int twice(int x) { return 2 * x; }
static inline __attribute__((always_inline, target(\"avx512f\"))) int wide(int x) { return x; }
__attribute__((error(\"not here\"))) int not_here(int x);
static inline int refused(int x) { return not_here(x); }
static inline int thrice(int x) { return 3 * x; }
",
        "
inline fn twice(x: int) -> int
fn not_here(x: int) -> int
inline fn thrice(x: int) -> int
skipped Function wide: an inline function that the compiler cannot call (inlining failed in call to 'always_inline' 'wide': target specific option mismatch)
skipped Function refused: an inline function that the compiler cannot call (call to 'not_here' declared with attribute error: not here)
",
    );
}

#[test]
fn cxx_namespaces() {
    check_cxx(
        "namespace n { enum mode { on = 1 }; struct pt { int x; }; typedef unsigned long big; big g(pt p, mode m); }
",
        "
record n::pt (struct) size 4 align 4
    @0 x: int
enum n::mode: unsigned int
    n::on = 1
fn n::g(p: n::pt, m: n::mode) -> n::big
",
    );
}

#[test]
fn cxx_overloads_are_confirmed_each() {
    check_cxx(
        "#define LIMIT 0xFFFFFFFFFFFFFFFFULL
#define NAME \"cxx\"
#define RATIO 0.5
namespace n { int f(int a, float b = 1.5f); double f(double); }
struct point { double x; int n; };
enum color : unsigned char { red = 1, blue = 200 };
struct bits { unsigned a : 3; int b : 5; bool c : 1; color d : 8; };
",
        "
record point (struct) size 16 align 8
    @0 x: double
    @64 n: int
record bits (struct) size 4 align 4
    @0 a: unsigned int : 3
    @3 b: int : 5
    @8 c: bool : 1
    @16 d: color : 8
enum color: unsigned char
    red = 1
    blue = 200
fn n::f(a: int, b: float = 1.5f) -> int
fn n::f(_: double) -> double
macro LIMIT int 18446744073709551615
macro NAME str \"cxx\"
macro RATIO float 0.5
",
    );
}
