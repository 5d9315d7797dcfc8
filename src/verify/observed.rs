//! What a worker said about one style, line by line, put in order.
//!
//! In: [`Statement`]s. Out: [`Observed`]: what the module says of itself, and the outcomes of the operations, one sample
//! for each run.

use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// One line of the worker's; the fields are named where it writes them.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Statement {
    /// The module was imported, or not.
    Import {
        /// Why not.
        #[serde(default)]
        error: Option<String>,
        /// How long it took.
        #[serde(default)]
        seconds: f64,
    },
    /// The module's names.
    Names(Names),
    /// Its manifest.
    Manifest {
        /// `__tribind__`.
        value: Json,
    },
    /// A function as `inspect` shows it.
    Function {
        /// Its name.
        name: String,
        /// Parameters, where it has a signature.
        signature: Option<Json>,
        /// Docstring.
        doc: Option<String>,
    },
    /// A class.
    Class {
        /// Its name.
        name: String,
        /// Public attributes.
        public: Vec<String>,
        /// Docstring.
        doc: Option<String>,
    },
    /// A constant's value.
    Constant {
        /// Its name.
        name: String,
        /// In the comparable form.
        value: Json,
    },
    /// An enumeration's members.
    Enum {
        /// Its name.
        name: String,
        /// Pairs of name and value.
        members: Vec<(String, serde_json::Number)>,
    },
    /// What the style's own machinery says of a record.
    Layout(LayoutSeen),
    /// The outcome of an operation.
    Op {
        /// Group.
        g: usize,
        /// Operation in it.
        i: usize,
        /// The outcome.
        #[serde(flatten)]
        outcome: Outcome,
    },
    /// What the calls of an operation left behind.
    Leak {
        /// Group.
        g: usize,
        /// Operation in it.
        i: usize,
        /// The counts.
        #[serde(flatten)]
        growth: Growth,
    },
    /// All was said.
    End,
}

/// The module's names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Names {
    /// `__all__`, sorted.
    pub all: Vec<String>,
    /// What does not begin with an underscore, sorted.
    pub public: Vec<String>,
}

/// What a manifest, or the style's own machinery, says of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct LayoutSeen {
    /// The class.
    #[serde(default)]
    pub name: String,
    /// `sizeof`, where it knows.
    #[serde(default)]
    pub size: Option<u64>,
    /// `_Alignof`, where it knows.
    #[serde(default)]
    pub align: Option<u64>,
    /// The members that it knows, by C name.
    #[serde(default)]
    pub fields: BTreeMap<String, Place>,
}

/// Where a member lies.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Place {
    /// A bit-field.
    Bits {
        /// First bit, from the start of the record.
        bit_offset: u64,
        /// How many.
        bit_width: u64,
    },
    /// Any other member.
    Bytes {
        /// First byte, from the start of the record.
        offset: u64,
        /// `sizeof`, where it knows.
        #[serde(default)]
        size: Option<u64>,
    },
}

/// The outcome of one operation in one run.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Outcome {
    /// The value, `{"raise": …}`, or how the process ended (`["crash"]`).
    #[serde(default)]
    pub r: Json,
    /// What was written into memory that was passed.
    #[serde(default)]
    pub m: Option<Json>,
    /// What the contract demands of the values that were handed over: one of these exceptions, or none.
    #[serde(default)]
    pub w: Option<Vec<String>>,
    /// Arguments of which a reference was taken that nobody gave.
    #[serde(default)]
    pub s: Vec<String>,
    /// A case's expected value.
    #[serde(default)]
    pub expected: Option<Json>,
    /// Whether it was equal.
    #[serde(default)]
    pub equal: Option<bool>,
}

impl Outcome {
    /// Whether it is no more than the lack of one: the time was up, here or before.
    fn is_out_of_time(&self) -> bool {
        let how = self.r.as_array().and_then(|parts| parts.first()?.as_str().filter(|_| parts.len() == 1));
        matches!(how, Some("timeout" | "given up" | "not tried"))
    }
}

/// What the calls of an operation left behind.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Growth {
    /// How many calls a round had.
    #[serde(default)]
    pub calls: u32,
    /// By how much each count grew per call; those that stayed are left out.
    #[serde(default)]
    pub growth: BTreeMap<String, f64>,
    /// Why it was not counted.
    #[serde(default)]
    pub died: Option<String>,
}

