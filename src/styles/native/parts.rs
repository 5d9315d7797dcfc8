//! The parts of the runtime header: the text of each, and what it leans on.

/// Makes [`Part`] and what is known of each from one table: the file as seen from `templates/native/runtime/`, and the parts
/// whose helpers it calls.
macro_rules! parts {
    ($($(#[doc = $doc:literal])* $part:ident: $file:literal uses [$($used:ident),*];)*) => {
        /// One piece of the runtime header, in the order in which it is written.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Part {
            $($(#[doc = $doc])* $part,)*
        }

        /// Its text: C, or a template that makes C.
        pub fn text(part: Part) -> &'static str {
            match part {
                $(Part::$part => include_str!(concat!("../../../templates/native/runtime/", $file)),)*
            }
        }

        /// Whether its text is a template: it depends on which other parts are in use, or stands for each type in use.
        pub fn is_template(part: Part) -> bool {
            match part {
                $(Part::$part => $file.ends_with(".hbs"),)*
            }
        }

        /// The parts that its text calls.
        pub fn uses(part: Part) -> &'static [Part] {
            match part {
                $(Part::$part => &[$(Part::$used),*],)*
            }
        }
    };
}

parts! {
    /// Cold type errors.
    Errors: "errors.h.hbs" uses [];
    /// Cold range errors.
    RangeError: "range_error.h" uses [Errors];
    /// Cold errors of characters that are not exactly one.
    BadLength: "bad_length.h" uses [Errors];
    /// Cold arity error.
    Arity: "arity.h" uses [Errors];
    /// Arguments by name.
    Keywords: "keywords.h" uses [Arity];
    /// Ints of one digit, in place.
    SmallInt: "small_int.h" uses [];
    /// `__index__`.
    Index: "index.h" uses [Errors];
    /// Any int to a signed type.
    SlowSigned: "slow_signed.h" uses [Index, RangeError];
    /// Any int to an unsigned type.
    SlowUnsigned: "slow_unsigned.h" uses [Index, RangeError];
    /// Numbers that look wrong; of the limited API alone.
    CheckLong: "../limited/check_long.h" uses [Errors, RangeError];
    /// `tb_to_int` and its kin, one for each integer type in use.
    Ints: "int.h.hbs" uses [];
    /// To `double`.
    Double: "double.h.hbs" uses [Errors, RangeError];
    /// To `float`.
    Float: "float.h" uses [Double];
    /// To `long double`.
    LongDouble: "long_double.h" uses [Double];
    /// What every complex type is made from.
    Complex: "complex.h.hbs" uses [Errors, RangeError];
    /// To `float _Complex`.
    FloatComplex: "float_complex.h" uses [Complex];
    /// To `double _Complex`.
    DoubleComplex: "double_complex.h" uses [Complex];
    /// To `long double _Complex`.
    LongDoubleComplex: "long_double_complex.h" uses [Complex];
    /// Halves of integers of 128 bits.
    Halves: "halves.h" uses [Index, RangeError];
    /// `__int128`, both ways.
    Int128: "int128.h" uses [Halves];
    /// `unsigned __int128`, both ways.
    UnsignedInt128: "unsigned_int128.h" uses [Halves];
    /// To a bit-field.
    Bits: "bits.h" uses [SmallInt, SlowSigned, SlowUnsigned];
    /// To a bit-field that is const.
    PutBits: "put_bits.h" uses [];
    /// To `_Bool`.
    Bool: "bool.h" uses [];
    /// From `_Bool`.
    FromBool: "from_bool.h" uses [];
    /// To `char`.
    Char: "char.h" uses [SlowSigned, BadLength];
    /// From `char`.
    FromChar: "from_char.h" uses [];
    /// To a wide character.
    Wide: "wide.h" uses [Errors, RangeError, BadLength];
    /// From a wide character.
    FromWide: "from_wide.h" uses [];
    /// To `const char *`.
    Text: "text.h.hbs" uses [Errors];
    /// To `const char *`, for a parameter.
    CharsIn: "chars_in.h.hbs" uses [Text];
    /// From `const char *`.
    FromText: "from_text.h" uses [];
    /// From text that is the caller's.
    OwnText: "own_text.h" uses [FromText];
    /// Several results.
    Tuple: "tuple.h.hbs" uses [];
    /// Results that are used again.
    Reuse: "reuse.h" uses [];
    /// An int that is used again.
    ReuseInt: "reuse_int.h" uses [Reuse, SmallInt];
    /// The same of any unsigned value.
    ReuseUnsigned: "reuse_unsigned.h" uses [ReuseInt];
    /// A float that is used again.
    ReuseFloat: "reuse_float.h" uses [Reuse];
    /// A tuple of two numbers that is used again.
    ReusePair: "reuse_pair.h" uses [Reuse, Tuple];
    /// A module object with room for its state.
    Module: "module.h" uses [];
    /// Adding to the module.
    AddObject: "add_object.h" uses [];
    /// Adding a class to the module.
    AddType: "add_type.h" uses [Module];
    /// Importing a sibling module.
    Package: "package.h" uses [];
    /// Enumeration members by value.
    Enum: "enum.h" uses [Package, Module];
    /// Sets of bits.
    Flags: "flags.h" uses [Enum];
    /// An address as an int.
    ToAddress: "to_address.h" uses [SlowUnsigned];
    /// To an address as an int.
    FromAddress: "from_address.h" uses [];
    /// What `Pointer` and handles share.
    AddressObject: "address_object.h" uses [];
    /// One kind of C value in memory.
    Item: "item.h.hbs" uses [];
    /// The head of records, arrays and `Pointer`s.
    View: "view.h" uses [];
    /// Global variables.
    Variables: "variables.h.hbs" uses [Item, View, Module];
    /// Record types.
    RecordHead: "record_head.h.hbs" uses [Item, View];
    /// A floating value in memory.
    Widen: "widen.h" uses [Item];
    /// The `Pointer` class.
    Pointer: "pointer.h.hbs" uses [Item, View, AddressObject, FromText, AddType];
    /// Handle classes.
    Handle: "handle.h.hbs" uses [AddressObject, ToAddress, Errors, AddType];
    /// Memory of a Python object for the time of a call.
    Buffer: "buffer.h" uses [Errors];
    /// Formats of buffers.
    Fits: "fits.h.hbs" uses [Item];
    /// The record behind a view.
    Root: "root.h.hbs" uses [RecordHead];
    /// Freed records, to be used again.
    Spares: "spares.h.hbs" uses [RecordHead, Module];
    /// Records.
    Record: "record.h.hbs" uses [RecordHead, Spares, Widen, Buffer, ToAddress, Errors];
    /// Memory that outlives the call.
    Hold: "hold.h.hbs" uses [Buffer];
    /// Records with pointers.
    Keeper: "keeper.h.hbs" uses [Record, Hold, Root];
    /// Room for the items of a flexible array.
    Allocate: "allocate.h" uses [Record, Index];
    /// Record classes.
    RecordType: "record_type.h.hbs" uses [Record, AddType];
    /// A record inside something.
    RecordItem: "record_item.h.hbs" uses [Record, Root];
    /// A record that nobody writes to.
    ConstRecord: "const_record.h" uses [Record];
    /// `char[N]`.
    Chars: "chars.h" uses [Item, Errors];
    /// The `Array` class.
    Array: "array.h.hbs" uses [Record, Root, AddType];
    /// `T *` from a buffer.
    Items: "items.h.hbs" uses [Buffer, Fits];
    /// What counts as a sequence.
    Sequence: "sequence.h.hbs" uses [];
    /// Array and length.
    Span: "span.h.hbs" uses [Buffer, Fits, Sequence];
    /// Arrays of one length.
    SameLength: "same_length.h" uses [Span];
    /// Memory that C fills.
    Room: "room.h.hbs" uses [];
    /// Functions over items.
    Map: "map.h.hbs" uses [SameLength, Room, Arity];
    /// `void *`.
    AnyAddress: "any_address.h.hbs" uses [Buffer, ToAddress];
    /// `struct S *`.
    RecordPointer: "record_pointer.h.hbs" uses [Record];
    /// `T **`.
    Pointers: "pointers.h" uses [Items, Sequence];
    /// Calls that wait while C may call back.
    Call: "call.h.hbs" uses [Errors];
    /// Function types.
    Signature: "signature.h.hbs" uses [Item];
    /// C calls Python.
    Answer: "answer.h.hbs" uses [Signature, Call];
    /// Callables that C has an address of.
    Callback: "callback.h.hbs" uses [Answer, AddType];
    /// The `FunctionPointer` class.
    FunctionPointer: "function_pointer.h.hbs" uses [AddressObject, Signature, AddType];
    /// To a function pointer.
    ToFunction: "to_function.h" uses [Callback, FunctionPointer, ToAddress];
    /// Callables that live as long as a handle.
    HandleKeep: "handle_keep.h" uses [Handle, Signature];
    /// `const char *` in memory: reader.
    ItemText: "item_text.h" uses [Item, FromText];
    /// `const char *` in memory: writer.
    TakeText: "take_text.h" uses [Item, Text];
    /// `T *` in memory: reader.
    ItemPointer: "item_pointer.h" uses [Pointer];
    /// `T *` in memory: writer.
    TakeItems: "take_items.h" uses [Items, Hold];
    /// `T **` in memory: writer.
    TakePointers: "take_pointers.h" uses [Pointers, Hold];
    /// `void *` in memory: reader.
    ItemAddress: "item_address.h" uses [Item, FromAddress];
    /// `void *` in memory: writer.
    TakeAddress: "take_address.h" uses [Item, AnyAddress, Hold];
    /// A function pointer in memory that Python can call: reader.
    ItemFunction: "item_function.h.hbs" uses [FunctionPointer];
    /// The same: writer.
    TakeCallback: "take_callback.h" uses [ToFunction];
    /// The same, of a callable that C may go on using: writer.
    TakeKeptCallback: "take_kept_callback.h" uses [ToFunction];
    /// A function pointer in memory: writer.
    TakeFunction: "take_function.h" uses [Item, ToAddress];
    /// `struct S *` in memory: reader.
    ItemRecordPointer: "item_record_pointer.h.hbs" uses [Record];
    /// `struct S *` in memory: writer.
    TakeRecord: "take_record.h" uses [RecordPointer, Hold];
    /// A flexible array in memory: reader.
    Flexible: "flexible.h" uses [Pointer, Record, Root];
    /// A handle in memory: reader.
    ItemHandle: "item_handle.h" uses [Item, Handle];
    /// A handle in memory: writer.
    TakeHandle: "take_handle.h" uses [Item, Handle];
    /// Numbers in memory, one reader and writer for each kind.
    ScalarItems: "scalar_item.h.hbs" uses [Item];
    /// The module's exception.
    Exception: "exception.h.hbs" uses [Errors, AddType];
    /// Raising the module's exception.
    Raise: "raise.h.hbs" uses [Exception, Tuple];
    /// Freeing what comes with an error.
    Discard: "discard.h" uses [Errors];
    /// `__tribind_buffer__`.
    BufferFunction: "buffer_function.h.hbs" uses [Errors];
}

/// libffi, which makes C functions beyond those of the pool; the library may be there without its header.
const FFI: &str = "#if defined(TRIBIND_FFI) && __has_include(<ffi.h>)\n#include <ffi.h> /* closures */\n#else\n\
                   #undef TRIBIND_FFI\n#endif";

/// The standard headers that its text needs besides Python.h, each with what for.
pub fn includes(part: Part) -> &'static [&'static str] {
    match part {
        Part::Errors => &["#include <string.h> /* strrchr */"],
        Part::Ints | Part::Char | Part::Halves => &["#include <limits.h> /* INT_MAX and kin */"],
        Part::Room => &["#include <string.h> /* memset */"],
        Part::Text | Part::FromText | Part::Fits => &["#include <string.h> /* strlen */"],
        Part::Item => &[
            "#include <stddef.h> /* offsetof */",
            "#include <stdint.h> /* uintptr_t */",
            "#include <string.h> /* memcpy */",
        ],
        Part::Map => &["#include \"shim.h\" /* tb_map, and the loops */"],
        Part::ToAddress | Part::FromAddress => &["#include <stdint.h> /* uintptr_t */"],
        Part::Signature => &[FFI],
        _ => &[],
    }
}
