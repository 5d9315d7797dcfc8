//! `tribind verify` says that the styles are equal, and sees it when one generated file is broken by hand.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test stops where it goes wrong, in folders of its own

mod common;

use common::{Scene, text};
use std::process::Output;

/// One generated file, broken.
struct Break<'a> {
    /// Below `out/`.
    file: &'a str,
    /// What it says.
    from: &'a str,
    /// What it says then.
    to: &'a str,
    /// What `verify` must say: code and beginning.
    finding: &'a str,
}

fn verify(scene: &Scene, styles: &str) -> Output {
    scene.tribind(&["verify", "tribind.toml", "-s", styles, "-o", "out", "--random", "20"]).output().unwrap()
}

/// Breaks one file after the other, each time with another style beside it, and mends it again.
fn check(styles: &str, breaks: &[Break<'_>]) {
    let scene = Scene::new("verify");
    let output = verify(&scene, styles);
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    for b in breaks {
        let path = scene.path().join("out").join(b.file);
        let before = std::fs::read_to_string(&path).unwrap();
        assert!(before.contains(b.from), "{} does not say {:?}", b.file, b.from);
        std::fs::write(&path, before.replace(b.from, b.to)).unwrap();
        let output = verify(&scene, styles);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{:?}: {}{said}", b.to, text(&output.stdout));
        assert!(said.contains(b.finding), "{:?}: {said}", b.to);
        std::fs::write(&path, before).unwrap();
    }
    let output = verify(&scene, styles);
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
}

const LIMIT: &str = "error[verify-constant]: TINY_LIMIT: the compiler says 7";
const MOVED: &str = "error[verify-layout]: poke('pair', 'low', -1): the compiler says: 8 bytes in all, the field in \
    bytes 0 to 4";
const SHIFTED: &str = "error[verify-layout]: poke_bits('flags', 'level', -1): the compiler says: 8 bytes in all, the \
    field in bits 3 to 7";
/// Wrong for some numbers that no fixed call has, and the least call that shows it.
const ODD: &str = "_tb_quick_minus(a, b) + (1000 < a < 10**6 and a % 2)";
const LEAST: &str = "error[verify-random]: m.minus(1001, 0): the styles do not agree\n    import tiny as m\n    \
    m.minus(1001, 0)\n    ctypes: 1002\n    cffi: 1001\n    again: tribind verify --seed 0 --random ";
const MACHINE: &str = "error[verify-layout]: struct flags: not as the compiler lays it out\n    \
    cffi: kind in bits 4 to 7, not bits 0 to 3, level in bits 0 to 4, not bits 3 to 7";
const RANGE: &str =
    "error[verify-contract]: m.minus(2**31-1+1, 0): a = 2**31-1+1: the contract says OverflowError";
const SWAPPED: &str =
    "error[verify-case]: case \"a difference\": m.minus(5, 3): the case does not give what it expects";

#[test]
fn a_broken_ctypes_package() {
    let file = "ctypes/tiny/__init__.py";
    let fields = "(\"low\", _tb_ctypes.c_int),\n        (\"high\", _tb_ctypes.c_int),";
    let swapped = "(\"high\", _tb_ctypes.c_int),\n        (\"low\", _tb_ctypes.c_int),";
    check(
        "ctypes,cffi",
        &[
            Break { file, from: "TINY_LIMIT = 7", to: "TINY_LIMIT = 8", finding: LIMIT },
            Break { file, from: fields, to: swapped, finding: MOVED },
            Break { file, from: "c_uint8, 3, 4, ", to: "c_uint8, 2, 4, ", finding: SHIFTED },
            Break { file, from: "<= a <= 1073741823", to: "<= a <= 4294967295", finding: RANGE },
            Break { file, from: "_tb_quick_minus(a, b)", to: "_tb_quick_minus(b, a)", finding: SWAPPED },
            Break { file, from: "_tb_quick_minus(a, b)", to: ODD, finding: LEAST },
        ],
    );
}

#[test]
fn a_broken_cffi_package() {
    let file = "cffi/tiny/__init__.py";
    let build = "cffi/cffi_build.py";
    let (kind, level) = ("    unsigned int kind : 3;\n", "    int level : 4;\n");
    let (bits, other_bits) = ([kind, level].concat(), [level, kind].concat());
    check(
        "cffi,ctypes",
        &[
            Break { file, from: "TINY_LIMIT = 7", to: "TINY_LIMIT = 8", finding: LIMIT },
            Break { file, from: "_tb_s.low", to: "_tb_s.high", finding: MOVED },
            Break { file: build, from: &bits, to: &other_bits, finding: SHIFTED },
            Break { file: build, from: &bits, to: &other_bits, finding: MACHINE },
            Break { file, from: "(_tb_index(a), ", to: "(_tb_index(a) % 2**31, ", finding: RANGE },
            Break {
                file,
                from: "(_tb_index(a), _tb_index(b))",
                to: "(_tb_index(b), _tb_index(a))",
                finding: SWAPPED,
            },
        ],
    );
}

#[test]
fn a_broken_native_package() {
    let file = "native/src/tiny.c";
    let to_int = "tb_to_int(args[0], \"minus() argument 'a'\", &arg_a) < 0";
    let cast = "(arg_a = (int)PyLong_AsLong(args[0])) == -1 && PyErr_Occurred()";
    check(
        "native,ctypes",
        &[
            Break { file, from: "PyLong_FromLong(7)", to: "PyLong_FromLong(8)", finding: LIMIT },
            Break { file, from: "value.level = (int)", to: "value.kind = 7 & (unsigned)", finding: SHIFTED },
            Break { file, from: "&tb_item_int, 0}", to: "&tb_item_int, 4}", finding: MOVED },
            Break { file, from: to_int, to: cast, finding: RANGE },
            Break { file, from: "(minus)(arg_a, arg_b)", to: "(minus)(arg_b, arg_a)", finding: SWAPPED },
        ],
    );
}

/// The manifests are compared with each other, and each with the compiler: here one stands for them all.
#[test]
fn a_manifest_is_held_to_the_compiler() {
    let file = "native/tiny/_manifest.py";
    let says = |what: &str| format!("error[verify-layout]: struct {what}");
    let offset = says(
        "pair: not as the compiler lays it out\n    native: the manifest says high in bytes 0 to 4, not bytes 4 to 8",
    );
    let bits = says(
        "flags: not as the compiler lays it out\n    native: the manifest says level in bits 2 to 6, not bits 3 to 7",
    );
    let align = says("pair: not as the compiler lays it out\n    native: the manifest says align 8, not 4");
    let pair = "\"ctype\": \"struct pair\",\n            \"size\": 8,\n            \"align\": ";
    check(
        "native",
        &[
            Break {
                file,
                from: "\"high\": {\"offset\": 4",
                to: "\"high\": {\"offset\": 0",
                finding: &offset,
            },
            Break { file, from: "\"bit_offset\": 3", to: "\"bit_offset\": 2", finding: &bits },
            Break { file, from: &format!("{pair}4"), to: &format!("{pair}8"), finding: &align },
        ],
    );
}

#[test]
fn what_does_not_import_or_has_another_name_is_told() {
    let file = "ctypes/tiny/__init__.py";
    let stub = "ctypes/tiny/__init__.pyi";
    let stubs = "error[verify-stub]: __init__.pyi, line";
    let import = "error[verify-import]: tiny (ctypes): it cannot be imported: NameError";
    let doc = "error[verify-signature]: minus.__doc__: the styles do not agree";
    check(
        "ctypes,cffi",
        &[
            Break { file, from: "TINY_LIMIT = 7", to: "TINY_LIMIT = no_such_name", finding: import },
            Break { file, from: "The difference.", to: "The sum.", finding: doc },
            Break { file: stub, from: "def minus(a:", to: "def minus(x:", finding: stubs },
        ],
    );
}

/// What all styles do alike is held to the contract, too: here one style stands for them all.
#[test]
fn a_lone_style_is_held_to_the_contract() {
    let file = "ctypes/tiny/__init__.py";
    let cut = "error[verify-contract]: m.minus(2**31-1+1, 0): a = 2**31-1+1: the contract says OverflowError\n    \
               ctypes: -2147483648";
    check("ctypes", &[Break { file, from: "<= a <= 1073741823", to: "<= a <= 4294967295", finding: cut }]);
}

/// The library with something for every row of the contract.
#[test]
fn the_contract_holds_in_every_style() {
    let fixture = Scene::fixtures("behaviour").join("fixture");
    let scene = Scene::new("verify");
    let output = scene.tribind(&["verify", fixture.to_str().unwrap(), "-o", "out"]).output().unwrap();
    let said = text(&output.stdout);
    assert!(output.status.success(), "{said}{}", text(&output.stderr));
    let held = regex::Regex::new(r"held to the contract: (\d+) of them").unwrap();
    let n: usize = held.captures(&said).unwrap()[1].parse().unwrap();
    assert!(n > 5000, "{said}");
}
