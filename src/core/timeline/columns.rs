//! Lanes too full for knots: how much lies in each pixel column of a cord. The cord thickens with
//! what is tied to it. The cost hangs on the width and the days, not on the number of events.

use std::{ops::Range, sync::Arc};

use super::{LaneLayout, Strand, Sum, TimeScale, TimelineLayout};
use crate::core::{
    geo::Point,
    scene::{Stack, Stacks, Target},
    time::{Day, Span},
};

/// How thick a cord grows, in CSS pixels.
pub(super) const THICKEST_PX: f64 = 22.0;

/// The least room between what the arrow keys reach in a full lane.
const STRETCH_PX: f64 = 72.0;

/// What lies in a stretch of a full lane, where the arrow keys reach it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    pub days: Span,
    pub sum: Sum,
    /// Its middle.
    pub x_px: f64,
}

/// Pixel columns side by side that show the same days, from the scale's left edge on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    pub from: usize,
    /// Past the last one.
    pub to: usize,
    pub sum: Sum,
}

/// Where anything lies, in pixel columns from left to right.
pub(super) fn columns(strand: &Strand, scale: TimeScale) -> Vec<Column> {
    let width = scale.width_px.ceil().max(0.0) as usize;
    let wide = scale.px_per_day() > 1.0;
    let mut columns: Vec<Column> = Vec::new();
    let (px_per_day, start) = (scale.px_per_day(), scale.view.start);
    // A number below zero becomes 0 on its way to a place.
    let at = |x_px: f64| (x_px as usize).min(width);
    for (day, sum) in strand.days_within(scale.span()) {
        let from_px = (f64::from(day.0) - start) * px_per_day;
        let (from, to) = if wide {
            // A column shows the day under its middle.
            (at((from_px - 0.5).ceil()), at((from_px + px_per_day - 0.5).ceil()))
        } else {
            let middle = from_px + px_per_day / 2.0;
            if middle < 0.0 {
                continue;
            }
            (at(middle), at(middle + 1.0))
        };
        match columns.last_mut() {
            Some(last) if last.from == from && !wide => last.sum = last.sum.plus(&sum),
            _ if from < to => columns.push(Column { from, to, sum }),
            _ => {}
        }
    }
    columns
}

/// The days a pixel column shows.
pub(super) fn column_days(scale: TimeScale, column: usize) -> Span {
    let left_px = scale.left_px + column as f64;
    if scale.px_per_day() > 1.0 {
        let day = scale.day_at(left_px + 0.5);
        return Span { first: day, last: day };
    }
    // The days whose middle lies in the column.
    let from = |x_px: f64| (scale.days_at(x_px) - 0.5).ceil() as i32;
    Span::between(Day(from(left_px)), Day(from(left_px + 1.0) - 1))
}

/// Which pixel columns show a day of the window; all of them where all of time is chosen.
pub(super) fn columns_in(scale: TimeScale, window: Option<Span>) -> Range<u32> {
    let width = scale.width_px.ceil().max(0.0) as usize;
    // The first column that is not before something, as days go from left to right.
    let first = |is_before: &dyn Fn(Span) -> bool| {
        let (mut from, mut to) = (0, width);
        while from < to {
            let middle = usize::midpoint(from, to);
            if is_before(column_days(scale, middle)) { from = middle + 1 } else { to = middle }
        }
        from as u32
    };
    window.map_or(0..width as u32, |window| {
        first(&|days| days.last < window.first)..first(&|days| days.first <= window.last)
    })
}

/// How thick a cord is where so many events lie in a column, in CSS pixels. The area grows with
/// the square root, so that a single event shows beside a thousand.
pub(super) fn thickness_px(count: u32, fullest: f64) -> f64 {
    if count == 0 {
        return 0.0;
    }
    (THICKEST_PX * (f64::from(count) / fullest.max(1.0)).sqrt()).clamp(1.0, THICKEST_PX)
}

/// The full lanes as one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    pub at: Point,
    /// How many columns of cells it has, and how many rows.
    pub width: usize,
    pub height: usize,
    pub stacks: Arc<Stacks>,
}

/// The picture of all full lanes, if there is one.
pub(super) fn picture(lanes: &[LaneLayout], scale: TimeScale, fullest: f64) -> Option<Cells> {
    let full = || lanes.iter().filter(|lane| !lane.columns.is_empty());
    let (first, last) = (full().next()?, full().next_back()?);
    let top_px = (first.y_px - THICKEST_PX / 2.0).floor();
    let gap = usize::from(scale.px_per_day() >= 4.0);
    let mut stacks = Stacks::default();
    for lane in full() {
        let middle_px = lane.y_px - top_px;
        stacks.extend(lane.columns.iter().map(|column| stack(column, middle_px, fullest, gap)));
    }
    Some(Cells {
        at: Point { x: scale.left_px, y: top_px },
        width: scale.width_px.ceil() as usize,
        height: (last.y_px + THICKEST_PX / 2.0 - top_px).ceil() as usize,
        stacks: Arc::new(stacks),
    })
}

/// A column about the middle of its cord, the families on one another, each to the nearest cell; with
/// a gap of so many columns after it where it is wide enough.
fn stack(column: &Column, middle_px: f64, fullest: f64, gap: usize) -> Stack {
    let count = column.sum.count();
    let thick_px = thickness_px(count, fullest);
    let each_px = thick_px / f64::from(count.max(1));
    // What is below 0 becomes 0.
    let nearest = |px: f64| (px + 0.5) as u32;
    let mut at_px = middle_px - thick_px / 2.0;
    let top = nearest(at_px);
    let mut at = top;
    let heights = column.sum.families.map(|own| {
        at_px += each_px * f64::from(own);
        let from = at;
        at = nearest(at_px).max(from);
        (at - from) as u8
    });
    Stack {
        from: column.from as u32,
        to: (column.to - gap).max(column.from + 1) as u32,
        top,
        heights,
    }
}

