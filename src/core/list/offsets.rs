//! Heights one after another: where each begins, and which lies at a distance from the top.
//! A Fenwick tree (Fenwick 1994, "A new data structure for cumulative frequency tables"), so that
//! a height measured later costs as little as a look-up.

/// Heights in CSS pixels, none below zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offsets {
    heights_px: Vec<f64>,
    /// Node `n`, counted from 1, holds the sum of the last `n & -n` heights up to the `n`-th.
    tree: Vec<f64>,
}

impl Offsets {
    pub fn new(heights_px: Vec<f64>) -> Self {
        let mut tree = heights_px.clone();
        for at in 0..tree.len() {
            let parent = at | (at + 1);
            if let (Some(sum), true) = (tree.get(at).copied(), parent < tree.len())
                && let Some(node) = tree.get_mut(parent)
            {
                *node += sum;
            }
        }
        Self { heights_px, tree }
    }

    pub fn height_px(&self, index: usize) -> f64 {
        self.heights_px.get(index).copied().unwrap_or(0.0)
    }

    /// Sets a height and says by how much it changed.
    pub fn set(&mut self, index: usize, height_px: f64) -> f64 {
        let Some(height) = self.heights_px.get_mut(index) else { return 0.0 };
        let change_px = height_px - *height;
        *height = height_px;
        let mut at = index;
        while let Some(node) = self.tree.get_mut(at) {
            *node += change_px;
            at |= at + 1;
        }
        change_px
    }

    /// The distance from the top to where an item begins; the whole height for one past the last.
    pub fn start_px(&self, index: usize) -> f64 {
        let mut sum = 0.0;
        let mut count = index.min(self.tree.len());
        while let Some(node) = count.checked_sub(1).and_then(|at| self.tree.get(at)) {
            sum += node;
            count &= count - 1;
        }
        sum
    }

    pub fn total_px(&self) -> f64 {
        self.start_px(self.tree.len())
    }

    /// The item that lies at a distance from the top, the last one for any beyond.
    pub fn at_px(&self, distance_px: f64) -> usize {
        let (mut count, mut sum) = (0, 0.0);
        let mut step = self.tree.len().checked_ilog2().map_or(0, |bits| 1_usize << bits);
        while step > 0 {
            if let Some(node) = self.tree.get(count + step - 1)
                && sum + node <= distance_px
            {
                count += step;
                sum += node;
            }
            step /= 2;
        }
        count.min(self.tree.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::sample::Seeded;

    fn check(heights: &[f64], offsets: &Offsets) {
        for index in 0..=heights.len() {
            let naive: f64 = heights.iter().take(index).sum();
            assert!((offsets.start_px(index) - naive).abs() < 1e-6, "{index} of {heights:?}");
        }
        for distance in 0..heights.iter().sum::<f64>() as usize {
            let distance = distance as f64 + 0.5;
            let mut end = 0.0;
            let naive = heights.iter().position(|height| {
                end += height;
                distance < end
            });
            assert_eq!(Some(offsets.at_px(distance)), naive, "{distance} in {heights:?}");
        }
    }

    #[test]
    fn offsets_are_the_sums_of_the_heights_before_also_after_new_measures() {
        let mut seeded = Seeded(61);
        for count in [0, 1, 2, 3, 7, 8, 9, 31, 100] {
            let mut heights: Vec<f64> = (0..count).map(|_| seeded.below(30) as f64).collect();
            let mut offsets = Offsets::new(heights.clone());
            check(&heights, &offsets);
            for _ in 0..count {
                let (index, height) = (seeded.below(count), seeded.below(40) as f64);
                let change = offsets.set(index, height);
                assert!((change - (height - heights[index])).abs() < 1e-9);
                heights[index] = height;
            }
            check(&heights, &offsets);
        }
    }

    #[test]
    fn beyond_the_ends_lie_the_first_and_the_last() {
        let offsets = Offsets::new(vec![10.0, 10.0, 10.0]);
        assert_eq!([-5.0, 0.0, 29.0, 30.0, 1e9].map(|px| offsets.at_px(px)), [0, 0, 2, 2, 2]);
        assert_eq!(Offsets::new(vec![]).at_px(5.0), 0);
    }
}
