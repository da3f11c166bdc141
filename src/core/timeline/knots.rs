//! The knots of one cord: events that would overlap become one counted knot,
//! and deaths stand out as discs with their number. Drawn nowhere here.

use super::{Anchor, TimeScale};
use crate::core::order;
use crate::core::{
    model::{Family, Kind, Row},
    time::{Day, Span},
};

/// The radius of a single event's mark, in CSS pixels.
pub const MARK_PX: f64 = 4.7;

/// The least and greatest room for a mark beside others of its day, and its radius in the latter.
const SLOT_PX: f64 = MARK_PX * 2.0 + 1.6;
const WIDEST_SLOT_PX: f64 = 15.0;
const WIDE_MARK_PX: f64 = 5.8;

/// From this width of a day on, a day's events stand beside one another.
const WIDE_DAY_PX: f64 = 24.0;

/// How far two neighbours' outlines may run into each other, in CSS pixels.
const OVERLAP_PX: f64 = 2.0;

/// Events drawn as one, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Knot {
    /// Rows of `Archive::events`, in the order of time.
    pub rows: Vec<Row>,
    pub x_px: f64,
    pub y_px: f64,
    pub radius_px: f64,
    pub shape: KnotShape,
    pub first: Day,
    pub last: Day,
    /// Every day its events may have lasted.
    pub span: Span,
}

/// How a knot is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnotShape {
    /// One event, by its kind.
    Mark(Kind),
    /// So many events; of one family, or of several.
    Count(usize, Option<Family>),
    /// So many people killed; with other events beside, or not.
    Deaths { deaths: u32, more: bool },
}

/// The knots of a lane's events in view, which come in the order of time, from left to right on a
/// cord at `y_px` with so much height around it.
pub fn knots(seen: &[Anchor], scale: TimeScale, y_px: f64, height_px: f64) -> Vec<Knot> {
    let lane =
        Lane { scale, y_px, rows: (((height_px - 4.0) / (MARK_PX * 2.0 + 0.6)) as usize).max(1) };
    let mut knots = if scale.px_per_day() >= WIDE_DAY_PX {
        seen.chunk_by(|a, b| a.day == b.day).flat_map(|day| lane.day(day)).collect()
    } else {
        lane.stretch(seen)
    };
    order::sort_by(&mut knots, &|a, b| {
        a.x_px.total_cmp(&b.x_px).then(a.y_px.total_cmp(&b.y_px)).then(a.rows.cmp(&b.rows))
    });
    knots
}

/// A cord, and how many marks can stand one above the other on it.
#[derive(Clone, Copy)]
struct Lane {
    scale: TimeScale,
    y_px: f64,
    rows: usize,
}

/// Neighbouring events that share a place on the cord.
struct Group {
    anchors: Vec<Anchor>,
    first_px: f64,
    last_px: f64,
    /// The events' places times their weights, and the weights: deaths, or one an event.
    sum_px: f64,
    weight: f64,
    /// Events without deaths that hide behind a disc.
    beside: Vec<Anchor>,
}

impl Group {
    fn new(anchor: Anchor, x_px: f64) -> Self {
        let weight = f64::from(anchor.deaths.max(1));
        Self {
            anchors: vec![anchor],
            first_px: x_px,
            last_px: x_px,
            sum_px: x_px * weight,
            weight,
            beside: Vec::new(),
        }
    }

    /// The group and one to its right as one.
    fn joined(mut self, mut right: Self) -> Self {
        self.anchors.append(&mut right.anchors);
        self.last_px = self.last_px.max(right.last_px);
        self.sum_px += right.sum_px;
        self.weight += right.weight;
        self
    }

    /// The mean of the events' places by their weights.
    fn x_px(&self) -> f64 {
        self.sum_px / self.weight
    }

    /// The radius of the disc, where the weights are deaths.
    fn disc_px(&self) -> f64 {
        disc_px(self.weight as u32)
    }

    /// How far the group reaches, where so many marks can stand one above the other.
    fn reach_px(&self, rows: usize) -> (f64, f64) {
        if self.anchors.len() <= rows {
            return (self.first_px - MARK_PX, self.last_px + MARK_PX);
        }
        let half_px = count_px(self.anchors.len());
        (self.x_px() - half_px, self.x_px() + half_px)
    }
}

