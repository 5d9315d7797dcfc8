//! Median and median absolute deviation, which a few disturbed rounds do not move.
//!
//! Source: F. R. Hampel, "The Influence Curve and its Role in Robust Estimation", JASA 69 (1974).

/// The middle of the samples; the mean of the two middle ones for an even number. `None` for no samples.
pub fn median(samples: &[f64]) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

/// Median absolute deviation over the median: 0.02 means that half of the rounds lie within 2 % of the median.
pub fn relative_spread(samples: &[f64]) -> Option<f64> {
    let middle = median(samples).filter(|m| *m > 0.0)?;
    let deviations: Vec<f64> = samples.iter().map(|s| (s - middle).abs()).collect();
    Some(median(&deviations)? / middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        // Deviations from 10 are 1, 0, 1, 2, 990: their median is 1.
        assert_eq!(relative_spread(&[9.0, 10.0, 11.0, 8.0, 1000.0]), Some(0.1));
    }
}
