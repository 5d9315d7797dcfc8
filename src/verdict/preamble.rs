//! The C and C++ that stand before the claims: what turns a claim into plain data that an object file holds.
//!
//! A claim about numbers is an array of `_tb_u`. A claim about a macro is a `struct _tb_macro`; its members are eight
//! bytes each but for the last, so its layout is the same for every target. Nothing here may need more than C89 with
//! GNU's reserved spellings, since the user's `-std=` applies.

use crate::ir::Language;

/// Byte offsets within `struct _tb_macro`.
pub mod offset {
    /// GCC's class of the type: 1 to 4 integers, 5 pointers, 8 real numbers.
    pub const CLASS: usize = 0;
    /// Whether it is a constant.
    pub const CONSTANT: usize = 8;
    /// Whether an integer is below zero.
    pub const NEGATIVE: usize = 16;
    /// 1 an array of characters, 2 a pointer to them, 0 neither.
    pub const CHARS: usize = 24;
    /// Size of a string literal, its NUL included.
    pub const LENGTH: usize = 32;
    /// An integer's lower 64 bits.
    pub const LOW: usize = 40;
    /// An integer's upper 64 bits.
    pub const HIGH: usize = 48;
    /// A real number, rounded to double by the compiler.
    pub const REAL: usize = 56;
    /// A constant pointer; with a relocation where it points into the object.
    pub const POINTER: usize = 64;
}

/// The text before the claims.
pub fn preamble(language: Language) -> &'static str {
    match language {
        Language::C => C,
        Language::Cxx => CXX,
    }
}

// `__builtin_choose_expr` keeps each member's initialiser valid whatever the macro is: only what does not compile as an
// expression at all is an error. A real number is not asked whether it is constant: 1.0/0.0 is one as an initialiser,
// and GCC denies it elsewhere.
const C: &str = r#"
typedef unsigned long long _tb_u;
#ifdef __SIZEOF_INT128__
typedef unsigned __int128 _tb_wide;
#define _TB_IS_WIDE(t, n) (n * _TB_SAME(t, __int128) + (n + 1) * _TB_SAME(t, unsigned __int128))
#else
typedef unsigned long long _tb_wide;
#define _TB_IS_WIDE(t, n) 0
#endif
struct _tb_packed { char byte; long double number; };
struct _tb_macro { _tb_u kind, constant, negative, chars, length, low, high; double real; const void *pointer; };
struct _tb_odd;
#define _TB_SAME __builtin_types_compatible_p
#define _TB_ALIGN _Alignof
#define _TB(n, ...) const _tb_u _tb_##n[] = { __VA_ARGS__ };
#define _TB_HIGH(e) (_tb_u)((_tb_wide)(e) >> 32 >> 32)
#define _TB_IF(m, low, high, value, other) __builtin_choose_expr(__builtin_classify_type(m) >= low && __builtin_classify_type(m) <= high && __builtin_constant_p(m), value, other)
#define _TB_INT(m) _TB_IF(m, 1, 4, m, 0)
#define _TB_REAL(m) __builtin_choose_expr(__builtin_classify_type(m) == 8, m, 0)
#define _TB_CHARS(m) (_TB_SAME(__typeof__(m), char[]) || _TB_SAME(__typeof__(m), unsigned char[]) ? 1 : _TB_SAME(__typeof__(m), char *) || _TB_SAME(__typeof__(m), const char *) ? 2 : 0)
#define _TB_LENGTH(m) sizeof(__builtin_choose_expr(_TB_CHARS(m) == 1 && __builtin_constant_p(m), m, ""))
#define _TB_MACRO(n, m) const struct _tb_macro _tb_##n = { __builtin_classify_type(m), __builtin_classify_type(m) == 8 || __builtin_constant_p(m), _TB_INT(m) < 0, _TB_CHARS(m), _TB_LENGTH(m), (_tb_u)_TB_INT(m), _TB_HIGH(_TB_INT(m)), _TB_REAL(m), _TB_IF(m, 5, 5, m, 0) };
#define _TB_INTEGER(n, m) const struct _tb_macro _tb_##n = { __builtin_classify_type(m), __builtin_classify_type(m) <= 4, (m) < 0, 0, 0, (_tb_u)(m), _TB_HIGH(m), 0, 0 };
#define _TB_TEXT(n, m) const struct _tb_macro _tb_##n = { __builtin_classify_type(m), _TB_SAME(__typeof__(m), char[]), 0, 1, sizeof(m), 0, 0, 0, m };
#define _TB_OBJECT(n, t, ...) const t _tb_##n = __VA_ARGS__;
#define _TB_REFERENCE(n, target, ...) const void *const _tb_##n = target;
"#;

