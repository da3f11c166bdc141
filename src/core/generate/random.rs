//! Numbers that look random and are the same everywhere (Vigna, `SplitMix64`).

pub(super) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 to below the end.
    pub fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % u64::from(end.max(1))) as u32
    }

    /// The same, small numbers more often than great ones.
    pub fn skewed(&mut self, end: u32) -> u32 {
        (u64::from(self.below(end)) * u64::from(self.below(end)) / u64::from(end.max(1))) as u32
    }
}
