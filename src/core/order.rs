//! Putting things in order. The standard library's sort is made anew for every type and every
//! comparison, some three kilobytes each; here one copy orders positions, and the things follow.

use std::cmp::Ordering;

/// Sorts stably by a comparison, in O(n log n) comparisons.
pub fn sort_by<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let mut from = order(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    // Each cycle of the permutation is walked once; what is in place points to itself.
    for start in 0..from.len() {
        let mut at = start;
        while let Some(&source) = from.get(at) {
            if let Some(done) = from.get_mut(at) {
                *done = at;
            }
            if source == start || source == at {
                break;
            }
            items.swap(at, source);
            at = source;
        }
    }
}

/// Sorts stably by a key.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, &|one, other| key(one).cmp(&key(other)));
}

/// The positions of so many things in their order.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..count).collect();
    positions.sort_by(|one, other| compare(*one, *other));
    positions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_put_in_the_order_of_the_standard_sort() {
        let mut seed = 9_u32;
        for length in 0..200_usize {
            let mut items: Vec<(u32, usize)> = (0..length)
                .map(|at| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    ((seed >> 16) % 20, at)
                })
                .collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_by_key(&mut items, |item| item.0);
            assert_eq!(items, expected, "of {length}");
        }
    }
}
