//! What `verify` found: typed, and serialisable as JSON.

use super::observed::Outcome;
use super::script::Subject;
use crate::diag::{Diagnostic, Span};
use serde::Serialize;

/// The form's version; it grows when a reader of the JSON would have to know.
pub const FORMAT: u32 = 2;

/// The result of a verification.
#[derive(Debug, Clone, Serialize)]
pub struct Verification {
    /// [`FORMAT`].
    pub format: u32,
    /// The module.
    pub module: String,
    /// The seed of the random mixtures; the same seed gives the same calls.
    pub seed: u64,
    /// The styles, in order.
    pub styles: Vec<StyleRun>,
    /// Everything that was compared: one check for each thing where all is well, one for each difference.
    pub checks: Vec<Check>,
    /// Numbers of the differential run.
    pub counts: Counts,
    /// What calls leave behind, where it was asked for.
    pub leaks: Option<Leaks>,
    /// The random run, where it was asked for and calls differ nowhere else.
    pub random: Option<Random>,
    /// Functions that are never called, with the reason.
    pub not_called: Vec<(String, String)>,
}

/// What there is to tell of the leaks besides the checks.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Leaks {
    /// Operations whose calls were counted.
    pub calls: usize,
    /// Functions, classes and cases with at least one of them.
    pub judged: usize,
    /// Operations that make C's memory grow by so many bytes per call, alike in every style: the library makes something
    /// for its caller to free.
    pub kept: Vec<(String, f64)>,
    /// Functions of which no call was counted, with the reason.
    pub not_judged: Vec<(String, String)>,
}

/// Numbers of the random run.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Random {
    /// Sequences that were run in every style.
    pub sequences: u64,
    /// Steps of them that gave the same in each.
    pub steps: usize,
    /// Sequences that were compared up to a step that is not determined, or that ends the process in every style.
    pub open: usize,
    /// Time was up before all were run.
    pub is_stopped: bool,
}

/// One style's part.
#[derive(Debug, Clone, Serialize)]
pub struct StyleRun {
    /// Its id.
    pub style: String,
    /// How long the import took.
    pub import_seconds: f64,
    /// How long everything took.
    pub seconds: f64,
}

/// Numbers of the differential run; each operation is run at least twice in each style.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Counts {
    /// Operations: calls, expressions, cases.
    pub operations: usize,
    /// Operations that give another result each time in one style, and are compared by type.
    pub undetermined: usize,
    /// Operations that crash in every style: C was given what it cannot take.
    pub crashes: usize,
    /// Operations whose values the contract has a say in: each style is held to it.
    pub contract: usize,
    /// Operations that differ.
    pub differences: usize,
}

/// What a check is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The module can be imported in a fresh process.
    Import,
    /// Its public names.
    Names,
    /// The stub's text.
    Stub,
    /// A function's or class's signature, attributes or docstring.
    Signature,
    /// The manifest.
    Manifest,
    /// Sizes and offsets.
    Layout,
    /// Constants and enumerations.
    Constant,
    /// A case of the project file.
    Case,
    /// Operations of the differential run.
    Behaviour,
    /// Sequences of the random run.
    Random,
    /// What calls leave behind.
    Leak,
    /// What is not as the contract says, whether or not the styles agree.
    Contract,
}

impl Kind {
    /// Whether it is about what a module does, and not only about what it says.
    pub fn is_about_calls(self) -> bool {
        matches!(self, Self::Layout | Self::Case | Self::Behaviour | Self::Contract)
    }

    /// The diagnostic's code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Import => "verify-import",
            Self::Names => "verify-names",
            Self::Stub => "verify-stub",
            Self::Signature => "verify-signature",
            Self::Manifest => "verify-manifest",
            Self::Layout => "verify-layout",
            Self::Constant => "verify-constant",
            Self::Case => "verify-case",
            Self::Behaviour => "verify-behaviour",
            Self::Random => "verify-random",
            Self::Leak => "verify-leak",
            Self::Contract => "verify-contract",
        }
    }
}

/// One thing that was compared.
#[derive(Debug, Clone, Serialize)]
pub struct Check {
    /// What it is about.
    pub kind: Kind,
    /// The thing: `struct Point`, or the operation as one would type it.
    pub what: String,
    /// How many comparisons it stands for.
    pub n: usize,
    /// What was found.
    pub verdict: Verdict,
    /// The function, parameter and value that were tried, where it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// What the contract demands of the values: exceptions of which one must be raised, or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract: Option<Vec<String>>,
    /// The lines of Python that show it, where it takes more than one, and the options that find it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Example>,
    /// Each style's outcome as text; empty where all is well.
    pub outcomes: Vec<(String, String)>,
    /// What was wrong, as a clause; empty where all is well.
    pub reason: String,
    /// Where the header or the project file declares it.
    #[serde(skip)]
    pub span: Span,
}

