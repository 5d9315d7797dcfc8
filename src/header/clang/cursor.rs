//! Cursors: declarations and macro definitions.

use super::unit::place;
use super::{Place, Type, owned};
use clang_sys as c;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Range;

/// A node of the tree, alive as long as its unit.
#[derive(Clone, Copy)]
pub struct Cursor<'u> {
    raw: c::CXCursor,
    unit: PhantomData<&'u super::Unit>,
}

/// What a cursor is, as far as a binding cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A function.
    Function,
    /// A struct (C++: declared with `struct`).
    Struct,
    /// A union.
    Union,
    /// An enumeration.
    Enum,
    /// One constant of an enumeration.
    EnumConstant,
    /// A member of a record.
    Field,
    /// A variable.
    Variable,
    /// A typedef or alias.
    Typedef,
    /// A macro's definition.
    Macro,
    /// A C++ namespace.
    Namespace,
    /// `extern "C" { … }`.
    LinkageBlock,
    /// A C++ class declared with `class`.
    Class,
    /// A C++ template of a class or type.
    ClassTemplate,
    /// A C++ template of a function.
    FunctionTemplate,
    /// A member function, constructor, destructor or conversion.
    Method,
    /// A base class in a class's list.
    Base,
    /// The use of a macro, an `#include`, and whatever else says nothing here.
    Other,
}

/// Where code of a declaration is visible from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visible {
    /// Within its translation unit (`static`).
    Inside,
    /// Everywhere.
    Outside,
}

impl<'u> Cursor<'u> {
    pub(super) fn new(raw: c::CXCursor) -> Self {
        Self { raw, unit: PhantomData }
    }

    fn some(raw: c::CXCursor) -> Option<Self> {
        // SAFETY: a plain comparison.
        (unsafe { c::clang_Cursor_isNull(raw) } == 0).then(|| Self::new(raw))
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        match self.raw.kind {
            c::CXCursor_FunctionDecl => Kind::Function,
            c::CXCursor_StructDecl => Kind::Struct,
            c::CXCursor_UnionDecl => Kind::Union,
            c::CXCursor_EnumDecl => Kind::Enum,
            c::CXCursor_EnumConstantDecl => Kind::EnumConstant,
            c::CXCursor_FieldDecl => Kind::Field,
            c::CXCursor_VarDecl => Kind::Variable,
            c::CXCursor_TypedefDecl | c::CXCursor_TypeAliasDecl => Kind::Typedef,
            c::CXCursor_MacroDefinition => Kind::Macro,
            c::CXCursor_Namespace => Kind::Namespace,
            // libclang before 18 has no word of its own for `extern "C"`.
            c::CXCursor_LinkageSpec | c::CXCursor_UnexposedDecl => Kind::LinkageBlock,
            c::CXCursor_ClassDecl => Kind::Class,
            c::CXCursor_FunctionTemplate => Kind::FunctionTemplate,
            c::CXCursor_ClassTemplate
            | c::CXCursor_ClassTemplatePartialSpecialization
            | c::CXCursor_TypeAliasTemplateDecl => Kind::ClassTemplate,
            c::CXCursor_CXXMethod
            | c::CXCursor_Constructor
            | c::CXCursor_Destructor
            | c::CXCursor_ConversionFunction => Kind::Method,
            c::CXCursor_CXXBaseSpecifier => Kind::Base,
            _ => Kind::Other,
        }
    }

    /// The direct children that `keep` wants, in source order.
    pub fn children(self, keep: impl FnMut(Cursor<'u>) -> bool) -> Vec<Cursor<'u>> {
        struct Visit<'u, F> {
            keep: F,
            kept: Vec<Cursor<'u>>,
        }
        extern "C" fn visit<'u, F: FnMut(Cursor<'u>) -> bool>(
            cursor: c::CXCursor,
            _parent: c::CXCursor,
            data: c::CXClientData,
        ) -> c::CXChildVisitResult {
            // SAFETY: `data` is the `Visit` below, alive for the whole visit.
            let state = unsafe { &mut *data.cast::<Visit<'u, F>>() };
            let cursor = Cursor::new(cursor);
            if (state.keep)(cursor) {
                state.kept.push(cursor);
            }
            c::CXChildVisit_Continue
        }
        fn callback<'u, F: FnMut(Cursor<'u>) -> bool>(_: &Visit<'u, F>) -> c::CXCursorVisitor {
            visit::<F>
        }
        let mut state = Visit { keep, kept: Vec::new() };
        let callback = callback(&state);
        // SAFETY: the callback only uses the state that is handed over.
        unsafe { c::clang_visitChildren(self.raw, callback, (&raw mut state).cast()) };
        state.kept
    }

