//! The order of a run: calibrate each subject, then rounds of all subjects on all interpreters, shuffled. It never looks
//! at a clock; the executors do, and a mock executor tests this file.

use super::executor::{Executor, Job};
use super::samples::{Calibration, CaseSpec, FORMAT, Run, Samples, Subject};
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

/// One interpreter, and what is measured with it.
pub struct Part<'a> {
    /// Measures.
    pub executor: &'a mut dyn Executor,
    /// What.
    pub subjects: &'a [Subject],
}

/// Who is told how far a run is.
pub trait Watcher {
    /// One more process has finished.
    fn step(&mut self, progress: Progress);

    /// One more round is finished; the run so far is worth keeping.
    fn round(&mut self, run: &Run) -> Result<()>;
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Processes finished, calibration included, and those of an earlier run that this one goes on with.
    pub done: usize,
    /// Processes in all.
    pub total: usize,
}

/// Runs all cases of all subjects on all interpreters. `run` holds what an earlier run has finished of the same: it is
/// gone on with, in the order that it would have had.
///
/// # Errors
/// A case that raises (an input error that names case and subject), a worker that dies, Ctrl-C.
pub fn run(mut run: Run, parts: &mut [Part], options: &Options, watcher: &mut dyn Watcher) -> Result<Run> {
    let jobs: Vec<(usize, usize)> = parts
        .iter()
        .enumerate()
        .flat_map(|(p, part)| (0..part.subjects.len()).map(move |s| (p, s)))
        .collect();
    let total = jobs.len() * (options.rounds as usize + 1);
    let mut done = 0;
    if run.interpreters.is_empty() {
        for part in &mut *parts {
            let samples = calibrated(part, &run.cases, options, &mut || {
                done += 1;
                watcher.step(Progress { done, total });
            })?;
            run.interpreters.push(samples);
        }
    }
    let mut rng = Pcg64Mcg::seed_from_u64(run.seed);
    for round in 0..options.rounds {
        let mut order = jobs.clone();
        order.shuffle(&mut rng);
        done = jobs.len() * (round as usize + 1);
        if round < run.rounds {
            continue;
        }
        for (p, s) in order {
            checkpoint()?;
            let (part, samples) = (&mut parts[p], &mut run.interpreters[p]);
            let subject = &part.subjects[s];
            let loops = samples.calibration[s].loops.clone();
            let result = part.executor.run(&Job { subject, cases: &run.cases, loops: &loops, round })?;
            samples.imports.push((subject.name.clone(), result.import_ns));
            samples.samples.extend(result.samples);
            done += 1;
            watcher.step(Progress { done, total });
        }
        run.rounds = round + 1;
        watcher.round(&run)?;
    }
    Ok(run)
}

/// A run of which nothing is measured yet.
pub fn begin(cases: &[CaseSpec], options: &Options) -> Run {
    Run { format: FORMAT, seed: options.seed, cases: cases.to_vec(), ..Run::default() }
}

/// How often each call is made for one sample.
fn calibrated(
    part: &mut Part,
    cases: &[CaseSpec],
    options: &Options,
    step: &mut dyn FnMut(),
) -> Result<Samples> {
    let mut samples = Samples {
        machine: part.executor.machine()?,
        subjects: part.subjects.iter().map(|s| s.name.clone()).collect(),
        ..Samples::default()
    };
    for subject in part.subjects {
        checkpoint()?;
        let loops = part.executor.calibrate(subject, cases, options.sample_ns)?;
        samples.calibration.push(Calibration { subject: subject.name.clone(), loops });
        step();
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
                process_ns: 100,
                thread_ns: 60,
            };
            Ok(JobResult { import_ns: 1, samples: (0..job.cases.len()).map(sample).collect() })
        }
    }

    fn subjects() -> Vec<Subject> {
        let subject = |name: &str| Subject { name: name.into(), dir: "out".into(), module: "m".into() };
        vec![subject("a"), subject("b"), subject("c")]
    }

    /// What was told on the way.
    #[derive(Default)]
    struct Told {
        steps: Vec<Progress>,
        rounds: Vec<Run>,
    }

    impl Watcher for Told {
        fn step(&mut self, progress: Progress) {
            self.steps.push(progress);
        }

        fn round(&mut self, run: &Run) -> Result<()> {
            self.rounds.push(run.clone());
            Ok(())
        }
    }

    fn options(seed: u64) -> Options {
        Options { rounds: 6, seed, sample_ns: 1 }
    }

    fn go_on(run_so_far: Run, seed: u64) -> (Vec<(u32, String)>, Run, Told) {
        let (mut mock, mut told) = (Mock::default(), Told::default());
        let subjects = subjects();
        let mut parts = [Part { executor: &mut mock, subjects: &subjects }];
        let done = run(run_so_far, &mut parts, &options(seed), &mut told).unwrap();
        (mock.order, done, told)
    }

    fn run_with(seed: u64) -> (Vec<(u32, String)>, Run, Told) {
        let case = CaseSpec { name: "add".into(), call: "m.add(2, 3)".into(), ..CaseSpec::default() };
        go_on(begin(&[case], &options(seed)), seed)
    }

    #[test]
    fn each_round_has_each_subject_once_in_a_shuffled_order() {
        let (order, run, told) = run_with(5);
        assert_eq!(run.interpreters[0].samples.len(), 18);
        for (round, jobs) in order.chunks(3).enumerate() {
            let mut names: Vec<&str> = jobs.iter().map(|(_, name)| name.as_str()).collect();
            names.sort_unstable();
            assert_eq!(names, ["a", "b", "c"]);
            assert!(jobs.iter().all(|(r, _)| *r as usize == round));
        }
        assert!(order.chunks(3).any(|jobs| jobs[0].1 != "a"), "the order is never shuffled");
        assert_eq!(told.steps.last(), Some(&Progress { done: 21, total: 21 }));
    }

    #[test]
    fn the_seed_decides_the_order() {
        assert_eq!(run_with(5).0, run_with(5).0);
        assert_ne!(run_with(5).0, run_with(6).0);
    }

    #[test]
    fn a_run_that_was_interrupted_goes_on_as_it_would_have() {
        let (order, whole, told) = run_with(5);
        let (rest, mended, _) = go_on(told.rounds[3].clone(), 5);
        assert_eq!(rest, order[12..]);
        assert_eq!(mended, whole);
    }

    #[test]
    fn interpreters_take_turns_within_a_round() {
        let (mut one, mut two) = (Mock::default(), Mock::default());
        let subjects = subjects();
        let mut parts = [
            Part { executor: &mut one, subjects: &subjects },
            Part { executor: &mut two, subjects: &subjects[..1] },
        ];
        let done = run(begin(&[], &options(1)), &mut parts, &options(1), &mut Told::default()).unwrap();
        assert_eq!((one.order.len(), two.order.len(), done.interpreters.len()), (18, 6, 2));
    }

    #[test]
    fn the_empty_loop_is_subtracted() {
        let run = run_with(1).1;
        let sample = &run.interpreters[0].samples[0];
        assert!((sample.call_ns() - 6.0).abs() < 1e-12);
        assert!((sample.thread_call_ns() - 2.0).abs() < 1e-12);
    }
}