impl Lane {
    /// One day's events side by side, as far as the day is wide.
    fn day(self, anchors: &[Anchor]) -> Vec<Knot> {
        let (killed, plain): (Vec<Anchor>, Vec<Anchor>) =
            anchors.iter().partition(|anchor| anchor.deaths > 0);
        let room_px = self.scale.px_per_day() - 1.0;
        let discs: Vec<Knot> =
            killed.iter().map(|anchor| self.disc(&[*anchor], &[], 0.0)).collect();
        let one_disc: Vec<Knot> =
            killed.first().map(|_| self.disc(&killed, &[], 0.0)).into_iter().collect();
        for (discs, tall) in [(&discs, 1), (&discs, self.rows), (&one_disc, self.rows)] {
            let columns = plain.len().div_ceil(tall);
            let free_px = room_px - discs_px(discs);
            if free_px >= SLOT_PX * columns as f64 || discs.len() + columns <= 1 {
                let slot_px = (free_px / columns.max(1) as f64).clamp(SLOT_PX, WIDEST_SLOT_PX);
                return self.in_a_row(discs, &plain, tall, slot_px);
            }
        }
        if killed.is_empty() {
            return vec![self.count(&plain)];
        }
        let width_px = discs_px(&one_disc) + 2.0 * count_px(plain.len()) + 2.0;
        if width_px <= room_px {
            let mut count = self.count(&plain);
            let left_px = count.x_px - width_px / 2.0;
            count.x_px = left_px + width_px - 1.0 - count.radius_px;
            let disc = one_disc.into_iter();
            let disc = disc.map(|disc| Knot { x_px: left_px + 1.0 + disc.radius_px, ..disc });
            return disc.chain([count]).collect();
        }
        vec![self.disc(&killed, &plain, self.center(anchors))]
    }

    /// Discs, then columns of so many marks, centred on their day.
    fn in_a_row(self, discs: &[Knot], plain: &[Anchor], tall: usize, slot_px: f64) -> Vec<Knot> {
        let day = discs.first().map(|disc| disc.first).or(plain.first().map(|anchor| anchor.day));
        let width_px = discs_px(discs) + slot_px * plain.len().div_ceil(tall) as f64;
        let mut x_px = day.map_or(0.0, |day| self.scale.center_px(day)) - width_px / 2.0;
        let mut knots = Vec::with_capacity(discs.len() + plain.len());
        for disc in discs {
            let half_px = disc.radius_px + 1.0;
            knots.push(Knot { x_px: x_px + half_px, ..disc.clone() });
            x_px += half_px * 2.0;
        }
        for column in plain.chunks(tall) {
            knots.extend(self.column(column, |_| x_px + slot_px / 2.0));
            x_px += slot_px;
        }
        if slot_px >= WIDEST_SLOT_PX && tall == 1 {
            let marks = knots.iter_mut().filter(|knot| matches!(knot.shape, KnotShape::Mark(_)));
            marks.for_each(|mark| mark.radius_px = WIDE_MARK_PX);
        }
        knots
    }

    /// Events over many narrow days: discs first, and what hides behind one joins it.
    fn stretch(self, anchors: &[Anchor]) -> Vec<Knot> {
        let mut discs = self.discs(anchors);
        let mut groups: Vec<Group> = Vec::new();
        // The first disc that does not lie wholly to the left, and the groups beyond those that do.
        let (mut next, mut free) = (0, 0);
        for anchor in anchors.iter().filter(|anchor| anchor.deaths == 0) {
            let x_px = self.scale.center_px(anchor.day);
            let reach_px = |disc: &Group| disc.disc_px() + MARK_PX - OVERLAP_PX * 0.5;
            while discs.get(next).is_some_and(|disc| disc.x_px() + reach_px(disc) < x_px) {
                next += 1;
                free = groups.len();
            }
            if let Some(disc) = discs.get_mut(next)
                && (disc.x_px() - x_px).abs() <= reach_px(disc)
            {
                disc.beside.push(*anchor);
                continue;
            }
            let mut group = Group::new(*anchor, x_px);
            while groups.len() > free
                && groups.last().is_some_and(|last| {
                    last.reach_px(self.rows).1 - OVERLAP_PX > group.reach_px(self.rows).0
                })
                && let Some(last) = groups.pop()
            {
                group = last.joined(group);
            }
            groups.push(group);
        }
        let mut knots = Vec::with_capacity(discs.len() + groups.len());
        for group in groups {
            if let Some(disc) = self.hidden_by(&group, &discs) {
                if let Some(disc) = discs.get_mut(disc) {
                    disc.beside.extend(group.anchors);
                }
            } else if group.anchors.len() <= self.rows {
                knots.extend(self.column(&group.anchors, |one| self.scale.center_px(one.day)));
            } else {
                knots.push(self.count(&group.anchors));
            }
        }
        knots.extend(discs.iter().map(|disc| self.disc(&disc.anchors, &disc.beside, disc.x_px())));
        knots
    }

