//! Reads the answers out of the object file. Nothing of it is executed, so any target will do.
//!
//! In: the object's bytes. Out: each claim's data, by its symbol, in the object's own byte order.

use super::preamble::offset;
use crate::error::{Error, Result};
use object::{Object as _, ObjectSection as _, ObjectSymbol as _, RelocationTarget, SymbolIndex};
use std::collections::{BTreeMap, BTreeSet};

/// What the compiler answered to one claim.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The numbers asked for, in order.
    Numbers(Vec<u64>),
    /// What a macro is.
    Macro(MacroAnswer),
    /// An object's bytes.
    Bytes(Vec<u8>),
    /// The symbol that a pointer refers to.
    Symbol(String),
    /// The symbols outside of the object that a function refers to.
    Symbols(Vec<String>),
}

/// What the compiler says of a macro.
#[derive(Debug, Clone, PartialEq)]
pub enum MacroAnswer {
    /// A constant integer.
    Int(i128),
    /// A constant real number.
    Float(f64),
    /// A string literal, without the terminating NUL.
    Str(Vec<u8>),
    /// A constant address.
    Address(u64),
    /// An expression that is none of these.
    Other,
}

/// An object file, opened.
pub struct Answers<'a> {
    file: object::File<'a>,
    /// Symbol name to its place.
    symbols: BTreeMap<String, Place>,
    /// Relocated places: (section, offset) to target.
    relocations: BTreeMap<(usize, u64), Target>,
}

/// What a relocated place refers to.
#[derive(Debug, Clone, Copy)]
struct Target {
    /// Where that is in the object; a section that is not there for what is elsewhere.
    place: Place,
    /// Whether the addend is in the relocation, not in the place.
    is_explicit: bool,
    /// The symbol, where it is one.
    symbol: Option<SymbolIndex>,
}

/// A place in the object: section, offset within it, size where known.
#[derive(Debug, Clone, Copy)]
struct Place {
    section: usize,
    offset: u64,
    size: u64,
}

impl<'a> Answers<'a> {
    /// Opens an object file.
    pub fn open(bytes: &'a [u8]) -> Result<Self> {
        let file = object::File::parse(bytes).map_err(|e| unreadable(&e.to_string()))?;
        let symbols = file
            .symbols()
            .filter_map(|s| {
                let name = s.name().ok()?;
                // Mach-O puts an underscore before every C name.
                let name =
                    if file.format() == object::BinaryFormat::MachO { name.strip_prefix('_')? } else { name };
                name.starts_with("_tb_").then(|| Some((name.to_owned(), place(&file, s.index())?)))?
            })
            .collect();
        let relocations = relocations(&file);
        Ok(Self { file, symbols, relocations })
    }

    /// Whether the target stores the most significant byte first.
    pub fn is_big_endian(&self) -> bool {
        !self.file.is_little_endian()
    }

    /// Numbers under a symbol.
    pub fn numbers(&self, symbol: &str, count: usize) -> Option<Vec<u64>> {
        let data = self.data(*self.symbols.get(symbol)?)?;
        (0..count).map(|i| self.number(data, i * 8)).collect()
    }

    /// The bytes under a symbol.
    pub fn bytes(&self, symbol: &str) -> Option<Vec<u8>> {
        let place = *self.symbols.get(symbol)?;
        Some(self.data(place)?.get(..usize::try_from(place.size).ok()?)?.to_vec())
    }

    /// The name of the symbol that the pointer under a symbol refers to.
    pub fn target(&self, symbol: &str) -> Option<String> {
        let place = *self.symbols.get(symbol)?;
        let index = self.relocations.get(&(place.section, place.offset))?.symbol?;
        Some(self.plain(self.file.symbol_by_index(index).ok()?.name().ok()?).to_owned())
    }

    /// The undefined symbols that the code under a symbol refers to, through whatever it calls in the object. Each
    /// function and table has a section of its own.
    pub fn references(&self, symbol: &str) -> Option<Vec<String>> {
        let mut queue = vec![object::SectionIndex(self.symbols.get(symbol)?.section)];
        let (mut seen, mut found) = (BTreeSet::from([queue[0].0]), BTreeSet::new());
        while let Some(section) = queue.pop() {
            for (_, relocation) in self.file.section_by_index(section).ok()?.relocations() {
                let next = match relocation.target() {
                    RelocationTarget::Section(index) => Some(index),
                    RelocationTarget::Symbol(index) => {
                        let target = self.file.symbol_by_index(index).ok()?;
                        if target.is_undefined() {
                            found.insert(self.plain(target.name().ok()?).to_owned());
                        }
                        target.section_index()
                    }
                    _ => None,
                };
                queue.extend(next.filter(|index| seen.insert(index.0)));
            }
        }
        Some(found.into_iter().collect())
    }

