//! A set of events as one bit per row: what a filter lets through.
//! Which filter made it is not kept.

use std::{ops::Range, sync::Arc};

use crate::core::model::Row;

/// A set of event rows, shared by pointer: a clone costs nothing.
#[derive(Clone, Debug)]
pub struct Mask {
    words: Arc<[u64]>,
    rows: usize,
    count: usize,
}

impl Mask {
    /// Every one of so many rows.
    pub fn full(rows: usize) -> Self {
        let mut words = vec![u64::MAX; rows.div_ceil(64)];
        if let (Some(last), used @ 1..) = (words.last_mut(), rows % 64) {
            *last = (1 << used) - 1;
        }
        Self::from_words(words, rows)
    }

    /// The given rows out of so many; rows beyond are left out.
    pub fn of_rows(rows: usize, chosen: impl IntoIterator<Item = Row>) -> Self {
        let mut words = vec![0_u64; rows.div_ceil(64)];
        for row in chosen.into_iter().filter(|row| *row < rows) {
            if let Some(word) = words.get_mut(row / 64) {
                *word |= 1 << (row % 64);
            }
        }
        Self::from_words(words, rows)
    }

    /// The rows of which something holds.
    pub fn of(rows: usize, holds: &dyn Fn(Row) -> bool) -> Self {
        let word = |at: usize| {
            let end = (at + 64).min(rows);
            (at..end).rev().fold(0_u64, |word, row| word << 1 | u64::from(holds(row)))
        };
        Self::from_words((0..rows).step_by(64).map(word).collect(), rows)
    }

    /// The rows of a range, and single rows besides.
    pub fn of_range(rows: usize, range: Range<Row>, besides: impl Iterator<Item = Row>) -> Self {
        let below = |row: usize, at: usize| match row.saturating_sub(at) {
            0 => 0,
            used @ 1..64 => (1_u64 << used) - 1,
            _ => u64::MAX,
        };
        let word = |at: usize| below(range.end.min(rows), at) & !below(range.start, at);
        let mut words: Vec<u64> = (0..rows).step_by(64).map(word).collect();
        for row in besides {
            if let Some(word) = words.get_mut(row / 64) {
                *word |= 1 << (row % 64);
            }
        }
        Self::from_words(words, rows)
    }

    /// The rows whose bits are set, 64 rows a word; no bit stands beyond the last row.
    pub(super) fn from_words(words: Vec<u64>, rows: usize) -> Self {
        let count = words.iter().map(|word| word.count_ones() as usize).sum();
        Self { words: words.into(), rows, count }
    }

    /// The rows in both sets; both must be of the same record.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        if other.is_full() || Arc::ptr_eq(&self.words, &other.words) {
            return self.clone();
        }
        if self.is_full() {
            return other.clone();
        }
        let words = self.words.iter().zip(other.words.iter()).map(|(one, two)| one & two).collect();
        Self::from_words(words, self.rows.min(other.rows))
    }

    /// How many rows are in the set.
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many rows there are to choose from.
    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub fn is_full(&self) -> bool {
        self.count == self.rows
    }

    pub fn contains(&self, row: Row) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// The set as bits, 64 rows a word, the first row lowest.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The rows in the set, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = Row> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| Bits(*word).map(move |b| at * 64 + b))
    }

    /// The first row of the set after this one.
    pub fn next_after(&self, row: Row) -> Option<Row> {
        let from = row.checked_add(1)?;
        let at = from / 64;
        let first = self.words.get(at)? & (u64::MAX << (from % 64));
        let rest = self.words.get(at + 1..).unwrap_or_default().iter().copied();
        std::iter::once(first)
            .chain(rest)
            .enumerate()
            .find(|(_, word)| *word != 0)
            .map(|(ahead, word)| (at + ahead) * 64 + word.trailing_zeros() as usize)
    }

    /// The last row of the set before this one.
    pub fn last_before(&self, row: Row) -> Option<Row> {
        let row = row.min(self.rows);
        let at = row / 64;
        let part = self.words.get(at).map_or(0, |word| word & ((1_u64 << (row % 64)) - 1));
        let below = self.words.get(..at).unwrap_or_default().iter().copied().rev();
        std::iter::once(part)
            .chain(below)
            .enumerate()
            .find(|(_, word)| *word != 0)
            .map(|(behind, word)| (at - behind) * 64 + 63 - word.leading_zeros() as usize)
    }
}

