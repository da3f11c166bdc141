//! Merges marks that would cover one another into one mark that counts them.
//! The same marks merge in the same way whatever order they come in.

use crate::core::{
    geo::{Bounds, Point},
    order,
};

/// A mark before merging.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Disc {
    pub center_px: Point,
    /// How many events it stands for, which sets its size.
    pub weight: u32,
}

/// Two marks merge when they are closer than this share of their radii's sum:
/// a slight overlap still shows both.
const CLOSE: f64 = 0.8;

/// Discs that merge: the heaviest, which gives the group its place, and those it took in.
struct Group {
    first: usize,
    center_px: Point,
    weight: u32,
    others: Vec<usize>,
}

/// The groups of discs that merge, the heaviest group first. Each begins with its heaviest disc,
/// which gives the group its place. The heaviest disc takes in all that it overlaps, then the
/// next; as groups have grown by then, this repeats until no two overlap.
pub(super) fn merged(discs: &[Disc], radius_px: &dyn Fn(u32) -> f64) -> Vec<Vec<usize>> {
    let alone = |(first, disc): (usize, &Disc)| {
        let Disc { center_px, weight } = *disc;
        Group { first, center_px, weight, others: Vec::new() }
    };
    let mut groups: Vec<Group> = discs.iter().enumerate().map(alone).collect();
    loop {
        let before = groups.len();
        groups = pass(groups, radius_px);
        if groups.len() == before {
            let members = |group: Group| {
                let mut members = group.others;
                members.insert(0, group.first);
                members
            };
            return groups.into_iter().map(members).collect();
        }
    }
}

fn pass(mut groups: Vec<Group>, radius_px: &dyn Fn(u32) -> f64) -> Vec<Group> {
    order::sort_by(&mut groups, &|one, other| {
        other.weight.cmp(&one.weight).then(one.first.cmp(&other.first))
    });
    let sizes: Vec<(Point, f64)> =
        groups.iter().map(|group| (group.center_px, radius_px(group.weight))).collect();
    let mut grid = Grid::new(&sizes);
    let mut kept: Vec<(Group, f64)> = Vec::new();
    for (group, (center, radius)) in groups.into_iter().zip(sizes) {
        let taker = grid.near(center).filter(|&index| {
            kept.get(index).is_some_and(|(Group { center_px: at, .. }, other)| {
                let (dx, dy) = (at.x - center.x, at.y - center.y);
                dx * dx + dy * dy < (CLOSE * (radius + other)).powi(2)
            })
        });
        if let Some((taken, _)) = taker.min().and_then(|index| kept.get_mut(index)) {
            taken.weight += group.weight;
            taken.others.push(group.first);
            taken.others.extend(group.others);
        } else {
            grid.insert(center, kept.len());
            kept.push((group, radius));
        }
    }
    kept.into_iter().map(|(group, _)| group).collect()
}

/// Squares wide enough that whatever overlaps a disc lies in its square or the eight about it.
struct Grid {
    bounds: Bounds,
    cell_px: f64,
    columns: usize,
    rows: usize,
    cells: Vec<Vec<usize>>,
}

impl Grid {
    fn new(sizes: &[(Point, f64)]) -> Self {
        const MOST: f64 = 64.0;
        let zero = Bounds { min: Point::default(), max: Point::default() };
        let bounds = Bounds::of(sizes.iter().map(|(center, _)| *center)).unwrap_or(zero);
        let widest = sizes.iter().map(|(_, radius)| *radius).fold(1.0, f64::max);
        let cell_px =
            (2.0 * widest).max(bounds.width() / MOST).max(bounds.height() / MOST).max(1.0);
        let columns = (bounds.width() / cell_px) as usize + 1;
        let rows = (bounds.height() / cell_px) as usize + 1;
        Self { bounds, cell_px, columns, rows, cells: vec![Vec::new(); columns * rows] }
    }

    fn cell(&self, at: Point) -> (usize, usize) {
        let column = ((at.x - self.bounds.min.x) / self.cell_px) as usize;
        let row = ((at.y - self.bounds.min.y) / self.cell_px) as usize;
        (column.min(self.columns - 1), row.min(self.rows - 1))
    }

    fn insert(&mut self, at: Point, index: usize) {
        let (column, row) = self.cell(at);
        if let Some(cell) = self.cells.get_mut(row * self.columns + column) {
            cell.push(index);
        }
    }

    fn near(&self, at: Point) -> impl Iterator<Item = usize> {
        let (column, row) = self.cell(at);
        let rows = row.saturating_sub(1)..=(row + 1).min(self.rows - 1);
        rows.flat_map(move |row| {
            let columns = column.saturating_sub(1)..=(column + 1).min(self.columns - 1);
            columns.filter_map(move |column| self.cells.get(row * self.columns + column))
        })
        .flatten()
        .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn radius(weight: u32) -> f64 {
        (3.0 * f64::from(weight).sqrt()).min(17.0)
    }

    fn disc(x: f64, y: f64, weight: u32) -> Disc {
        Disc { center_px: Point { x, y }, weight }
    }

    fn check(discs: &[Disc], expected: &[&[usize]]) {
        assert_eq!(merged(discs, &radius), expected);
    }

    #[test]
    fn marks_apart_stay_apart_the_heaviest_first() {
        check(&[disc(0.0, 0.0, 1), disc(50.0, 0.0, 4)], &[&[1], &[0]]);
    }

    #[test]
    fn the_heavier_mark_takes_in_the_lighter() {
        check(&[disc(0.0, 0.0, 1), disc(6.0, 0.0, 4)], &[&[1, 0]]);
    }

    #[test]
    fn a_group_that_has_grown_takes_in_what_it_now_covers() {
        let discs = [disc(0.0, 0.0, 9), disc(3.0, 0.0, 9), disc(14.2, 0.0, 4)];
        assert!(14.2 > CLOSE * (radius(9) + radius(4)));
        check(&discs, &[&[0, 1, 2]]);
    }

    fn seeded(count: usize, mut seed: u64) -> Vec<Disc> {
        let mut random = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
            (seed >> 33) as f64 / f64::from(1_u32 << 31)
        };
        (0..count)
            .map(|_| disc(random() * 500.0, random() * 300.0, 1 + (random() * 20.0) as u32))
            .collect()
    }

    /// The same rule with every pair looked at, and no grid.
    fn naive(discs: &[Disc]) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = (0..discs.len()).map(|index| vec![index]).collect();
        loop {
            let weight = |group: &[usize]| group.iter().map(|&i| discs[i].weight).sum::<u32>();
            groups.sort_by_key(|group| (u32::MAX - weight(group), group[0]));
            let mut kept: Vec<(Vec<usize>, f64)> = Vec::new();
            for group in groups.clone() {
                let (at, own) = (discs[group[0]].center_px, radius(weight(&group)));
                let covers = |(other, radius): &(Vec<usize>, f64)| {
                    let center = discs[other[0]].center_px;
                    (center.x - at.x).hypot(center.y - at.y) < CLOSE * (own + radius)
                };
                match kept.iter().position(covers) {
                    Some(index) => kept[index].0.extend(group),
                    None => kept.push((group, own)),
                }
            }
            if kept.len() == groups.len() {
                return groups;
            }
            groups = kept.into_iter().map(|(group, _)| group).collect();
        }
    }

    #[test]
    fn merging_agrees_with_looking_at_every_pair() {
        for seed in 1..12 {
            let discs = seeded(150, seed);
            let groups = naive(&discs);
            assert!(groups.len() < 120, "nothing merges");
            assert_eq!(merged(&discs, &radius), groups, "seed {seed}");
        }
    }
}
