//! Where the rows of a set stand among one another: how many come before a row, and which row has
//! so many before it. Counts are kept at every few words; within them bits are counted.
//! (Jacobson 1989, "Space-efficient static trees and graphs": rank and select.)

use crate::core::{model::Row, query::Mask};

/// The words of 64 rows from one kept count to the next.
const STEP: usize = 8;

/// A set with its kept counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ranks {
    mask: Mask,
    /// The rows of the set before the first word, before the `STEP`-th, and so on.
    kept: Vec<u32>,
}

impl Ranks {
    pub fn new(mask: &Mask) -> Self {
        let mut count = 0;
        let kept = mask.words().chunks(STEP).map(|words| {
            let before = count;
            count += words.iter().map(|word| word.count_ones()).sum::<u32>();
            before
        });
        Self { kept: kept.collect(), mask: mask.clone() }
    }

    /// How many rows are in the set.
    pub fn count(&self) -> usize {
        self.mask.count()
    }

    /// How many rows of the set come before a row, which need not be in it.
    pub fn before(&self, row: Row) -> usize {
        let word = row / 64;
        let Some(kept) = self.kept.get(word / STEP) else { return self.count() };
        let words = self.mask.words();
        let whole = words.get(word / STEP * STEP..word.min(words.len())).unwrap_or_default();
        let part = words.get(word).map_or(0, |bits| bits & ((1_u64 << (row % 64)) - 1));
        let ones: u32 = whole.iter().map(|word| word.count_ones()).sum();
        (kept + ones + part.count_ones()) as usize
    }

    /// The row that has so many of the set before it.
    pub fn row(&self, before: usize) -> Option<Row> {
        if before >= self.count() {
            return None;
        }
        let at = self.kept.partition_point(|kept| *kept as usize <= before).checked_sub(1)?;
        let mut left = before - *self.kept.get(at)? as usize;
        for (word, bits) in self.mask.words().iter().enumerate().skip(at * STEP) {
            let ones = bits.count_ones() as usize;
            if left < ones {
                // The bits below the wanted one go, lowest first.
                let bits = (0..left).fold(*bits, |bits, _| bits & (bits - 1));
                return Some(word * 64 + bits.trailing_zeros() as usize);
            }
            left -= ones;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::sample::Seeded;

    #[test]
    fn places_in_a_set_are_those_a_walk_counts() {
        let mut seeded = Seeded(61);
        for rows in [0, 1, 63, 64, 65, 511, 512, 513, 3_000] {
            for thinness in [1, 2, 40, 700] {
                let chosen: Vec<Row> = (0..rows).filter(|_| seeded.below(thinness) == 0).collect();
                let ranks = Ranks::new(&Mask::of_rows(rows, chosen.iter().copied()));
                for (before, row) in chosen.iter().enumerate() {
                    assert_eq!(ranks.row(before), Some(*row), "{before} of {rows}");
                }
                assert_eq!(ranks.row(chosen.len()), None);
                for row in 0..rows + 70 {
                    let naive = chosen.iter().filter(|other| **other < row).count();
                    assert_eq!(ranks.before(row), naive, "before {row} of {rows}");
                }
            }
        }
    }
}
