//! Simpler values: towards `None`, 0, the empty and the short.
//!
//! In: a value. Out: values of less [`weight`], simplest first, so that shrinking comes to an end.

use super::sequence::Arg;

/// How complicated a value is.
pub fn weight(arg: &Arg) -> u128 {
    match arg {
        Arg::None => 0,
        Arg::Bool(b) => 1 + u128::from(*b),
        Arg::Int(n) => integer_weight(*n),
        Arg::Float(x) => float_weight(*x),
        Arg::Complex(x, y) => float_weight(*x).saturating_add(float_weight(*y)),
        Arg::Bytes(content) => weight_of_bytes(content),
        Arg::Text(content) => 1 + content.chars().map(|c| 1000 + u128::from(c != 'a')).sum::<u128>(),
        Arg::List(items) => sum(items.iter().map(|i| weight(i).saturating_add(1000))),
        Arg::Record { fields, .. } => sum(fields.iter().map(|(_, v)| weight(v).saturating_add(10))),
        Arg::Memory { size, content, .. } => weight_of_bytes(content) + *size as u128,
        Arg::Earlier { .. } | Arg::Other { .. } => 5,
    }
}

fn sum(weights: impl Iterator<Item = u128>) -> u128 {
    weights.fold(8, u128::saturating_add)
}

fn integer_weight(n: i128) -> u128 {
    n.unsigned_abs().saturating_mul(2).saturating_add(1 + u128::from(n < 0))
}

/// Whole numbers first, then what has few digits, then what is none.
fn float_weight(x: f64) -> u128 {
    match whole(x) {
        Some(n) => integer_weight(n) + u128::from(x == 0.0 && x.is_sign_negative()),
        None if x.is_finite() => (1 << 60) + ((format!("{x:?}").len() as u128) << 1) + u128::from(x < 0.0),
        None => 1 << 70,
    }
}

/// The whole number that a float is, where it is one of a size that floats tell apart.
#[expect(clippy::cast_possible_truncation, reason = "whole, and below 2^53")]
fn whole(x: f64) -> Option<i128> {
    (x.fract() == 0.0 && x.abs() < 9e15).then_some(x as i128)
}

fn weight_of_bytes(content: &[u8]) -> u128 {
    1 + content.iter().map(|b| 1000 + u128::from(*b != b'a')).sum::<u128>()
}

/// Simpler values, simplest first.
pub fn simpler(arg: &Arg) -> Vec<Arg> {
    let mut found = match arg {
        Arg::None | Arg::Earlier { .. } | Arg::Other { .. } => Vec::new(),
        Arg::Bool(_) => vec![Arg::Bool(false)],
        Arg::Int(n) => integers(*n).into_iter().map(Arg::Int).collect(),
        Arg::Float(x) => floats(*x).into_iter().map(Arg::Float).collect(),
        Arg::Complex(x, y) => {
            let real = floats(*x).into_iter().map(|x| Arg::Complex(x, *y));
            real.chain(floats(*y).into_iter().map(|y| Arg::Complex(*x, y))).collect()
        }
        Arg::Bytes(content) => shorter(content, b'a').into_iter().map(Arg::Bytes).collect(),
        Arg::Text(content) => {
            let chars: Vec<char> = content.chars().collect();
            shorter(&chars, 'a').into_iter().map(|c| Arg::Text(c.into_iter().collect())).collect()
        }
        Arg::List(items) => lists(items),
        Arg::Record { class, fields, slot } => {
            let with = |fields| Arg::Record { class: class.clone(), fields, slot: *slot };
            records(fields).into_iter().map(with).collect()
        }
        Arg::Memory { slot, size, content, format } => {
            let with =
                |size: usize, content: Vec<u8>| Arg::Memory { slot: *slot, size, content, format: *format };
            let sizes = [0, 8, 64, *size / 2].into_iter().filter(|s| *s >= content.len());
            let sizes = sizes.map(|size| with(size, content.clone()));
            sizes.chain(shorter(content, b'a').into_iter().map(|c| with(*size, c))).collect()
        }
    };
    if !matches!(arg, Arg::Bool(_) | Arg::Int(_) | Arg::Float(_) | Arg::Complex(..)) {
        found.push(Arg::None);
    }
    found.retain(|a| weight(a) < weight(arg));
    found.sort_by_key(weight);
    found.dedup();
    found
}

/// Towards 0: its halves, and a fine grid up to itself, each with its neighbour, for what only odd numbers show.
fn integers(n: i128) -> Vec<i128> {
    let sign = n.signum();
    let Ok(most) = i128::try_from(n.unsigned_abs()) else { return vec![0, n + 1] };
    let halves = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96].map(|k| most >> k).into_iter();
    let half = most / 2;
    let (step, rest) = ((most - half) / 8, (most - half) % 8);
    let grid = (1..8).map(|i| half + step * i + rest * i / 8);
    let near = [most - 1, most - 2].into_iter().filter(|m| *m > 0);
    let all = halves.chain(grid).flat_map(|m| [m, m + 1]).chain(near);
    let mut found: Vec<i128> = vec![0];
    for m in all.filter(|m| *m <= most) {
        found.extend([m, sign * m]);
    }
    found
}

