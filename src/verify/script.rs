//! What every style is asked, in the same words: groups of operations, made from the plan, the cases and a seed.
//!
//! In: the plan, the cases of `tribind.toml`, a seed. Out: [`Script`], the same for every style. It knows the
//! vocabulary of `worker/_tb_operations.py`.

use super::{calls, classes, maps, variables};
use crate::config::Case;
use crate::diag::Span;
use crate::plan::Plan;
use rand::SeedableRng as _;
use rand_pcg::Pcg64;
use serde::Serialize;
use serde_json::Value as Json;

/// Everything that is asked.
#[derive(Debug, Clone, Default)]
pub struct Script {
    /// In order; each runs in a process of its own.
    pub groups: Vec<Group>,
    /// Functions that are not called, with the reason.
    pub not_called: Vec<(String, String)>,
}

/// Operations about one thing.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// The function, class or case, as the user knows it.
    pub title: String,
    /// Where it is declared.
    pub span: Span,
    /// In order.
    pub operations: Vec<Operation>,
    /// The call with harmless values.
    pub base: Option<usize>,
    /// The operation that tells whether C looks around the strings it is given.
    pub probe: Option<usize>,
    /// The operations build on each other, and where one ends the process, so does the group.
    pub is_sequence: bool,
    /// Types that the contract speaks of, as the worker reads them (see `contract`).
    pub types: Vec<Json>,
}

/// One operation and how its outcomes are compared.
#[derive(Debug, Clone)]
pub struct Operation {
    /// What the worker does.
    pub ask: Ask,
    /// What must hold.
    pub rule: Rule,
    /// An operation of the group; where that one kills the process, this one is not tried.
    pub needs: Option<usize>,
    /// C gets memory of a Python object, and what lies around it differs from style to style.
    pub lends: bool,
    /// Nothing of it should reach C, so that one run tells all.
    pub is_plain: bool,
    /// The values that the contract has a say in; empty where it has none.
    pub claims: Vec<Claim>,
    /// The one parameter or field that is tried.
    pub subject: Option<Subject>,
}

/// A value that is handed over as a C type.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Index into [`Group::types`].
    pub ty: usize,
    /// The value, as an expression.
    pub value: String,
}

/// What an operation tries: one edge value, everything else sane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// The function, or the class.
    pub of: String,
    /// Its parameter, or field.
    pub name: String,
    /// The value, as an expression.
    pub value: String,
}

impl Operation {
    /// An operation that stands for itself.
    pub fn new(ask: Ask, rule: Rule) -> Self {
        let claims = Vec::new();
        Self { ask, rule, needs: None, lends: false, is_plain: false, claims, subject: None }
    }
}

/// What the worker does; its keys are the worker's.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Ask {
    /// Calls a function with values.
    Call {
        /// The function, as an expression.
        c: String,
        /// The values, as expressions.
        a: Vec<String>,
        /// Which of the returned ints are addresses.
        h: Json,
        /// The name under which later operations of a sequence find the result.
        #[serde(skip_serializing_if = "Option::is_none")]
        s: Option<String>,
    },
    /// Evaluates an expression.
    Expression {
        /// The expression.
        e: String,
    },
    /// Runs a case of the project file.
    Case {
        /// The case.
        case: CaseText,
    },
}

/// A case as the worker gets it.
#[derive(Debug, Clone, Serialize)]
pub struct CaseText {
    /// Statements.
    pub setup: String,
    /// Expression.
    pub call: String,
    /// Expression it equals.
    pub expect: Option<String>,
}

/// How the outcomes of an operation are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Value, exception and its text, and memory must be the same.
    Same,
    /// The same, but the text of an exception is the interpreter's or CFFI's.
    SameType,
    /// A `TypeError` whose text names the function, each in its own words.
    Arity(String),
    /// Setting a field moves these bytes, as the compiler said: size of the record, first byte, one past the last.
    Layout([u64; 3]),
    /// The same in bits, for a bit-field.
    Bits([u64; 3]),
    /// A case: equal to what it expects, too.
    Case,
}

impl Subject {
    /// What was tried, as the beginning of a sentence.
    pub fn text(&self) -> String {
        format!("{} = {}: ", self.name, self.value)
    }
}

impl Ask {
    /// The operation as a reader would type it.
    pub fn text(&self) -> String {
        match self {
            Self::Call { c, a, .. } => format!("{c}({})", a.join(", ")),
            Self::Expression { e } => e.clone(),
            Self::Case { case } => case.call.trim().to_owned(),
        }
    }
}

impl Group {
    /// An empty group.
    pub fn new(title: impl Into<String>, span: &Span) -> Self {
        Self { title: title.into(), span: span.clone(), ..Self::default() }
    }

    /// The place of a type in the group's list.
    pub fn type_of(&mut self, ty: Json) -> usize {
        self.types.iter().position(|t| *t == ty).unwrap_or_else(|| {
            self.types.push(ty);
            self.types.len() - 1
        })
    }

    /// Adds an expression that stays in Python.
    pub fn expression(&mut self, text: impl Into<String>, rule: Rule) {
        let operation = Operation::new(Ask::Expression { e: text.into() }, rule);
        self.operations.push(Operation { is_plain: true, ..operation });
    }

    /// Adds an expression that hands a value over as a C type, so that the contract has a say in it.
    pub fn handing_over(&mut self, text: String, rule: Rule, ty: usize, subject: Subject) {
        let claims = vec![Claim { ty, value: subject.value.clone() }];
        let operation = Operation::new(Ask::Expression { e: text }, rule);
        self.operations.push(Operation { is_plain: true, claims, subject: Some(subject), ..operation });
    }
}

/// Makes the script.
pub fn script(plan: &Plan, cases: &[Case], seed: u64) -> Script {
    let mut script = Script::default();
    for case in cases {
        let mut group = Group::new(format!("case {:?}", case.name), &case.span);
        let text =
            CaseText { setup: case.setup.clone(), call: case.call.clone(), expect: case.expect.clone() };
        group.operations.push(Operation::new(Ask::Case { case: text }, Rule::Case));
        script.groups.push(group);
    }
    script.groups.extend(classes::groups(plan));
    script.groups.extend(variables::groups(plan));
    let mut random = Pcg64::seed_from_u64(seed);
    calls::groups(plan, &mut random, &mut script);
    maps::groups(plan, &mut script);
    script
}