    /// Its name; empty where it has none.
    pub fn name(self) -> String {
        // SAFETY: the unit is alive.
        owned(unsafe { c::clang_getCursorSpelling(self.raw) })
    }

    /// clang's unified symbol resolution, which tells a tag from a typedef's name.
    pub fn usr(self) -> String {
        // SAFETY: the unit is alive.
        owned(unsafe { c::clang_getCursorUSR(self.raw) })
    }

    /// Where its name stands.
    pub fn place(self) -> Place {
        // SAFETY: the unit is alive.
        place(unsafe { c::clang_getCursorLocation(self.raw) })
    }

    /// The bytes of its file that it covers; `None` where it spans files.
    pub fn extent(self) -> Option<Range<usize>> {
        // SAFETY: the unit is alive.
        range(unsafe { c::clang_getCursorExtent(self.raw) })
    }

    /// The bytes of its doc comment.
    pub fn comment(self) -> Option<Range<usize>> {
        // SAFETY: the unit is alive.
        range(unsafe { c::clang_Cursor_getCommentRange(self.raw) })
    }

    /// Its type.
    pub fn ty(self) -> Type<'u> {
        // SAFETY: the unit is alive.
        Type::new(unsafe { c::clang_getCursorType(self.raw) })
    }

    /// What a typedef stands for.
    pub fn typedef_target(self) -> Type<'u> {
        // SAFETY: the unit is alive.
        Type::new(unsafe { c::clang_getTypedefDeclUnderlyingType(self.raw) })
    }

    /// The integer type of an enumeration; `None` where it is incomplete.
    pub fn enum_int(self) -> Option<Type<'u>> {
        // SAFETY: the unit is alive.
        let raw = unsafe { c::clang_getEnumDeclIntegerType(self.raw) };
        (raw.kind != c::CXType_Invalid).then(|| Type::new(raw))
    }

    /// The value of an enumeration's constant.
    pub fn enum_value(self, signed: bool) -> i128 {
        // SAFETY: the unit is alive.
        unsafe {
            if signed {
                c::clang_getEnumConstantDeclValue(self.raw).into()
            } else {
                c::clang_getEnumConstantDeclUnsignedValue(self.raw).into()
            }
        }
    }

    /// Whether it is `enum class`.
    pub fn is_scoped_enum(self) -> bool {
        // SAFETY: the unit is alive.
        unsafe { c::clang_EnumDecl_isScoped(self.raw) != 0 }
    }

    /// The parameters of a function.
    pub fn arguments(self) -> Vec<Cursor<'u>> {
        // SAFETY: the unit is alive, and the index is below the count.
        unsafe {
            let count = c::clang_Cursor_getNumArguments(self.raw).max(0).unsigned_abs();
            (0..count).map(|i| Cursor::new(c::clang_Cursor_getArgument(self.raw, i))).collect()
        }
    }

    /// The declaration that stands for all redeclarations.
    #[must_use]
    pub fn canonical(self) -> Cursor<'u> {
        // SAFETY: the unit is alive.
        Cursor::new(unsafe { c::clang_getCanonicalCursor(self.raw) })
    }

    /// The definition, where the unit has it.
    pub fn definition(self) -> Option<Cursor<'u>> {
        // SAFETY: the unit is alive.
        Self::some(unsafe { c::clang_getCursorDefinition(self.raw) })
    }

    /// Whether it is a definition itself.
    pub fn is_definition(self) -> bool {
        // SAFETY: the unit is alive.
        unsafe { c::clang_isCursorDefinition(self.raw) != 0 }
    }

    /// The namespace, record or unit that it belongs to.
    pub fn parent(self) -> Option<Cursor<'u>> {
        // SAFETY: the unit is alive.
        let parent = Self::some(unsafe { c::clang_getCursorSemanticParent(self.raw) })?;
        // Its number has changed between versions of libclang, so libclang is asked.
        // SAFETY: a plain comparison.
        (unsafe { c::clang_isTranslationUnit(parent.raw.kind) } == 0).then_some(parent)
    }

    /// Whether a tag or namespace has no name at all, not even a typedef's.
    pub fn is_anonymous(self) -> bool {
        // SAFETY: the unit is alive.
        unsafe { c::clang_Cursor_isAnonymous(self.raw) != 0 }
    }

    /// `static` or visible outside.
    pub fn visible(self) -> Visible {
        // SAFETY: the unit is alive.
        let linkage = unsafe { c::clang_getCursorLinkage(self.raw) };
        if linkage == c::CXLinkage_Internal || linkage == c::CXLinkage_NoLinkage {
            Visible::Inside
        } else {
            Visible::Outside
        }
    }

    /// Whether every file that includes the header defines it, in sight of all others: `int n;`, a function with a body
    /// that is neither `static` nor `inline`.
    pub fn is_defined_by_includers(self) -> bool {
        if self.visible() == Visible::Inside {
            return false;
        }
        // SAFETY: the unit is alive.
        let (storage, is_inline) = unsafe {
            (c::clang_Cursor_getStorageClass(self.raw), c::clang_Cursor_isFunctionInlined(self.raw) != 0)
        };
        match self.kind() {
            Kind::Function => self.is_definition() && !is_inline,
            _ => self.is_definition() || storage == c::CX_SC_None,
        }
    }

    /// The name that the linker sees.
    pub fn symbol(self) -> String {
        // SAFETY: the unit is alive.
        owned(unsafe { c::clang_Cursor_getMangling(self.raw) })
    }

    /// Whether nobody may use it: `__attribute__((unavailable))`, `= delete`.
    pub fn is_unavailable(self) -> bool {
        // SAFETY: the unit is alive.
        unsafe { c::clang_getCursorAvailability(self.raw) == c::CXAvailability_NotAvailable }
    }

    /// Whether a variable is one per thread.
    pub fn is_thread_local(self) -> bool {
        // SAFETY: the unit is alive.
        unsafe { c::clang_getCursorTLSKind(self.raw) != c::CXTLS_None }
    }

    /// Offset of a field in bits; `None` where the record has no layout.
    pub fn offset_bits(self) -> Option<u64> {
        // SAFETY: the unit is alive.
        u64::try_from(unsafe { c::clang_Cursor_getOffsetOfField(self.raw) }).ok()
    }

    /// Width of a bit-field.
    pub fn bit_width(self) -> Option<u32> {
        // SAFETY: the unit is alive.
        unsafe {
            if c::clang_Cursor_isBitField(self.raw) == 0 {
                return None;
            }
            u32::try_from(c::clang_getFieldDeclBitWidth(self.raw)).ok()
        }
    }

    /// Whether a macro takes parameters.
    pub fn is_function_like(self) -> bool {
        // SAFETY: the unit is alive.
        unsafe { c::clang_Cursor_isMacroFunctionLike(self.raw) != 0 }
    }
}

/// The bytes of one file between a range's ends.
fn range(raw: c::CXSourceRange) -> Option<Range<usize>> {
    // SAFETY: a plain comparison, then a plain read of both ends.
    let (start, end) = unsafe {
        if c::clang_Range_isNull(raw) != 0 {
            return None;
        }
        (place(c::clang_getRangeStart(raw)), place(c::clang_getRangeEnd(raw)))
    };
    (start.file.is_some() && start.file == end.file && start.offset <= end.offset)
        .then_some(start.offset..end.offset)
}

impl PartialEq for Cursor<'_> {
    fn eq(&self, other: &Self) -> bool {
        // SAFETY: a plain comparison.
        unsafe { c::clang_equalCursors(self.raw, other.raw) != 0 }
    }
}

impl Eq for Cursor<'_> {}

impl Hash for Cursor<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // SAFETY: a plain computation.
        state.write_u32(unsafe { c::clang_hashCursor(self.raw) });
    }
}