    /// Mach-O puts an underscore before every C name.
    fn plain<'n>(&self, name: &'n str) -> &'n str {
        let is_mach = self.file.format() == object::BinaryFormat::MachO;
        name.strip_prefix('_').filter(|_| is_mach).unwrap_or(name)
    }

    /// What a macro is.
    pub fn macro_answer(&self, symbol: &str) -> Option<MacroAnswer> {
        let place = *self.symbols.get(symbol)?;
        let data = self.data(place)?;
        let number = |at| self.number(data, at);
        if number(offset::CONSTANT)? == 0 {
            return Some(MacroAnswer::Other);
        }
        Some(match number(offset::CLASS)? {
            1..=4 => MacroAnswer::Int(wide(
                number(offset::LOW)?,
                number(offset::HIGH)?,
                number(offset::NEGATIVE)? != 0,
            )),
            8 => MacroAnswer::Float(f64::from_bits(number(offset::REAL)?)),
            5 => self.pointer(place, data)?,
            _ => MacroAnswer::Other,
        })
    }

    /// A pointer without a relocation is an address; one with leads to the characters of a literal.
    fn pointer(&self, place: Place, data: &[u8]) -> Option<MacroAnswer> {
        let at = place.offset + offset::POINTER as u64;
        let Some(&Target { place: target, is_explicit, .. }) = self.relocations.get(&(place.section, at))
        else {
            return Some(MacroAnswer::Address(self.address(data, offset::POINTER)?));
        };
        // Some formats keep the addend in the place that is relocated.
        let addend = if is_explicit { 0 } else { self.address(data, offset::POINTER)? };
        let target = Place { offset: target.offset.wrapping_add(addend), ..target };
        let Some(text) = self.data(target) else { return Some(MacroAnswer::Other) };
        let length = match self.number(data, offset::CHARS)? {
            1 => usize::try_from(self.number(data, offset::LENGTH)?).ok()?.checked_sub(1)?,
            2 => text.iter().position(|b| *b == 0)?,
            _ => return Some(MacroAnswer::Other),
        };
        Some(MacroAnswer::Str(text.get(..length)?.to_vec()))
    }

    fn data(&self, place: Place) -> Option<&'a [u8]> {
        let section = self.file.section_by_index(object::SectionIndex(place.section)).ok()?;
        section.data().ok()?.get(usize::try_from(place.offset).ok()?..)
    }

    fn number(&self, data: &[u8], at: usize) -> Option<u64> {
        let bytes: [u8; 8] = data.get(at..at + 8)?.try_into().ok()?;
        Some(if self.is_big_endian() { u64::from_be_bytes(bytes) } else { u64::from_le_bytes(bytes) })
    }

    fn address(&self, data: &[u8], at: usize) -> Option<u64> {
        if self.file.is_64() {
            return self.number(data, at);
        }
        let bytes: [u8; 4] = data.get(at..at + 4)?.try_into().ok()?;
        Some(u64::from(if self.is_big_endian() {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        }))
    }
}

/// An integer of any sign from its halves. Where the compiler has no 128-bit type the upper half is empty, and the
/// sign is known by the comparison with zero.
pub fn wide(low: u64, high: u64, is_negative: bool) -> i128 {
    if is_negative && high == 0 {
        return i128::from(low.cast_signed());
    }
    (u128::from(high) << 64 | u128::from(low)).cast_signed()
}

fn place(file: &object::File<'_>, index: SymbolIndex) -> Option<Place> {
    let symbol = file.symbol_by_index(index).ok()?;
    let section = symbol.section_index()?;
    let start = file.section_by_index(section).ok()?.address();
    Some(Place { section: section.0, offset: symbol.address().checked_sub(start)?, size: symbol.size() })
}

fn relocations(file: &object::File<'_>) -> BTreeMap<(usize, u64), Target> {
    let mut found = BTreeMap::new();
    for section in file.sections().filter(|s| s.kind() != object::SectionKind::Text) {
        for (at, relocation) in section.relocations() {
            let (place, symbol) = match relocation.target() {
                RelocationTarget::Symbol(index) => (place(file, index), Some(index)),
                RelocationTarget::Section(index) => {
                    (Some(Place { section: index.0, offset: 0, size: 0 }), None)
                }
                _ => (None, None),
            };
            let mut place = place.unwrap_or(Place { section: usize::MAX, offset: 0, size: 0 });
            place.offset = place.offset.wrapping_add_signed(relocation.addend());
            let is_explicit = !relocation.has_implicit_addend();
            found.insert((section.index().0, at), Target { place, is_explicit, symbol });
        }
    }
    found
}

fn unreadable(detail: &str) -> Error {
    Error::Command {
        program: "the C compiler".into(),
        detail: format!("its object file could not be read: {detail}"),
    }
}
