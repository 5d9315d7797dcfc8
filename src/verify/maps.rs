//! The calls of functions over items: the same values as for the functions that they call, in sequences and alone, then
//! buffers, lengths that do not fit, and every kind of place for the results.

use super::calls;
use super::script::{Ask, Group, Operation, Rule, Script, Subject};
use super::values::{self, Samples};
use crate::plan::{Map, Plan};
use serde_json::json;

/// Adds a group for each function.
pub fn groups(plan: &Plan, script: &mut Script) {
    for map in &plan.maps {
        match calls::why_not(map.of(plan)) {
            Some(reason) => script.not_called.push((map.py_name.clone(), reason)),
            None => script.groups.push(Writer::new(plan, map).group()),
        }
    }
}

/// Collects the calls of one function.
struct Writer<'a> {
    map: &'a Map,
    samples: Vec<Samples>,
    group: Group,
}

impl<'a> Writer<'a> {
    fn new(plan: &Plan, map: &'a Map) -> Self {
        let samples = map.params.iter().map(|p| values::of_scalar(plan, p.item)).collect();
        Self { map, samples, group: Group::new(&map.py_name, &map.of(plan).span) }
    }

    fn group(mut self) -> Group {
        let base = self.call(self.rows(&["base", "full", "base"]), None);
        self.group.base = Some(base);
        self.call(self.rows(&["full", "base"]), None);
        self.call(self.rows(&[]), None);
        for i in 0..self.samples.len() {
            self.items(i);
            self.buffers(i);
            self.refusals(i);
        }
        self.call(self.samples.iter().map(|s| s.base.clone()).collect(), None);
        self.call(vec!["object()".into(); self.samples.len()], None);
        if self.samples.len() > 1 {
            let mut uneven = self.rows(&["base", "full"]);
            uneven[1] = list(&[&self.samples[1].base]);
            self.call(uneven, Some(1));
        }
        self.outs();
        self.group
    }

    /// For each parameter a list of these samples.
    fn rows(&self, which: &[&str]) -> Vec<String> {
        let row = |s: &Samples| {
            let pick = |name: &&str| if *name == "full" { &s.full } else { &s.base };
            list(&which.iter().map(pick).collect::<Vec<_>>())
        };
        self.samples.iter().map(row).collect()
    }

    /// Every value that one parameter takes, in a list beside one value for each of the others; and such a value itself.
    fn items(&mut self, i: usize) {
        let sample = self.samples[i].clone();
        for values in [&sample.tame, &sample.wild] {
            let mut all = self.alone();
            all[i] = list(&values.iter().collect::<Vec<_>>());
            self.call(all, Some(i));
        }
        let mut values = self.rows(&["base", "full"]);
        values[i] = sample.full;
        self.call(values, Some(i));
    }

    fn buffers(&mut self, i: usize) {
        let (format, wrong) = values::format_of(self.map.params[i].item);
        let mut buffers: Vec<String> =
            format.iter().map(|f| format!("typed({i}, '{f}')")).chain([format!("zeros({i}, 64)")]).collect();
        buffers.extend(wrong.iter().map(|f| format!("typed({i}, '{f}')")));
        buffers.extend([format!("zeros({i}, 0)"), format!("readonly({i})"), format!("zeros({i})[::2]")]);
        buffers.push("b'sixteen letters.'".into());
        for buffer in buffers {
            let mut all = self.alone();
            all[i] = buffer;
            self.call(all, Some(i));
        }
    }

    /// What is no such value, alone and among others.
    fn refusals(&mut self, i: usize) {
        let refused = self.samples[i].refused.clone();
        for value in &refused {
            let mut all = self.rows(&["base", "full"]);
            all[i] = list(&[&self.samples[i].base, value]);
            self.call(all, Some(i));
            let mut all = self.rows(&["base", "full"]);
            all[i].clone_from(value);
            self.call(all, Some(i));
        }
    }

    /// Places for two results: of the right length, of another, of another kind, and an argument's own.
    fn outs(&mut self) {
        let Some(result) = self.map.result else { return };
        let size = result.size();
        let (format, wrong) = values::format_of(result);
        let place = |n: u64| format!("zeros(14, {})", n * size);
        let mut outs = vec![place(2), place(1), place(3), place(0), "[0, 0]".into(), "None".into()];
        outs.extend(["b'sixteen letters.'", "5", "object()"].map(str::to_owned));
        outs.extend(format.map(|f| format!("{}.cast('{f}')", place(2))));
        outs.extend(wrong.iter().map(|f| format!("typed(14, '{f}')")));
        outs.push(format!("{}.toreadonly()", place(2)));
        for out in outs {
            let mut all = self.rows(&["base", "full"]);
            all.push(out);
            self.call(all, None);
        }
        for (from, to) in [("", ""), ("[:-16]", "[16:]"), ("[16:]", "[:-16]")] {
            let mut all = self.alone();
            all[0] = format!("zeros(0){from}");
            all.push(format!("zeros(0){to}"));
            self.call(all, None);
        }
    }

    /// One value for each parameter.
    fn alone(&self) -> Vec<String> {
        self.samples.iter().map(|s| s.base.clone()).collect()
    }

    /// Adds a call, of which one parameter may be tried; gives its place.
    fn call(&mut self, values: Vec<String>, tried: Option<usize>) -> usize {
        let function = format!("m.{}", self.map.py_name);
        let subject = tried.map(|i| Subject {
            of: function.clone(),
            name: self.map.params[i].py_name.clone(),
            value: values[i].clone(),
        });
        let ask = Ask::Call { c: function, a: values, h: json!("plain"), s: None };
        self.group.operations.push(Operation { subject, ..Operation::new(ask, Rule::Same) });
        self.group.operations.len() - 1
    }
}

fn list(values: &[&String]) -> String {
    let values: Vec<&str> = values.iter().map(|v| v.as_str()).collect();
    format!("[{}]", values.join(", "))
}
