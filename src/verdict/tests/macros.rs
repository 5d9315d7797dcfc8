//! Macros.

use super::*;

#[test]
fn integer_macros_have_the_compilers_value_whatever_was_claimed() {
    let header = "#include <stdint.h>\n#define ALL 0xFFFFFFFFFFFFFFFFULL\n#define TOP SIZE_MAX\n#define NOT (~1UL)\n\
                  #define LOW (-9223372036854775807LL - 1)\n#define CH 'S'\n#define CAST ((unsigned char)300)\n#define SZ sizeof(int)\n";
    let wrong = MacroValue::Int(-1);
    let api = macros(vec![
        ("ALL", wrong.clone()),
        ("TOP", wrong.clone()),
        ("NOT", MacroValue::Int(-2)),
        ("LOW", unknown("(-9223372036854775807LL - 1)")),
        ("CH", MacroValue::Str(b"S".to_vec())),
        ("CAST", unknown("((unsigned char)300)")),
        ("SZ", wrong),
    ]);
    check(
        header,
        api,
        "macro ALL int 18446744073709551615\nmacro TOP int 18446744073709551615\nmacro NOT int 18446744073709551614\n\
         macro LOW int -9223372036854775808\nmacro CH int 83\nmacro CAST int 44\nmacro SZ int 4\n",
    );
}

#[test]
fn every_kind_of_macro() {
    let header = "typedef void (*fn)(void);\nint func(int);\nextern int gv;\n\
                  #define PI 3.14159265358979323846L\n#define F 0.1f\n#define INFINITE (1.0/0.0)\n\
                  #define S \"a\\0b\" \"c\"\n#define P (\"par\")\n#define C ((const char *)\"cast\")\n#define W L\"wide\"\n\
                  #define STATIC ((fn)0)\n#define TRANSIENT ((fn)-1)\n#define OTHER func\n#define NOTHING\n#define GLOBAL gv\n\
                  #define CALL func(1)\n#define ADDRESS (&gv)\n#define TYPE unsigned char\n#define TYPE2 fn\n#define VOID ((void)0)\n\
                  #define UNSET (undeclared + 1)\n#define CPLX (1.0i)\n#define B ((_Bool)1)\n";
    let names = [
        ("PI", "3.14159265358979323846L"),
        ("F", "0.1f"),
        ("INFINITE", "(1.0/0.0)"),
        ("S", "\"a\\0b\" \"c\""),
        ("P", "(\"par\")"),
        ("C", "((const char *)\"cast\")"),
        ("W", "L\"wide\""),
        ("STATIC", "((fn)0)"),
        ("TRANSIENT", "((fn)-1)"),
        ("OTHER", "func"),
        ("NOTHING", ""),
        ("GLOBAL", "gv"),
        ("CALL", "func(1)"),
        ("ADDRESS", "(&gv)"),
        ("TYPE", "unsigned char"),
        ("TYPE2", "fn"),
        ("VOID", "((void)0)"),
        ("UNSET", "(undeclared + 1)"),
        ("CPLX", "(1.0i)"),
        ("B", "((_Bool)1)"),
    ];
    let mut api = macros(names.iter().map(|(n, t)| (*n, unknown(t))).collect());
    api.functions = vec![function("func", INT, vec![INT])];
    api.variables = vec![Variable {
        name: "gv".into(),
        ty: INT,
        linkage: Linkage::External,
        doc: vec![],
        span: Span::default(),
    }];
    check(
        header,
        api,
        "fn func(_: int) -> int\nvar gv: int\n\
         macro PI float 3.141592653589793\nmacro F float 0.10000000149011612\nmacro INFINITE float inf\n\
         macro S str \"a\\x00bc\"\nmacro P str \"par\"\nmacro C str \"cast\"\nmacro W no value\n\
         macro STATIC address 0x0\nmacro TRANSIENT address 0xffffffffffffffff\nmacro OTHER alias func\nmacro NOTHING no value\n\
         macro GLOBAL alias gv\nmacro CALL no value\nmacro ADDRESS no value\nmacro TYPE no value\nmacro TYPE2 no value\n\
         macro VOID no value\nmacro UNSET no value\nmacro CPLX no value\nmacro B int 1\n",
    );
}

#[test]
fn a_broken_macro_costs_only_itself() {
    let list: Vec<String> = (0..200).map(|i| format!("M{i}")).collect();
    let header: String = (0..200)
        .map(|i| {
            if i % 7 == 0 {
                format!("#define M{i} (nothing{i} {i})\n")
            } else {
                format!("#define M{i} {i}\n")
            }
        })
        .collect();
    let api = macros(list.iter().map(|n| (n.as_str(), MacroValue::Int(0))).collect());
    let judged = judged(&header, api, &[]);
    for (i, m) in judged.macros.iter().enumerate() {
        let expected = if i % 7 == 0 { MacroValue::NoValue } else { MacroValue::Int(i as i128) };
        assert_eq!(m.value, expected, "{}", m.name);
    }
}

#[test]
fn a_text_that_is_not_the_macros_own_is_not_believed() {
    let header = "#define I 1.5\n#define S 7\n#define T \"t\"\n";
    let api = macros(vec![("I", unknown("1")), ("S", unknown("\"seven\"")), ("T", unknown("0x7"))]);
    check(header, api, "macro I float 1.5\nmacro S int 7\nmacro T str \"t\"\n");
}

/// What is claimed after the verdict is put to the compiler too, and nothing else is touched.
#[test]
fn values_that_are_claimed_late() {
    let header = "#define SUM (1 + 2)\n#define NAME \"a\" \"b\"\n#define KEPT 7\n";
    let claimed = macros(vec![
        ("KEPT", MacroValue::Int(5)),
        ("SUM", MacroValue::Int(4)),
        ("GONE", MacroValue::Int(1)),
        ("NAME", MacroValue::Str(b"a".to_vec())),
    ]);
    let environment = Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() };
    let compiler = Compiler::find(&environment, false).unwrap();
    let confirmed =
        with_header(header, claimed, &[], |api, flags| confirm_macros(api, &[1, 2, 3], &compiler, flags));
    let values: Vec<MacroValue> = confirmed.unwrap().macros.into_iter().map(|m| m.value).collect();
    let expected =
        [MacroValue::Int(5), MacroValue::Int(3), MacroValue::NoValue, MacroValue::Str(b"ab".to_vec())];
    assert_eq!(values, expected);
}
