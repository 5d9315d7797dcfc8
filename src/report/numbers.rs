//! Numbers as people read them.

/// A time in the unit that gives one to three digits before the point: `86 ns`, `1.24 µs`, `12.5 ms`.
pub fn time(ns: f64) -> String {
    let (value, unit) = match ns {
        ns if ns > 0.0 && ns < 0.9995 => (ns * 1e3, "ps"),
        ns if ns < 999.5 => (ns, "ns"),
        ns if ns < 999_500.0 => (ns / 1e3, "µs"),
        ns if ns < 999_500_000.0 => (ns / 1e6, "ms"),
        ns => (ns / 1e9, "s"),
    };
    format!("{} {unit}", three_digits(value))
}

/// `7.03`, `12.5`, `431`.
fn three_digits(value: f64) -> String {
    match value {
        v if v >= 99.95 => format!("{v:.0}"),
        v if v >= 9.995 => format!("{v:.1}"),
        v => format!("{v:.2}"),
    }
}

/// A ratio: `1.00×`, `14.2×`.
pub fn ratio(value: f64) -> String {
    format!("{}×", three_digits(value))
}

/// A size in bytes, KiB or MiB.
#[allow(clippy::cast_precision_loss)] // sizes of files
pub fn size(bytes: u64) -> String {
    match bytes {
        0 => "–".into(),
        b if b < 1024 => format!("{b} B"),
        b if b < 1024 * 1024 => format!("{:.0} KiB", b as f64 / 1024.0),
        b => format!("{:.1} MiB", b as f64 / 1024.0 / 1024.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers() {
        assert_eq!(time(86.4), "86.4 ns");
        assert_eq!(time(7.032), "7.03 ns");
        assert_eq!(time(0.0312), "31.2 ps");
        assert_eq!(time(999.7), "1.00 µs");
        assert_eq!(time(12_500_000.0), "12.5 ms");
        assert_eq!(ratio(14.23), "14.2×");
        assert_eq!(size(0), "–");
        assert_eq!(size(2048), "2 KiB");
    }
}