/// What shows a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Lines of Python; the last one differs.
    pub lines: Vec<String>,
    /// Options of `tribind verify`.
    pub again: String,
}

/// What a comparison found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The same in every style, and right where what is right is known.
    Equal,
    /// Not the same, or not right.
    Different,
}

impl Check {
    /// All is well.
    pub fn equal(kind: Kind, what: impl Into<String>, n: usize) -> Self {
        let (outcomes, reason, span) = (Vec::new(), String::new(), Span::default());
        let (subject, contract, example, what) = (None, None, None, what.into());
        Self { kind, what, n, verdict: Verdict::Equal, subject, contract, example, outcomes, reason, span }
    }

    /// Something is not.
    pub fn different(kind: Kind, what: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { verdict: Verdict::Different, reason: reason.into(), ..Self::equal(kind, what, 1) }
    }

    /// With what each style gave.
    #[must_use]
    pub fn outcomes(mut self, outcomes: impl IntoIterator<Item = (String, String)>) -> Self {
        self.outcomes = outcomes.into_iter().collect();
        self
    }

    /// With what was tried, and what the contract demands of it.
    #[must_use]
    pub fn about(mut self, subject: Option<&Subject>, contract: Option<&[String]>) -> Self {
        self.subject = subject.cloned();
        self.contract = contract.map(<[String]>::to_vec);
        self
    }

    /// With the lines that show it, and the options that find it again.
    #[must_use]
    pub fn shown_by(mut self, lines: Vec<String>, again: String) -> Self {
        self.example = Some(Example { lines, again });
        self
    }

    /// With where it is declared.
    #[must_use]
    pub fn at(mut self, span: &Span) -> Self {
        self.span = span.clone();
        self
    }

    fn diagnostic(&self) -> Diagnostic {
        let mut given: Vec<String> = self.example.iter().flat_map(|e| e.lines.clone()).collect();
        given.extend(self.outcomes.iter().map(|(s, o)| format!("{s}: {o}")));
        given.extend(self.example.iter().map(|e| format!("again: tribind verify {}", e.again)));
        let shown = if given.is_empty() { String::new() } else { format!("\n    {}", given.join("\n    ")) };
        let tried = self.subject.as_ref().map(Subject::text).unwrap_or_default();
        let message = format!("{}: {tried}{}{shown}", self.what, self.reason);
        Diagnostic::error(self.kind.code(), self.span.clone(), message)
    }
}

impl Verification {
    /// Whether the styles are equal in all that was compared.
    pub fn is_equal(&self) -> bool {
        self.checks.iter().all(|c| c.verdict == Verdict::Equal)
    }

    /// The checks that failed.
    pub fn differences(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|c| c.verdict == Verdict::Different)
    }

    /// How many comparisons of a kind were made.
    pub fn compared(&self, kind: Kind) -> usize {
        self.checks.iter().filter(|c| c.kind == kind).map(|c| c.n).sum()
    }

    /// The differences as diagnostics, in the order of the checks.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.differences().map(Check::diagnostic).collect()
    }
}

/// An outcome as a reader would write it: `5`, `TypeError: …`, `crash`, and what was written into memory.
pub fn outcome_text(outcome: &Outcome) -> String {
    let value = value_text(&outcome.r);
    let memory = outcome.m.as_ref().map(|m| format!(", memory: {}", shortened(&m.to_string())));
    let expected = outcome.expected.as_ref().filter(|_| outcome.equal == Some(false));
    let expected = expected.map(|e| format!(", expected {}", value_text(e)));
    [value, memory.unwrap_or_default(), expected.unwrap_or_default()].concat()
}

/// A value in the comparable form, as text.
pub fn value_text(value: &serde_json::Value) -> String {
    use serde_json::Value as Json;
    let text = match value {
        Json::Null => "None".to_owned(),
        Json::Object(raised) => {
            let word = |key: &str| raised.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
            format!("{}: {}", word("raise"), word("text"))
        }
        Json::Array(parts) => match parts.as_slice() {
            [Json::String(how)] => how.clone(),
            [Json::String(kind), Json::String(x)] if kind == "int" || kind == "float" || kind == "str" => {
                x.clone()
            }
            [Json::String(kind), Json::String(x)] => format!("{kind} {x}"),
            [Json::String(kind), Json::Bool(x)] if kind == "bool" => if *x { "True" } else { "False" }.into(),
            [Json::String(kind), Json::Array(items)] if kind == "tuple" => {
                format!("({})", items.iter().map(value_text).collect::<Vec<_>>().join(", "))
            }
            _ => value.to_string(),
        },
        _ => value.to_string(),
    };
    shortened(&text)
}

fn shortened(text: &str) -> String {
    let shown: String = text.chars().take(300).collect();
    if shown.len() < text.len() { format!("{shown}…") } else { shown }
}
