//! The parts of the runtime header: their text, and what each leans on.

use Part::{
    AddObject, AddType, AddressObject, AnyAddress, Arity, Array, BadLength, Bool, Buffer, BufferFunction,
    Char, Chars, Double, Enum, Errors, Exception, Fits, Float, FromAddress, FromBool, FromChar, FromText,
    FromWide, Handle, Hold, Index, Ints, Item, ItemAddress, ItemHandle, ItemPointer, ItemRecordPointer,
    ItemText, Items, Keeper, Keywords, LongDouble, Module, Package, Pointer, Pointers, Raise, RangeError,
    Record, RecordHead, RecordItem, RecordPointer, RecordType, ScalarItems, Sequence, SlowSigned,
    SlowUnsigned, SmallInt, Span, TakeAddress, TakeFunction, TakeHandle, TakeItems, TakePointers, TakeRecord,
    TakeText, Text, ToAddress, Tuple, View, Wide, Widen,
};

/// One piece of the runtime header, in the order in which it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Cold type errors.
    Errors,
    /// Cold range errors.
    RangeError,
    /// Cold errors of characters that are not exactly one.
    BadLength,
    /// Cold arity error.
    Arity,
    /// Arguments by name.
    Keywords,
    /// Ints of one digit, in place.
    SmallInt,
    /// `__index__`.
    Index,
    /// Any int to a signed type.
    SlowSigned,
    /// Any int to an unsigned type.
    SlowUnsigned,
    /// `tb_to_int` and its kin, one for each integer type in use.
    Ints,
    /// To `double`.
    Double,
    /// To `float`.
    Float,
    /// To `long double`.
    LongDouble,
    /// To `_Bool`.
    Bool,
    /// From `_Bool`.
    FromBool,
    /// To `char`.
    Char,
    /// From `char`.
    FromChar,
    /// To a wide character.
    Wide,
    /// From a wide character.
    FromWide,
    /// To `const char *`.
    Text,
    /// From `const char *`.
    FromText,
    /// Several results.
    Tuple,
    /// A module object with room for its state.
    Module,
    /// Adding to the module.
    AddObject,
    /// Adding a class to the module.
    AddType,
    /// Importing a sibling module.
    Package,
    /// Enumeration members by value.
    Enum,
    /// An address as an int.
    ToAddress,
    /// To an address as an int.
    FromAddress,
    /// What `Pointer` and handles share.
    AddressObject,
    /// One kind of C value in memory.
    Item,
    /// The head of records, arrays and `Pointer`s.
    View,
    /// Record types.
    RecordHead,
    /// A floating value in memory.
    Widen,
    /// The `Pointer` class.
    Pointer,
    /// Handle classes.
    Handle,
    /// Memory of a Python object for the time of a call.
    Buffer,
    /// Formats of buffers.
    Fits,
    /// Records.
    Record,
    /// Memory that outlives the call.
    Hold,
    /// Records with pointers.
    Keeper,
    /// Record classes.
    RecordType,
    /// A record inside something.
    RecordItem,
    /// `char[N]`.
    Chars,
    /// The `Array` class.
    Array,
    /// `T *` from a buffer.
    Items,
    /// What counts as a sequence.
    Sequence,
    /// Array and length.
    Span,
    /// `void *`.
    AnyAddress,
    /// `struct S *`.
    RecordPointer,
    /// `T **`.
    Pointers,
    /// `const char *` in memory: reader.
    ItemText,
    /// `const char *` in memory: writer.
    TakeText,
    /// `T *` in memory: reader.
    ItemPointer,
    /// `T *` in memory: writer.
    TakeItems,
    /// `T **` in memory: writer.
    TakePointers,
    /// `void *` in memory: reader.
    ItemAddress,
    /// `void *` in memory: writer.
    TakeAddress,
    /// A function pointer in memory: writer.
    TakeFunction,
    /// `struct S *` in memory: reader.
    ItemRecordPointer,
    /// `struct S *` in memory: writer.
    TakeRecord,
    /// A handle in memory: reader.
    ItemHandle,
    /// A handle in memory: writer.
    TakeHandle,
    /// Numbers in memory, one reader and writer for each kind.
    ScalarItems,
    /// The module's exception.
    Exception,
    /// Raising the module's exception.
    Raise,
    /// `__tribind_buffer__`.
    BufferFunction,
}

macro_rules! text {
    ($name:literal) => {
        include_str!(concat!("../../../templates/native/runtime/", $name))
    };
}

