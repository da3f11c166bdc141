//! Numbers that look random and are the same everywhere: for tests and made-up records.

use crate::core::model::Row;

/// A stream of numbers that look random, the same for the same seed (Vigna, `SplitMix64`).
pub struct Seeded(pub u64);

impl Seeded {
    /// A number from 0 to below the end.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }

    /// The same, small numbers more often than great ones.
    pub fn skewed(&mut self, end: usize) -> usize {
        self.below(end) * self.below(end) / end.max(1)
    }

    /// One of a list, which holds at least one.
    pub fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// At most so many different rows below an end, in ascending order.
    pub fn rows(&mut self, end: usize, most: usize) -> Vec<Row> {
        let count = self.below(most + 1);
        let mut rows: Vec<Row> = (0..count).map(|_| self.below(end)).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}
