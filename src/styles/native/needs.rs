//! Which helpers of the runtime header a module needs. A wrapper asks for a [`Part`] where it writes a call of it, and
//! `tribind.h` holds those parts, what they need themselves, and nothing else.

use super::parts::{Part, includes, uses};
use super::variant::Variant;
use crate::ir::IntType;
use crate::plan::Scalar;
use std::collections::{BTreeMap, BTreeSet};

/// What a module asked for.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // the header asks for each
pub struct Needs {
    /// What the helpers are written against.
    pub variant: Variant,
    parts: BTreeSet<Part>,
    ints: BTreeSet<IntType>,
    scalars: BTreeMap<String, ScalarItem>,
    /// Some function tells by `errno` that it failed.
    pub errno: bool,
    /// Some record is not compared member by member.
    pub compared: bool,
    /// There are so few function types that each can have many trampolines.
    pub wide_pool: bool,
    /// libffi has words for all of them: what the trampolines are too few for gets a closure.
    pub closures: bool,
    /// Some variable is set.
    pub settable: bool,
    /// Python may own handles.
    pub owns: bool,
    /// The most arguments of a function over items, and `out`.
    pub most_columns: usize,
    /// There are classes whose handles it never owns.
    pub borrows: bool,
}

/// A number or character in memory: the reader, the writer, or both.
#[derive(Debug, Clone, Copy)]
pub struct ScalarItem {
    /// What it is.
    pub scalar: Scalar,
    /// It is read.
    pub get: bool,
    /// It is set.
    pub set: bool,
}

impl Needs {
    /// Nothing so far.
    pub fn new(variant: Variant) -> Self {
        Self { variant, ..Self::default() }
    }

    /// Asks for a part and all that it uses.
    pub fn part(&mut self, part: Part) {
        if self.parts.insert(part) {
            for used in uses(part) {
                self.part(*used);
            }
        }
    }

    /// Asks for the conversion to an integer type.
    pub fn int(&mut self, int: IntType) {
        self.part(Part::Ints);
        if self.variant.asks_for_long(int) {
            self.part(Part::CheckLong);
        } else {
            self.part(Part::SmallInt);
            self.part(if int.signed { Part::SlowSigned } else { Part::SlowUnsigned });
        }
        self.ints.insert(int);
    }

    /// Asks for the reader or writer of a number in memory; its functions are called `ident`.
    pub fn scalar_item(&mut self, ident: &str, scalar: Scalar, get: bool, set: bool) {
        self.part(Part::ScalarItems);
        let item =
            self.scalars.entry(ident.to_owned()).or_insert(ScalarItem { scalar, get: false, set: false });
        item.get |= get;
        item.set |= set;
    }

    /// Whether a part is in.
    pub fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// The parts, in order.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        self.parts.iter().copied()
    }

    /// The integer types to convert to, sorted.
    pub fn ints(&self) -> impl Iterator<Item = &IntType> {
        self.ints.iter()
    }

    /// Numbers in memory, by the names of their functions.
    pub fn scalars(&self) -> impl Iterator<Item = (&String, &ScalarItem)> {
        self.scalars.iter()
    }

    /// The include lines of the header.
    pub fn includes(&self) -> Vec<&'static str> {
        let mut lines = vec!["#include <Python.h>"];
        let parts = self.parts.iter().flat_map(|p| includes(*p)).copied();
        for line in self.variant.includes(self.errno).into_iter().chain(parts) {
            let file = line.split(" /*").next().unwrap_or(line);
            if !lines.iter().any(|l| l.starts_with(file)) {
                lines.push(line);
            }
        }
        lines
    }
}
