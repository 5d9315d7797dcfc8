//! A record that CFFI's own rules would lay out otherwise, and that no compiler is asked about: every hole is spelled as
//! bytes, and what overlaps as an anonymous union.
//!
//! In: a record with the compiler's numbers. Out: members by which CFFI comes to the same size and offsets. Bit-fields are
//! not among them.

use super::natural::{Layout, Member, WIDEST, align_of, is_empty};
use crate::ir::RecordKind;
use crate::plan::{Record, Value};

/// With the alignments of the types where they allow it, else without any: then every place can be spelled.
pub fn layout(record: &Record, known: &[Layout]) -> Layout {
    let hides_bits = record.fields.iter().any(|f| f.bits.is_some());
    let spelled = |is_packed| {
        let (members, align) = Spelling { record, known, is_packed }.all()?;
        Some(Layout { is_packed, is_open: false, members, hides_bits, align })
    };
    spelled(false).or_else(|| spelled(true)).expect("without alignment every place can be spelled")
}

struct Spelling<'a> {
    record: &'a Record,
    known: &'a [Layout],
    is_packed: bool,
}

impl Spelling<'_> {
    /// The members and the alignment of the whole; `None` where a member lies closer than its type wants.
    fn all(&self) -> Option<(Vec<Member>, u64)> {
        let groups = self.groups();
        let is_aligned = |&i: &usize| self.record.fields[i].offset.is_multiple_of(self.align(&[i]));
        if !groups.iter().flatten().all(is_aligned) {
            return None;
        }
        let widest = groups.iter().map(|g| self.align(g)).max().unwrap_or(1);
        let wanted = if self.is_packed { 1 } else { widest.max(self.record.align.min(WIDEST)) };
        let align = (wanted > widest).then_some(Member::Align(wanted));
        let members = match self.record.kind {
            RecordKind::Struct => self.in_turn(&groups, wanted)?,
            RecordKind::Union => self.over_each_other(&groups, wanted),
        };
        let fits = self.record.size.is_multiple_of(wanted);
        fits.then(|| (align.into_iter().chain(members).collect(), wanted))
    }

    /// The members of a struct, one group behind the other; `None` where one reaches into the next.
    fn in_turn(&self, groups: &[Vec<usize>], wanted: u64) -> Option<Vec<Member>> {
        let (mut members, mut at) = (Vec::new(), 0_u64);
        for group in groups {
            let start = self.start(group);
            let hole = start.checked_sub(at)?;
            if at.next_multiple_of(self.align(group)) != start {
                members.push(Member::Hole(hole));
            }
            let (member, end) = self.group(group, wanted);
            members.push(member);
            at = end;
        }
        if at.next_multiple_of(wanted) != self.record.size {
            members.push(Member::Hole(self.record.size.saturating_sub(at)));
        }
        Some(members)
    }

    /// A field, or several that share bytes; and where CFFI goes on.
    fn group(&self, group: &[usize], wanted: u64) -> (Member, u64) {
        let (start, end) = (self.start(group), self.end(group));
        if let [only] = *group {
            let is_last = end.next_multiple_of(wanted) == self.record.size;
            if !self.is_flexible(only) || is_last {
                return (Member::Field(only), end);
            }
            // Behind an array of unknown length there can be nothing; beside it there can.
            let rest = Member::Hole(self.record.size.saturating_sub(end));
            let array = Member::Together(vec![Member::Field(only)]);
            return (Member::Either(vec![array, rest]), self.record.size);
        }
        let either = group.iter().map(|&i| self.alternative(i, start)).collect();
        (Member::Either(either), start + (end - start).next_multiple_of(self.align(group)))
    }

    /// The members of a union.
    fn over_each_other(&self, groups: &[Vec<usize>], wanted: u64) -> Vec<Member> {
        let fields: Vec<usize> = groups.concat();
        let mut members: Vec<Member> = fields.iter().map(|&i| self.alternative(i, 0)).collect();
        if self.end(&fields).next_multiple_of(wanted) != self.record.size {
            members.push(Member::Hole(self.record.size));
        }
        members
    }

    /// A member of a union, which begins at `start`: behind the bytes in front of it.
    fn alternative(&self, i: usize, start: u64) -> Member {
        match self.record.fields[i].offset - start {
            0 if !self.is_flexible(i) => Member::Field(i),
            0 => Member::Together(vec![Member::Field(i)]),
            before => Member::Together(vec![Member::Hole(before), Member::Field(i)]),
        }
    }

    /// The fields that are declared, in the order of their places; those that share bytes together.
    fn groups(&self) -> Vec<Vec<usize>> {
        let fields = &self.record.fields;
        let mut order: Vec<usize> = (0..fields.len()).filter(|&i| fields[i].bits.is_none()).collect();
        order.sort_by_key(|&i| fields[i].offset);
        let (mut groups, mut end): (Vec<Vec<usize>>, u64) = (Vec::new(), 0);
        for i in order {
            match groups.last_mut().filter(|_| fields[i].offset < end) {
                Some(group) => group.push(i),
                None => groups.push(vec![i]),
            }
            end = end.max(self.end(&[i]));
        }
        groups
    }

    fn align(&self, group: &[usize]) -> u64 {
        let own = |&i: &usize| match &self.record.fields[i] {
            field if is_empty(field) => 1,
            field => align_of(&field.value, self.known),
        };
        if self.is_packed { 1 } else { group.iter().map(own).max().unwrap_or(1) }
    }

    fn start(&self, group: &[usize]) -> u64 {
        group.first().map_or(0, |&i| self.record.fields[i].offset)
    }

    fn end(&self, group: &[usize]) -> u64 {
        let end = |&i: &usize| self.record.fields[i].offset + self.record.fields[i].size;
        group.iter().map(end).max().unwrap_or(0)
    }

    fn is_flexible(&self, i: usize) -> bool {
        matches!(self.record.fields[i].value, Value::Flexible { .. })
    }
}