    /// The events with deaths, those that would overlap in one disc.
    fn discs(self, anchors: &[Anchor]) -> Vec<Group> {
        let mut discs: Vec<Group> = Vec::new();
        for anchor in anchors.iter().filter(|anchor| anchor.deaths > 0) {
            let mut disc = Group::new(*anchor, self.scale.center_px(anchor.day));
            while discs.last().is_some_and(|last| {
                let apart_px = disc.x_px() - last.x_px();
                apart_px < last.disc_px() + disc.disc_px() - OVERLAP_PX
            }) && let Some(last) = discs.pop()
            {
                disc = last.joined(disc);
            }
            discs.push(disc);
        }
        discs
    }

    /// The disc that leaves a group too little room beside it, if one does.
    fn hidden_by(self, group: &Group, discs: &[Group]) -> Option<usize> {
        let (left_px, right_px) = group.reach_px(self.rows);
        let next = discs.partition_point(|disc| disc.x_px() < left_px);
        [next.checked_sub(1), Some(next)].into_iter().flatten().find(|at| {
            discs.get(*at).is_some_and(|disc| {
                let covered_px = (right_px - disc.x_px()).min(disc.x_px() - left_px);
                covered_px + disc.disc_px() > OVERLAP_PX * 0.5
            })
        })
    }

    /// Marks one above the other, centred on the cord.
    fn column(self, anchors: &[Anchor], x_px: impl Fn(&Anchor) -> f64) -> Vec<Knot> {
        let step_px = MARK_PX * 2.0 + 1.4;
        let top_px = self.y_px - step_px * (anchors.len().saturating_sub(1)) as f64 / 2.0;
        anchors
            .iter()
            .enumerate()
            .map(|(at, anchor)| Knot {
                rows: vec![anchor.row],
                x_px: x_px(anchor),
                y_px: top_px + step_px * at as f64,
                radius_px: MARK_PX,
                shape: KnotShape::Mark(anchor.kind),
                first: anchor.day,
                last: anchor.day,
                span: anchor.span,
            })
            .collect()
    }

    fn count(self, anchors: &[Anchor]) -> Knot {
        let family = anchors.first().map(|anchor| anchor.kind.family());
        let family = family.filter(|one| anchors.iter().all(|anchor| anchor.kind.family() == *one));
        let shape = KnotShape::Count(anchors.len(), family);
        self.knot(anchors.to_vec(), self.center(anchors), count_px(anchors.len()), shape)
    }

    fn disc(self, killed: &[Anchor], beside: &[Anchor], x_px: f64) -> Knot {
        let deaths = deaths(killed);
        let shape = KnotShape::Deaths { deaths, more: !beside.is_empty() };
        self.knot([killed, beside].concat(), x_px, disc_px(deaths), shape)
    }

    fn knot(self, mut anchors: Vec<Anchor>, x_px: f64, radius_px: f64, shape: KnotShape) -> Knot {
        order::sort_by_key(&mut anchors, |anchor| (anchor.day, anchor.row));
        let first = anchors.first().map(|anchor| anchor.day).unwrap_or_default();
        let last = anchors.last().map(|anchor| anchor.day).unwrap_or_default();
        let span = Span {
            first: anchors.iter().map(|anchor| anchor.span.first).min().unwrap_or(first),
            last: anchors.iter().map(|anchor| anchor.span.last).max().unwrap_or(last),
        };
        let rows = anchors.into_iter().map(|anchor| anchor.row).collect();
        Knot { rows, x_px, y_px: self.y_px, radius_px, shape, first, last, span }
    }

    /// The mean of the events' places.
    fn center(self, anchors: &[Anchor]) -> f64 {
        let sum: f64 = anchors.iter().map(|anchor| self.scale.center_px(anchor.day)).sum();
        sum / anchors.len().max(1) as f64
    }
}

