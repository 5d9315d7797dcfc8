//! The order of a run: calibrate each subject, then rounds of all subjects, shuffled. It never looks at a clock; the
//! executor does, and a mock executor tests this file.

use super::executor::{Executor, Job};
use super::samples::{Calibration, CaseSpec, FORMAT, Samples, Subject};
use crate::error::{Result, checkpoint};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64Mcg;

/// What the user may choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Rounds; each is one process per subject.
    pub rounds: u32,
    /// Seed of the order.
    pub seed: u64,
    /// What one sample should last, ns.
    pub sample_ns: u64,
}

impl Default for Options {
    /// 15 rounds of samples of 2 ms: the machine's noise is found, and a run stays below half a minute.
    fn default() -> Self {
        Self { rounds: 15, seed: 0, sample_ns: 2_000_000 }
    }
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Processes finished, calibration included.
    pub done: usize,
    /// Processes in all.
    pub total: usize,
}

/// Runs all cases of all subjects.
///
/// # Errors
/// A case that raises (an input error that names case and subject), a worker that dies, Ctrl-C.
pub fn run(
    subjects: &[Subject],
    cases: &[CaseSpec],
    options: &Options,
    executor: &mut dyn Executor,
    progress: &mut dyn FnMut(Progress),
) -> Result<Samples> {
    let total = subjects.len() * (options.rounds as usize + 1);
    let mut done = 0;
    let mut step = || {
        done += 1;
        progress(Progress { done, total });
    };
    let mut samples = Samples {
        format: FORMAT,
        seed: options.seed,
        machine: executor.machine()?,
        subjects: subjects.iter().map(|s| s.name.clone()).collect(),
        cases: cases.to_vec(),
        ..Samples::default()
    };
    for subject in subjects {
        checkpoint()?;
        let loops = executor.calibrate(subject, cases, options.sample_ns)?;
        samples.calibration.push(Calibration { subject: subject.name.clone(), loops });
        step();
    }
    let mut rng = Pcg64Mcg::seed_from_u64(options.seed);
    for round in 0..options.rounds {
        let mut order: Vec<usize> = (0..subjects.len()).collect();
        order.shuffle(&mut rng);
        for i in order {
            checkpoint()?;
            let loops = samples.calibration[i].loops.clone();
            let result = executor.run(&Job { subject: &subjects[i], cases, loops: &loops, round })?;
            samples.imports.push((subjects[i].name.clone(), result.import_ns));
            samples.samples.extend(result.samples);
            step();
        }
    }
    Ok(samples)
}

#[cfg(test)]
mod tests {
    use super::super::executor::JobResult;
    use super::super::samples::{Machine, Sample};
    use super::*;

    /// Notes the order of the jobs, and answers with numbers that say which job they are of.
    #[derive(Default)]
    struct Mock {
        order: Vec<(u32, String)>,
    }

    impl Executor for Mock {
        fn machine(&mut self) -> Result<Machine> {
            Ok(Machine::default())
        }

        fn calibrate(&mut self, _: &Subject, cases: &[CaseSpec], _: u64) -> Result<Vec<u64>> {
            Ok(vec![10; cases.len()])
        }

        fn run(&mut self, job: &Job) -> Result<JobResult> {
            self.order.push((job.round, job.subject.name.clone()));
            let sample = |case| Sample {
                round: job.round,
                subject: job.subject.name.clone(),
                case,
                loops: job.loops[case],
                wall_ns: 100,
                empty_ns: 40,
            };
            Ok(JobResult { import_ns: 1, samples: (0..job.cases.len()).map(sample).collect() })
        }
    }

    fn subjects() -> Vec<Subject> {
        let subject = |name: &str| Subject { name: name.into(), dir: "out".into(), module: "m".into() };
        vec![subject("a"), subject("b"), subject("c")]
    }

    fn run_with(seed: u64) -> (Vec<(u32, String)>, Samples, Vec<Progress>) {
        let case =
            CaseSpec { name: "add".into(), setup: String::new(), call: "m.add(2, 3)".into(), expect: None };
        let options = Options { rounds: 6, seed, sample_ns: 1 };
        let (mut mock, mut seen) = (Mock::default(), Vec::new());
        let samples = run(&subjects(), &[case], &options, &mut mock, &mut |p| seen.push(p)).unwrap();
        (mock.order, samples, seen)
    }

    #[test]
    fn each_round_has_each_subject_once_in_a_shuffled_order() {
        let (order, samples, progress) = run_with(5);
        assert_eq!(samples.samples.len(), 18);
        for (round, jobs) in order.chunks(3).enumerate() {
            let mut names: Vec<&str> = jobs.iter().map(|(_, name)| name.as_str()).collect();
            names.sort_unstable();
            assert_eq!(names, ["a", "b", "c"]);
            assert!(jobs.iter().all(|(r, _)| *r as usize == round));
        }
        assert!(order.chunks(3).any(|jobs| jobs[0].1 != "a"), "the order is never shuffled");
        assert_eq!(progress.last(), Some(&Progress { done: 21, total: 21 }));
    }

    #[test]
    fn the_seed_decides_the_order() {
        assert_eq!(run_with(5).0, run_with(5).0);
        assert_ne!(run_with(5).0, run_with(6).0);
    }

    #[test]
    fn the_empty_loop_is_subtracted() {
        assert!((run_with(1).1.samples[0].call_ns() - 6.0).abs() < 1e-12);
    }
}