/// Shared sets are equal at once; others are compared by 64 rows at a time.
impl PartialEq for Mask {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
            && self.count == other.count
            && (Arc::ptr_eq(&self.words, &other.words) || self.words == other.words)
    }
}

impl Eq for Mask {}

/// The positions of a word's set bits, lowest first.
struct Bits(u64);

impl Iterator for Bits {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let at = self.0.trailing_zeros() as usize;
        (self.0 != 0).then(|| {
            self.0 &= self.0 - 1;
            at
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::core::query::sample::Seeded;

    fn check(rows: usize, chosen: &BTreeSet<Row>) {
        let mask = Mask::of_rows(rows, chosen.iter().copied());
        assert_eq!(mask.iter().collect::<Vec<_>>(), chosen.iter().copied().collect::<Vec<_>>());
        assert_eq!(mask.count(), chosen.len());
        for row in 0..rows + 3 {
            assert_eq!(mask.contains(row), chosen.contains(&row), "{row} of {rows}");
            let next = chosen.range(row + 1..).next().copied();
            assert_eq!(mask.next_after(row), next, "after {row} of {rows}");
            let before = chosen.range(..row).next_back().copied();
            assert_eq!(mask.last_before(row), before, "before {row} of {rows}");
        }
    }

    #[test]
    fn a_mask_holds_what_a_set_of_rows_holds() {
        let mut seeded = Seeded(7);
        for rows in [0, 1, 5, 63, 64, 65, 127, 128, 129, 300] {
            for thinness in [1, 2, 40] {
                check(rows, &(0..rows).filter(|_| seeded.below(thinness) == 0).collect());
            }
        }
    }

    #[test]
    fn a_mask_of_a_range_or_of_what_holds_is_that_of_its_rows() {
        let mut seeded = Seeded(9);
        for rows in [0, 1, 63, 64, 65, 200] {
            for _ in 0..40 {
                let (one, other) = (seeded.below(rows + 1), seeded.below(rows + 1));
                let range = one.min(other)..one.max(other);
                let besides = seeded.rows(rows.max(1), 4);
                let besides: Vec<Row> = besides.into_iter().filter(|row| *row < rows).collect();
                let naive = Mask::of_rows(rows, range.clone().chain(besides.iter().copied()));
                let made = Mask::of_range(rows, range.clone(), besides.iter().copied());
                assert_eq!(made, naive, "{range:?} and {besides:?} of {rows}");
                let holds = |row| range.contains(&row) || besides.contains(&row);
                assert_eq!(Mask::of(rows, &holds), naive);
            }
        }
    }

    #[test]
    fn two_masks_meet_in_the_rows_of_both() {
        let mut seeded = Seeded(8);
        for rows in [1, 64, 200] {
            let one: BTreeSet<Row> = (0..rows).filter(|_| seeded.below(2) == 0).collect();
            let two: BTreeSet<Row> = (0..rows).filter(|_| seeded.below(3) == 0).collect();
            let both = Mask::of_rows(rows, one.iter().copied())
                .and(&Mask::of_rows(rows, two.iter().copied()));
            assert_eq!(both, Mask::of_rows(rows, one.intersection(&two).copied()));
            assert_eq!(Mask::full(rows).and(&both), both);
            assert_eq!(Mask::full(rows).count(), rows);
        }
    }

    #[test]
    fn a_row_beyond_the_record_is_left_out() {
        assert_eq!(Mask::of_rows(3, [1, 3, 900]).iter().collect::<Vec<_>>(), [1]);
    }
}