// In C++ the same by overloads; `constexpr` refuses what is not constant.
const CXX: &str = r#"
typedef unsigned long long _tb_u;
#ifdef __SIZEOF_INT128__
typedef unsigned __int128 _tb_wide;
#define _TB_IS_WIDE(t, n) (n * _TB_SAME(t, __int128) + (n + 1) * _TB_SAME(t, unsigned __int128))
#else
typedef unsigned long long _tb_wide;
#define _TB_IS_WIDE(t, n) 0
#endif
struct _tb_packed { char byte; long double number; };
struct _tb_macro { _tb_u kind, constant, negative, chars, length, low, high; double real; const void *pointer; };
template <class T> struct _tb_bare { typedef T type; };
template <class T> struct _tb_bare<const T> { typedef T type; };
template <class T> struct _tb_bare<volatile T> { typedef T type; };
template <class T> struct _tb_bare<const volatile T> { typedef T type; };
template <class A, class B> struct _tb_is { enum { value = 0 }; };
template <class A> struct _tb_is<A, A> { enum { value = 1 }; };
template <class A, class B> struct _tb_same : _tb_is<typename _tb_bare<A>::type, typename _tb_bare<B>::type> {};
template <class T> struct _tb_which { enum { integer = 0, real = 0 }; };
template <bool> struct _tb_kind {};
template <class T> constexpr _tb_macro _tb_number(T v, _tb_kind<true>) { return _tb_macro{1, 1, v < 0, 0, 0, (_tb_u)v, (_tb_u)((_tb_wide)v >> 32 >> 32), 0, 0}; }
template <class T> constexpr _tb_macro _tb_number(T v, _tb_kind<false>) { return _tb_macro{8, 1, 0, 0, 0, 0, 0, (double)v, 0}; }
template <class T> constexpr _tb_macro _tb_of(T v) { return _tb_number(v, _tb_kind<(__is_enum(T) || (T)3 / (T)2 == (T)1)>()); }
template <_tb_u n> constexpr _tb_macro _tb_of(const char (&s)[n]) { return _tb_macro{5, 1, 0, 1, n, 0, 0, 0, s}; }
#define _Bool bool
#define _TB_SAME(...) _tb_same<__VA_ARGS__>::value
#define _TB_ALIGN alignof
#define _TB(n, ...) extern "C" { extern const _tb_u _tb_##n[]; } constexpr _tb_u _tb_##n[] = { __VA_ARGS__ };
#define _TB_HIGH(e) (_tb_u)((_tb_wide)(e) >> 32 >> 32)
#define _TB_MACRO(n, m) extern "C" { extern const _tb_macro _tb_##n; } constexpr _tb_macro _tb_##n = _tb_of(m);
#define _TB_INTEGER _TB_MACRO
#define _TB_TEXT _TB_MACRO
#define _TB_OBJECT(n, t, ...) extern "C" { extern const t _tb_##n; } const t _tb_##n = __VA_ARGS__;
#define _TB_REFERENCE(n, target, ...) typedef _tb_bare<__VA_ARGS__>::type _tb_type_##n; extern "C" { extern const _tb_type_##n _tb_##n; } const _tb_type_##n _tb_##n = target;
"#;