fn floats(x: f64) -> Vec<f64> {
    let mut found = vec![0.0, 1.0, -1.0, x.trunc(), x.abs()];
    if let Some(n) = whole(x) {
        #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
        found.extend(integers(n).into_iter().map(|n| n as f64));
    }
    if x.is_finite() {
        // With fewer digits.
        found.extend((1..4).filter_map(|digits| format!("{x:.digits$e}").parse::<f64>().ok()));
        found.push((x * 8.0).trunc() / 8.0);
    }
    found.retain(|found| found.to_bits() != x.to_bits());
    found
}

/// Shorter ones, and of the same length with one item that is `plain`.
fn shorter<T: Copy + PartialEq>(items: &[T], plain: T) -> Vec<Vec<T>> {
    let mut found: Vec<Vec<T>> = without(items);
    for (i, item) in items.iter().enumerate() {
        if *item != plain {
            let mut other = items.to_vec();
            other[i] = plain;
            found.push(other);
        }
    }
    found
}

/// Nothing, either half, all but one.
fn without<T: Clone>(items: &[T]) -> Vec<Vec<T>> {
    let (first, second) = items.split_at(items.len() / 2);
    let mut found = vec![Vec::new(), first.to_vec(), second.to_vec()];
    for i in 0..items.len() {
        let mut fewer = items.to_vec();
        fewer.remove(i);
        found.push(fewer);
    }
    found
}

fn lists(items: &[Arg]) -> Vec<Arg> {
    let mut found: Vec<Arg> = without(items).into_iter().map(Arg::List).collect();
    for (i, item) in items.iter().enumerate() {
        for simple in simpler(item).into_iter().filter(|s| *s != Arg::None) {
            let mut other = items.to_vec();
            other[i] = simple;
            found.push(Arg::List(other));
        }
    }
    found
}

fn records(fields: &[(String, Arg)]) -> Vec<Vec<(String, Arg)>> {
    let mut found = without(fields);
    for (i, (name, value)) in fields.iter().enumerate() {
        for simple in simpler(value).into_iter().filter(|s| *s != Arg::None) {
            let mut other = fields.to_vec();
            other[i] = (name.clone(), simple);
            found.push(other);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shrinks for as long as some simpler value fails still.
    fn check(start: Arg, fails: impl Fn(&Arg) -> bool, expected: &Arg) {
        let mut best = start;
        while let Some(next) = simpler(&best).into_iter().find(|a| fails(a)) {
            assert!(weight(&next) < weight(&best));
            best = next;
        }
        assert_eq!(best, *expected);
    }

    #[test]
    fn numbers_go_to_the_least_that_fails() {
        let int = |a: &Arg| if let Arg::Int(n) = a { *n } else { 0 };
        check(Arg::Int(1 << 31), |a| int(a) > 1000, &Arg::Int(1001));
        check(Arg::Int((1 << 62) + 1), |a| int(a) > 1000 && int(a) % 2 == 1, &Arg::Int(1001));
        check(Arg::Int(-123_456), |a| int(a) < -77, &Arg::Int(-78));
        check(Arg::Int(i128::MAX), |_| true, &Arg::Int(0));
        let float = |a: &Arg| if let Arg::Float(x) = a { *x } else { 0.0 };
        check(Arg::Float(1234.567), |a| float(a) > 100.0, &Arg::Float(101.0));
        check(Arg::Float(0.123_456), |a| float(a) > 0.0, &Arg::Float(1.0));
    }

    #[test]
    fn texts_lists_and_records_get_short() {
        let holds = |a: &Arg| matches!(a, Arg::Text(t) if t.contains('z'));
        check(Arg::Text("some puzzle".into()), holds, &Arg::Text("z".into()));
        check(Arg::Text("some puzzle".into()), |_| true, &Arg::None);
        let items = (0..40).map(Arg::Int).collect();
        let has_two = |a: &Arg| matches!(a, Arg::List(l) if l.len() > 1);
        check(Arg::List(items), has_two, &Arg::List(vec![Arg::Int(0), Arg::Int(0)]));
        let fields = ["x", "y"].map(|name| (name.to_owned(), Arg::Int(900))).to_vec();
        let record = |fields| Arg::Record { class: "p".into(), fields, slot: None };
        let has_y = |a: &Arg| matches!(a, Arg::Record { fields, .. } if fields.iter().any(|(n, _)| n == "y"));
        check(record(fields), has_y, &record(vec![("y".into(), Arg::Int(0))]));
    }
}