/// A full lane's columns in groups wide enough to be told apart.
pub(super) fn stretches(columns: &[Column], scale: TimeScale) -> Vec<Stretch> {
    let group = |column: &Column| (column.from as f64 / STRETCH_PX) as usize;
    let groups = columns.chunk_by(|one, next| group(one) == group(next));
    let stretch = |columns: &[Column]| {
        let (first, last) = (columns.first()?, columns.last()?);
        let days = Span {
            first: column_days(scale, first.from).first,
            last: column_days(scale, last.from).last,
        };
        let sum = columns.iter().fold(Sum::default(), |sum, column| sum.plus(&column.sum));
        let middle_px = f64::midpoint(first.from as f64, last.to as f64);
        Some(Stretch { days, sum, x_px: scale.left_px + middle_px })
    };
    groups.filter_map(stretch).collect()
}

/// What a click on a full lane means: the days under it, where anything lies within so many pixels.
pub fn stretch_at(layout: &TimelineLayout, at: Point, slop_px: f64) -> Option<Target> {
    let scale = layout.scale;
    let (index, lane) = layout.lanes.iter().enumerate().find(|(_, lane)| {
        !lane.columns.is_empty() && (at.y - lane.y_px).abs() <= THICKEST_PX / 2.0 + slop_px
    })?;
    let near = |by: f64| {
        let x = at.x - scale.left_px + by;
        let found = lane.columns.partition_point(|column| column.to as f64 <= x);
        let column = lane.columns.get(found).filter(|column| column.from as f64 <= x)?;
        let reach_px = thickness_px(column.sum.count(), layout.fullest) / 2.0 + slop_px;
        ((at.y - lane.y_px).abs() <= reach_px).then_some(column.from)
    };
    let mut steps = (0..=slop_px as i32).flat_map(|step| [f64::from(step), f64::from(-step)]);
    let column = steps.find_map(near)?;
    Some(Target::Stretch { lane: index, days: column_days(scale, column) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::{
        TimeView,
        sample::{Seeded, archive},
    };

    #[test]
    fn a_column_holds_the_events_of_its_days_and_every_day_has_one() {
        let mut seeded = Seeded(91);
        let archive = archive(&mut seeded, 400);
        let events = &archive.events;
        let mut strand = Strand::default();
        (0..400).for_each(|row| strand.push(events, events.day(row), row));
        for _ in 0..80 {
            let start = f64::from(archive.window.first.0) + seeded.below(400) as f64 / 10.0 - 9.0;
            let days = 2.0 + seeded.below(3_000) as f64 / 10.0;
            let view = TimeView { start, end: start + days };
            let width_px = 60.0 + seeded.below(300) as f64;
            let scale = TimeScale { view, left_px: 40.0, width_px };
            let columns = columns(&strand, scale);
            assert!(columns.iter().all(|column| column.from < column.to));
            assert!(columns.is_sorted_by(|one, next| one.to <= next.from));
            for at in 0..width_px as usize {
                let mut here =
                    columns.iter().filter(|column| (column.from..column.to).contains(&at));
                let sum = here.next().map(|column| column.sum).unwrap_or_default();
                assert_eq!(sum, strand.sum(column_days(scale, at)), "{at} of {scale:?}");
            }
            if scale.px_per_day() <= 1.0 {
                let all: u32 = columns.iter().map(|column| column.sum.count()).sum();
                let middles =
                    |day: Day| (scale.left_px..scale.right_px()).contains(&scale.center_px(day));
                let naive = (0..400).filter(|row| middles(events.day(*row))).count();
                assert_eq!(all as usize, naive, "{scale:?}");
            }
            let day = |seeded: &mut Seeded| archive.window.first.plus(seeded.below(60) as i32 - 9);
            let window = Span::between(day(&mut seeded), day(&mut seeded));
            let is_in = columns_in(scale, Some(window));
            for Column { from, .. } in &columns {
                let meets = window.meets(column_days(scale, *from));
                let found = is_in.contains(&(*from as u32));
                assert_eq!(found, meets, "{window:?} at {from} of {scale:?}");
            }
            let stretches = stretches(&columns, scale);
            for stretch in &stretches {
                assert_eq!(stretch.sum, strand.sum(stretch.days), "{stretch:?} of {scale:?}");
            }
            let reached: u32 = stretches.iter().map(|stretch| stretch.sum.count()).sum();
            let shown = Span {
                first: column_days(scale, 0).first,
                last: column_days(scale, width_px as usize - 1).last,
            };
            assert_eq!(reached, strand.sum(shown).count(), "{scale:?}");
            assert!(stretches.len() as f64 <= width_px / STRETCH_PX + 2.0);
        }
    }

    #[test]
    fn one_event_shows_beside_a_thousand_and_none_does_not() {
        let px = |count| (thickness_px(count, 1_000.0) * 10.0).round() as u32;
        assert_eq!([0, 1, 1_000].map(px), [0, 10, 220]);
        assert!((thickness_px(250, 1_000.0) - 11.0).abs() < 1e-9);
    }
}