fn discs_px(discs: &[Knot]) -> f64 {
    discs.iter().map(|disc| disc.radius_px * 2.0 + 2.0).sum()
}

fn deaths(anchors: &[Anchor]) -> u32 {
    anchors.iter().map(|anchor| anchor.deaths).sum()
}

/// The radius of a disc, by the digits of its number.
fn disc_px(deaths: u32) -> f64 {
    match deaths {
        0..=9 => 9.5,
        10..=99 => 10.5,
        100..=999 => 13.0,
        _ => 16.0,
    }
}

/// The radius of a counted knot.
fn count_px(events: usize) -> f64 {
    match events {
        0..=9 => 7.5,
        10..=99 => 8.5,
        100..=999 => 11.0,
        _ => 14.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::TimeView;

    fn random_lane(seed: u64, events: usize, days: i32) -> Vec<Anchor> {
        let mut state = seed;
        let mut next = |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let mut lane: Vec<Anchor> = (0..events)
            .map(|row| {
                let day = Day(next(days as u64) as i32);
                Anchor {
                    day,
                    row,
                    kind: Kind::ALL[next(12) as usize],
                    deaths: if next(8) == 0 { 1 + next(20) as u32 } else { 0 },
                    span: Span { first: day, last: day },
                    doubtful: false,
                }
            })
            .collect();
        lane.sort_by_key(|anchor| (anchor.day, anchor.row));
        lane
    }

    fn check(lane: &[Anchor], days: f64, allowed_px: f64) {
        let view = TimeView { start: 10.0, end: 10.0 + days };
        let scale = TimeScale { view, left_px: 100.0, width_px: 1_000.0 };
        let seen: Vec<Anchor> =
            lane.iter().filter(|anchor| scale.span().contains(anchor.day)).copied().collect();
        let found = knots(&seen, scale, 50.0, 26.0);
        let mut rows: Vec<Row> = found.iter().flat_map(|knot| knot.rows.clone()).collect();
        rows.sort_unstable();
        let mut naive: Vec<Row> = lane
            .iter()
            .filter(|anchor| scale.span().contains(anchor.day))
            .map(|anchor| anchor.row)
            .collect();
        naive.sort_unstable();
        assert_eq!(rows, naive, "every event in view is in one knot");
        let killed = |rows: &[Row]| -> u32 {
            lane.iter()
                .filter(|anchor| rows.contains(&anchor.row))
                .map(|anchor| anchor.deaths)
                .sum()
        };
        for knot in &found {
            match knot.shape {
                KnotShape::Mark(_) => assert_eq!((knot.rows.len(), killed(&knot.rows)), (1, 0)),
                KnotShape::Count(count, _) => {
                    assert_eq!((knot.rows.len(), killed(&knot.rows)), (count, 0));
                }
                KnotShape::Deaths { deaths, .. } => assert_eq!(deaths, killed(&knot.rows)),
            }
        }
        for (at, one) in found.iter().enumerate() {
            for other in &found[at + 1..] {
                let gap_px = (one.x_px - other.x_px).hypot(one.y_px - other.y_px)
                    - one.radius_px
                    - other.radius_px;
                assert!(gap_px > -allowed_px, "{days} days: {gap_px}\n{one:?}\n{other:?}");
            }
        }
    }

    #[test]
    fn every_event_is_in_one_knot_and_knots_keep_apart() {
        for seed in 0..60 {
            for days in [2.0, 7.0, 20.0, 40.0, 42.0, 60.0, 100.0, 118.0, 400.0] {
                check(&random_lane(seed, 120, 130), days, 3.5);
            }
        }
    }

    #[test]
    fn a_death_is_never_counted_among_events() {
        check(&random_lane(5, 2_000, 60), 50.0, 3.5);
    }

    #[test]
    fn two_events_of_one_narrow_day_stand_one_above_the_other() {
        let mut lane = random_lane(1, 2, 1);
        for anchor in &mut lane {
            (anchor.day, anchor.deaths) = (Day(20), 0);
        }
        let view = TimeView { start: 0.0, end: 100.0 };
        let scale = TimeScale { view, left_px: 0.0, width_px: 1_000.0 };
        let found = knots(&lane, scale, 50.0, 26.0);
        let places: Vec<(f64, f64)> =
            found.iter().map(|knot| (knot.x_px, knot.y_px.round())).collect();
        assert_eq!(places, [(205.0, 45.0), (205.0, 55.0)]);
    }
}
