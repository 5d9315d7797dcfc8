//! The percentile bootstrap interval of the ratio of two medians.
//!
//! Rounds are drawn with replacement. Within a run they are the same rounds for both sides: both were measured under the
//! same conditions, and pairing keeps a slow round from looking like a difference. Two runs have no rounds in common, and
//! each side draws its own.
//!
//! Source: B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13 (percentile interval),
//! section 10.3 (paired resampling) and section 8.3 (two samples).

use super::median;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// Resamples drawn; more do not change the second digit of the ends.
const RESAMPLES: usize = 2000;

/// A ratio and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Interval {
    /// Ratio of the medians.
    pub ratio: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Whether no difference is inside the noise: the interval holds 1.
    pub fn holds_one(&self) -> bool {
        self.low <= 1.0 && 1.0 <= self.high
    }
}

/// The ratio of the medians of `a` and `b`, sample `i` of both from round `i`, with its 95 % interval.
///
/// `None` where there are fewer than three rounds, or no time is left after the empty loop was subtracted.
pub fn ratio_interval(a: &[f64], b: &[f64], seed: u64) -> Option<Interval> {
    let n = a.len().min(b.len());
    interval(a, b, seed, |rng| {
        let rounds = draw(n, rng);
        ratio(&pick(a, &rounds), &pick(b, &rounds))
    })
}

/// The same for samples of two runs.
pub fn ratio_interval_of_runs(a: &[f64], b: &[f64], seed: u64) -> Option<Interval> {
    interval(a, b, seed, |rng| {
        let (of_a, of_b) = (draw(a.len(), rng), draw(b.len(), rng));
        ratio(&pick(a, &of_a), &pick(b, &of_b))
    })
}

fn interval(
    a: &[f64],
    b: &[f64],
    seed: u64,
    resample: impl Fn(&mut Pcg64Mcg) -> Option<f64>,
) -> Option<Interval> {
    if a.len().min(b.len()) < 3 {
        return None;
    }
    let ratio = ratio(a, b)?;
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let mut ratios: Vec<f64> = (0..RESAMPLES).filter_map(|_| resample(&mut rng)).collect();
    ratios.sort_by(f64::total_cmp);
    Some(Interval {
        ratio,
        low: *ratios.get(RESAMPLES / 40)?,
        high: *ratios.get(RESAMPLES - 1 - RESAMPLES / 40)?,
    })
}

fn draw(n: usize, rng: &mut Pcg64Mcg) -> Vec<usize> {
    (0..n).map(|_| rng.random_range(0..n)).collect()
}

fn pick(from: &[f64], rounds: &[usize]) -> Vec<f64> {
    rounds.iter().map(|i| from[*i]).collect()
}

fn ratio(a: &[f64], b: &[f64]) -> Option<f64> {
    let (a, b) = (median(a)?, median(b)?);
    (a > 0.0 && b > 0.0).then(|| a / b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clear_difference_is_told_from_noise() {
        let a: Vec<f64> = (0..15).map(|i| 200.0 + f64::from(i % 5)).collect();
        let b: Vec<f64> = (0..15).map(|i| 100.0 + f64::from(i % 3)).collect();
        let clear = ratio_interval(&a, &b, 1).unwrap();
        assert!((clear.ratio - 202.0 / 101.0).abs() < 1e-12);
        assert!(clear.low > 1.9 && clear.high < 2.1 && !clear.holds_one());
        let same = ratio_interval(&a, &a, 1).unwrap();
        assert!(same.holds_one());
    }

    #[test]
    fn noise_is_no_difference() {
        let a = [100.0, 130.0, 90.0, 110.0, 95.0, 140.0, 105.0];
        let b = [120.0, 92.0, 108.0, 99.0, 133.0, 101.0, 97.0];
        assert!(ratio_interval(&a, &b, 7).unwrap().holds_one());
    }

    #[test]
    fn the_same_seed_gives_the_same_interval() {
        let a = [1.0, 2.0, 3.0, 4.0];
        let b = [2.0, 2.0, 3.0, 5.0];
        assert_eq!(ratio_interval(&a, &b, 3), ratio_interval(&a, &b, 3));
        assert_eq!(ratio_interval(&a[..2], &b, 3), None);
    }

    #[test]
    fn runs_of_different_length_are_compared() {
        let a: Vec<f64> = (0..15).map(|i| 130.0 + f64::from(i % 5)).collect();
        let b: Vec<f64> = (0..9).map(|i| 100.0 + f64::from(i % 3)).collect();
        let slower = ratio_interval_of_runs(&a, &b, 1).unwrap();
        assert!(slower.low > 1.25 && slower.high < 1.35, "{slower:?}");
        assert!(ratio_interval_of_runs(&a, &a, 1).unwrap().holds_one());
    }
}
