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

/// Where a chain ends.
const END: usize = usize::MAX;

/// The groups of discs that merge, the heaviest group first. Each begins with its heaviest disc,
/// which gives the group its place. The heaviest disc takes in all that it overlaps, then the
/// next; as groups have grown by then, this repeats until no two overlap.
pub(super) fn merged(discs: &[Disc], radius_px: &dyn Fn(u32) -> f64) -> Vec<Vec<usize>> {
    let mut groups = Groups {
        firsts: (0..discs.len()).collect(),
        weights: discs.iter().map(|disc| disc.weight).collect(),
        next: vec![END; discs.len()],
        last: (0..discs.len()).collect(),
    };
    while groups.pass(discs, radius_px) {}
    groups.firsts.iter().map(|first| chain(&groups.next, *first).collect()).collect()
}

/// The discs of each group as a chain from its first one on.
struct Groups {
    firsts: Vec<usize>,
    /// By disc, how heavy the group is that begins with it.
    weights: Vec<u32>,
    /// By disc, the one after it in its group.
    next: Vec<usize>,
    /// By disc, the last one of the group that begins with it.
    last: Vec<usize>,
}

impl Groups {
    /// Has each group, the heaviest first, taken in by the first one that it overlaps; says whether any was.
    fn pass(&mut self, discs: &[Disc], radius_px: &dyn Fn(u32) -> f64) -> bool {
        let weight = |first: usize| self.weights.get(first).copied().unwrap_or_default();
        order::sort_by(&mut self.firsts, &|one, other| {
            weight(*other).cmp(&weight(*one)).then(one.cmp(other))
        });
        let circle = |first: &usize| {
            let disc = discs.get(*first)?;
            Some((disc.center_px, radius_px(weight(*first))))
        };
        // Every first one is a disc.
        let circles: Vec<(Point, f64)> = self.firsts.iter().filter_map(circle).collect();
        let mut grid = Grid::new(&circles);
        let before = self.firsts.len();
        let mut kept: Vec<usize> = Vec::with_capacity(before);
        for (first, circle) in std::mem::take(&mut self.firsts).into_iter().zip(circles) {
            if let Some(taker) = grid.taker(circle).and_then(|taker| kept.get(taker)) {
                self.link(*taker, first);
            } else {
                grid.insert(circle);
                kept.push(first);
            }
        }
        self.firsts = kept;
        self.firsts.len() < before
    }

    /// Lets one group go on with another.
    fn link(&mut self, taker: usize, taken: usize) {
        let of = |list: &[usize], at: usize| list.get(at).copied().unwrap_or(END);
        let (end, last) = (of(&self.last, taker), of(&self.last, taken));
        let more = self.weights.get(taken).copied().unwrap_or_default();
        if let (Some(next), Some(end), Some(weight)) =
            (self.next.get_mut(end), self.last.get_mut(taker), self.weights.get_mut(taker))
        {
            (*next, *end) = (taken, last);
            *weight += more;
        }
    }
}

/// What a list of positions leads to from one on, until it ends.
fn chain(next: &[usize], first: usize) -> impl Iterator<Item = usize> {
    let within = |at: usize| (at != END).then_some(at);
    std::iter::successors(within(first), move |at| next.get(*at).copied().and_then(within))
}

/// Squares wide enough that whatever overlaps a circle lies in its square or the eight about it.
struct Grid {
    bounds: Bounds,
    cell_px: f64,
    columns: usize,
    rows: usize,
    /// By square, the circle that came last.
    heads: Vec<usize>,
    /// The circles that stand, and the one before each in its square.
    circles: Vec<(Point, f64)>,
    before: Vec<usize>,
}

impl Grid {
    fn new(circles: &[(Point, f64)]) -> Self {
        const MOST: f64 = 64.0;
        let zero = Bounds { min: Point::default(), max: Point::default() };
        let bounds = Bounds::of(circles.iter().map(|(center, _)| *center)).unwrap_or(zero);
        let widest = circles.iter().map(|(_, radius)| *radius).fold(1.0, f64::max);
        let cell_px =
            (2.0 * widest).max(bounds.width() / MOST).max(bounds.height() / MOST).max(1.0);
        let columns = (bounds.width() / cell_px) as usize + 1;
        let rows = (bounds.height() / cell_px) as usize + 1;
        let heads = vec![END; columns * rows];
        Self { bounds, cell_px, columns, rows, heads, circles: Vec::new(), before: Vec::new() }
    }

    fn cell(&self, at: Point) -> (usize, usize) {
        let column = ((at.x - self.bounds.min.x) / self.cell_px) as usize;
        let row = ((at.y - self.bounds.min.y) / self.cell_px) as usize;
        (column.min(self.columns - 1), row.min(self.rows - 1))
    }

    fn insert(&mut self, circle: (Point, f64)) {
        let (column, row) = self.cell(circle.0);
        if let Some(head) = self.heads.get_mut(row * self.columns + column) {
            self.before.push(std::mem::replace(head, self.circles.len()));
            self.circles.push(circle);
        }
    }

    /// The first circle that takes another one in.
    fn taker(&self, (center, radius): (Point, f64)) -> Option<usize> {
        let (column, row) = self.cell(center);
        let mut found = None;
        for row in row.saturating_sub(1)..=(row + 1).min(self.rows - 1) {
            for column in column.saturating_sub(1)..=(column + 1).min(self.columns - 1) {
                let head = self.heads.get(row * self.columns + column);
                for at in chain(&self.before, head.copied().unwrap_or(END)) {
                    let Some((other, other_radius)) = self.circles.get(at) else { break };
                    let (dx, dy) = (other.x - center.x, other.y - center.y);
                    let near = CLOSE * (radius + other_radius);
                    if dx * dx + dy * dy < near * near && found.is_none_or(|found| at < found) {
                        found = Some(at);
                    }
                }
            }
        }
        found
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