/// One style as it was seen.
#[derive(Debug, Clone, Default)]
pub struct Observed {
    /// The style's id.
    pub style: String,
    /// Why it could not be imported.
    pub import_error: Option<String>,
    /// How long the import took.
    pub import_seconds: f64,
    /// How long the worker took.
    pub seconds: f64,
    /// Whether the worker came to its end.
    pub is_complete: bool,
    /// The module's names.
    pub names: Names,
    /// Its manifest.
    pub manifest: Json,
    /// Signatures and docs of functions.
    pub functions: BTreeMap<String, (Option<Json>, Option<String>)>,
    /// Public attributes and docs of classes.
    pub classes: BTreeMap<String, (Vec<String>, Option<String>)>,
    /// Constants.
    pub constants: BTreeMap<String, Json>,
    /// Members of enumerations.
    pub enums: BTreeMap<String, Vec<(String, serde_json::Number)>>,
    /// Layouts.
    pub layouts: BTreeMap<String, LayoutSeen>,
    /// Samples of outcomes, by group and operation.
    pub outcomes: Vec<Vec<Vec<Outcome>>>,
    /// Leaks, by group and operation.
    pub leaks: BTreeMap<(usize, usize), Growth>,
}

impl Observed {
    /// Nothing seen yet, with room for the groups.
    pub fn new(style: &str, group_sizes: impl Iterator<Item = usize>) -> Self {
        let outcomes = group_sizes.map(|n| vec![Vec::new(); n]).collect();
        Self { style: style.to_owned(), outcomes, ..Self::default() }
    }

    /// Takes in one line.
    pub fn note(&mut self, statement: Statement) {
        match statement {
            Statement::Import { error, seconds } => {
                // A module that cannot be imported has nothing more to say.
                self.is_complete = error.is_some();
                (self.import_error, self.import_seconds) = (error, seconds);
            }
            Statement::Names(names) => self.names = names,
            Statement::Manifest { value } => self.manifest = value,
            Statement::Function { name, signature, doc } => {
                self.functions.insert(name, (signature, doc));
            }
            Statement::Class { name, public, doc } => {
                self.classes.insert(name, (public, doc));
            }
            Statement::Constant { name, value } => {
                self.constants.insert(name, value);
            }
            Statement::Enum { name, members } => {
                self.enums.insert(name, members);
            }
            Statement::Layout(layout) => {
                self.layouts.insert(layout.name.clone(), layout);
            }
            Statement::Op { g, i, outcome } => {
                if let Some(samples) = self.outcomes.get_mut(g).and_then(|group| group.get_mut(i)) {
                    samples.push(outcome);
                }
            }
            Statement::Leak { g, i, growth } => {
                self.leaks.insert((g, i), growth);
            }
            Statement::End => self.is_complete = true,
        }
    }

    /// The worker ended before its time: the module took it down while it was imported or looked at.
    pub fn died(&mut self, status: &str, last_words: &str) {
        let words = if last_words.is_empty() { String::new() } else { format!(": {last_words}") };
        self.import_error = Some(format!("the process ended with {status}{words}"));
    }

    /// Adds another run's outcomes of the same style.
    pub fn add_samples(&mut self, other: Self) {
        if self.import_error.is_none() {
            self.import_error = other.import_error;
        }
        for (mine, theirs) in self.outcomes.iter_mut().zip(other.outcomes) {
            // A group that was left out is empty there.
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| mine.extend(theirs));
        }
    }

    /// Adds the outcomes of a run that was given more time: what only took too long before, on a busy machine, did not
    /// happen.
    pub fn add_patient_samples(&mut self, other: Self) {
        for (mine, theirs) in self.outcomes.iter_mut().zip(&other.outcomes) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                if !theirs.is_empty() && !theirs.iter().any(Outcome::is_out_of_time) {
                    mine.retain(|outcome| !outcome.is_out_of_time());
                }
            }
        }
        self.add_samples(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_busy_machine_was_too_slow_for_did_not_happen() {
        let observed = |samples: &[&[&str]]| {
            let outcome = |text: &&str| serde_json::from_str(&format!("{{\"r\": {text}}}")).unwrap();
            let samples = samples.iter().map(|of_one| of_one.iter().map(outcome).collect()).collect();
            Observed { outcomes: vec![samples], ..Observed::default() }
        };
        let (one, late, crash) = (r#"["int", "1"]"#, r#"["timeout"]"#, r#"["crash"]"#);
        let mut hasty =
            observed(&[&[late, one], &[one, r#"["given up"]"#], &[late, late], &[late], &[crash]]);
        hasty.add_patient_samples(observed(&[&[one], &[one], &[late], &[], &[one]]));
        let expected = observed(&[&[one, one], &[one, one], &[late, late, late], &[late], &[crash, one]]);
        assert_eq!(hasty.outcomes, expected.outcomes);
    }
}
