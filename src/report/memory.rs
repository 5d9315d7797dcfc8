//! The table of what one object takes.

use super::model::Report;
use crate::bench::{Memory, ObjectSize};

/// What the cells say.
pub const NOTE: &str = "bytes in all: Python's own allocator + malloc; what sys.getsizeof says";

/// `["one object", "ctypes", …]` and a row for each class; nothing where there are none.
pub fn memory(report: &Report) -> Vec<Vec<String>> {
    if report.memory.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![vec!["one object".to_owned()]];
    rows[0].extend(report.styles.iter().map(|s| s.style.clone()));
    rows.extend(report.memory.iter().map(row));
    rows
}

fn row(Memory { class, cells }: &Memory) -> Vec<String> {
    let cell = |cell: &Option<ObjectSize>| cell.as_ref().map_or_else(|| "–".to_owned(), size);
    std::iter::once(class.clone()).chain(cells.iter().map(cell)).collect()
}

/// `208 B: 64 + 144; says 64`
fn size(size: &ObjectSize) -> String {
    let ObjectSize { pool_bytes, malloc_bytes, getsizeof, .. } = size;
    format!("{:.0} B: {pool_bytes:.0} + {malloc_bytes:.0}; says {getsizeof}", size.bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_where_and_what_is_said_of_it() {
        let object = ObjectSize {
            class: "Point".into(),
            blocks: 1.0,
            pool_bytes: 64.0,
            malloc_bytes: 144.0,
            getsizeof: 64,
        };
        let mut report = Report::new("m", super::super::Bound::default(), Vec::new());
        assert!(memory(&report).is_empty());
        report.memory = vec![Memory { class: "Point".into(), cells: vec![Some(object), None] }];
        assert_eq!(memory(&report)[1], ["Point", "208 B: 64 + 144; says 64", "–"]);
    }
}
