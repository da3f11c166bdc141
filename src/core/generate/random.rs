//! The small numbers that made-up records are made with.

use crate::core::random::Seeded;

pub(super) struct Random(Seeded);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(Seeded(seed))
    }

    /// A number from 0 to below the end.
    pub fn below(&mut self, end: u32) -> u32 {
        self.0.below(end as usize) as u32
    }

    /// The same, small numbers more often than great ones.
    pub fn skewed(&mut self, end: u32) -> u32 {
        self.0.skewed(end as usize) as u32
    }
}