/// Its C text; empty for those that are rendered for each type in use. Where the name ends in `.hbs` it is a template
/// over the other parts in use.
pub fn text(part: Part) -> &'static str {
    match part {
        Ints | ScalarItems => "",
        Errors => text!("errors.h"),
        RangeError => text!("range_error.h"),
        BadLength => text!("bad_length.h"),
        Arity => text!("arity.h"),
        Keywords => text!("keywords.h"),
        SmallInt => text!("small_int.h"),
        Index => text!("index.h"),
        SlowSigned => text!("slow_signed.h"),
        SlowUnsigned => text!("slow_unsigned.h"),
        Double => text!("double.h"),
        Float => text!("float.h"),
        LongDouble => text!("long_double.h"),
        Bool => text!("bool.h"),
        FromBool => text!("from_bool.h"),
        Char => text!("char.h"),
        FromChar => text!("from_char.h"),
        Wide => text!("wide.h"),
        FromWide => text!("from_wide.h"),
        Text => text!("text.h"),
        FromText => text!("from_text.h"),
        Tuple => text!("tuple.h"),
        Module => text!("module.h"),
        AddObject => text!("add_object.h"),
        AddType => text!("add_type.h"),
        Package => text!("package.h"),
        Enum => text!("enum.h"),
        ToAddress => text!("to_address.h"),
        FromAddress => text!("from_address.h"),
        AddressObject => text!("address_object.h"),
        Item => text!("item.h"),
        View => text!("view.h"),
        RecordHead => text!("record_head.h.hbs"),
        Widen => text!("widen.h"),
        Pointer => text!("pointer.h"),
        Handle => text!("handle.h"),
        Buffer => text!("buffer.h"),
        Fits => text!("fits.h"),
        Record => text!("record.h"),
        Hold => text!("hold.h.hbs"),
        Keeper => text!("keeper.h"),
        RecordType => text!("record_type.h.hbs"),
        RecordItem => text!("record_item.h.hbs"),
        Chars => text!("chars.h"),
        Array => text!("array.h.hbs"),
        Items => text!("items.h.hbs"),
        Sequence => text!("sequence.h.hbs"),
        Span => text!("span.h.hbs"),
        AnyAddress => text!("any_address.h.hbs"),
        RecordPointer => text!("record_pointer.h.hbs"),
        Pointers => text!("pointers.h"),
        ItemText => text!("item_text.h"),
        TakeText => text!("take_text.h"),
        ItemPointer => text!("item_pointer.h"),
        TakeItems => text!("take_items.h"),
        TakePointers => text!("take_pointers.h"),
        ItemAddress => text!("item_address.h"),
        TakeAddress => text!("take_address.h"),
        TakeFunction => text!("take_function.h"),
        ItemRecordPointer => text!("item_record_pointer.h.hbs"),
        TakeRecord => text!("take_record.h"),
        ItemHandle => text!("item_handle.h"),
        TakeHandle => text!("take_handle.h"),
        Exception => text!("exception.h"),
        Raise => text!("raise.h"),
        BufferFunction => text!("buffer_function.h.hbs"),
    }
}

/// Whether its text depends on which other parts are in use.
pub fn is_template(part: Part) -> bool {
    matches!(
        part,
        RecordHead
            | Hold
            | RecordType
            | RecordItem
            | Array
            | Items
            | Sequence
            | Span
            | AnyAddress
            | RecordPointer
            | ItemRecordPointer
            | BufferFunction
    )
}

/// The parts that its text calls.
pub fn uses(part: Part) -> &'static [Part] {
    match part {
        RangeError | BadLength | Arity | Index | Text | Buffer | BufferFunction => &[Errors],
        Keywords => &[Arity],
        SlowSigned | SlowUnsigned => &[Index, RangeError],
        Double => &[Errors, RangeError],
        Wide => &[Errors, RangeError, BadLength],
        Float | LongDouble => &[Double],
        Char => &[SlowSigned, BadLength],
        Enum => &[Package, Module],
        ToAddress => &[SlowUnsigned],
        RecordHead => &[Item, View],
        Widen | Fits | ScalarItems => &[Item],
        Pointer => &[Item, View, AddressObject, FromText, AddType],
        Handle => &[AddressObject, ToAddress, Errors, AddType],
        Exception => &[Errors, AddType],
        Raise => &[Exception],
        Record => &[RecordHead, Widen, Buffer, ToAddress, Errors],
        Hold => &[Buffer],
        Keeper => &[Record, Hold],
        RecordItem | RecordPointer | ItemRecordPointer => &[Record],
        Array | RecordType => &[Record, AddType],
        Chars => &[Item, Errors],
        Items => &[Buffer, Fits],
        Span => &[Buffer, Fits, Sequence],
        AnyAddress => &[Buffer, ToAddress],
        Pointers => &[Items, Sequence],
        ItemText => &[Item, FromText],
        TakeText => &[Item, Text],
        ItemPointer => &[Pointer],
        TakeItems => &[Items, Hold],
        TakePointers => &[Pointers, Hold],
        ItemAddress => &[Item, FromAddress],
        TakeAddress => &[Item, AnyAddress, Hold],
        TakeFunction => &[Item, ToAddress],
        TakeRecord => &[RecordPointer, Hold],
        ItemHandle | TakeHandle => &[Item, Handle],
        AddType => &[Module],
        _ => &[],
    }
}

/// The standard headers that its text needs besides Python.h, each with what for.
pub fn includes(part: Part) -> &'static [&'static str] {
    match part {
        Errors => &["#include <string.h> /* strrchr */"],
        Ints | Char => &["#include <limits.h> /* INT_MAX and kin */"],
        Text | FromText | Fits => &["#include <string.h> /* strlen */"],
        Item => &[
            "#include <stddef.h> /* offsetof */",
            "#include <stdint.h> /* uintptr_t */",
            "#include <string.h> /* memcpy */",
        ],
        ToAddress | FromAddress => &["#include <stdint.h> /* uintptr_t */"],
        _ => &[],
    }
}
