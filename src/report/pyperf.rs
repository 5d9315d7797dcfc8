//! A run as pyperf's JSON, one file a module, so that `python -m pyperf compare_to ctypes.json native.json` compares styles.
//!
//! The form is the one that pyperf's documentation calls version 1.0: a suite of benchmarks, each with runs (one process
//! each), each with values in seconds a call. The empty loop is subtracted already.

use crate::bench::{Run, Sample, Samples};
use crate::error::{Error, Result};
use serde_json::{Value, json};

/// Pairs of file name and text: `native.json`, or `native-3.11.7.json` where there are several interpreters.
///
/// # Errors
/// None that is not a bug.
pub fn pyperf(run: &Run) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for samples in &run.interpreters {
        let version = samples.machine.python.rsplit(' ').next().unwrap_or_default();
        for subject in &samples.subjects {
            let is_one = run.interpreters.len() == 1;
            let name = if is_one { format!("{subject}.json") } else { format!("{subject}-{version}.json") };
            let text = serde_json::to_string_pretty(&suite(run, samples, subject, version))
                .map_err(|e| Error::Internal(format!("{name}: {e}")))?;
            files.push((name, text + "\n"));
        }
    }
    Ok(files)
}

fn suite(run: &Run, samples: &Samples, subject: &str, version: &str) -> Value {
    let benchmark = |index: usize| {
        let values = samples.of_cell(subject, index);
        // What takes no longer than the empty loop is no value to pyperf.
        let runs: Vec<Value> = values.filter(|s| s.call_ns() > 0.0).map(one_run).collect();
        let metadata = json!({"name": run.cases[index].name, "unit": "second"});
        (!runs.is_empty()).then(|| json!({"metadata": metadata, "runs": runs}))
    };
    let benchmarks: Vec<Value> = (0..run.cases.len()).filter_map(benchmark).collect();
    let machine = &samples.machine;
    json!({
        "version": "1.0",
        "metadata": {
            "python_version": version,
            "python_compiler": machine.build,
            "cpu_model_name": machine.cpu,
            "cpu_count": machine.cpus.max(1),
            "description": format!("tribind bench, {subject}, seed {}", run.seed),
        },
        "benchmarks": benchmarks,
    })
}

fn one_run(sample: &Sample) -> Value {
    json!({"metadata": {"loops": sample.loops}, "values": [sample.call_ns() / 1e9]})
}
