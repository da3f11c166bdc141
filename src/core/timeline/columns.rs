//! Lanes too full for knots: how much lies in each pixel column of a cord. The cord thickens with
//! what is tied to it. The cost hangs on the width and the days, not on the number of events.

use super::{Strand, Sum, TimeScale, TimelineLayout};
use crate::core::{
    geo::Point,
    scene::Target,
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

/// What lies in each pixel column from the scale's left edge on.
pub(super) fn columns(strand: &Strand, scale: TimeScale) -> Vec<Sum> {
    let width = scale.width_px.ceil().max(0.0) as usize;
    let mut columns = vec![Sum::default(); width];
    let wide = scale.px_per_day() > 1.0;
    for (day, sum) in strand.days_within(scale.span()) {
        let (from_px, to_px) = if wide {
            // A column shows the day under its middle.
            (scale.start_px(day) - 0.5, scale.end_px(day) - 0.5)
        } else {
            let at_px = scale.center_px(day).floor();
            (at_px, at_px + 1.0)
        };
        let at = |x_px: f64| ((x_px - scale.left_px).ceil().max(0.0) as usize).min(width);
        let days = columns.get_mut(at(from_px)..at(to_px)).unwrap_or_default();
        days.iter_mut().for_each(|column| *column = column.plus(&sum));
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

/// How thick a cord is where so many events lie in a column, in CSS pixels. The area grows with
/// the square root, so that a single event shows beside a thousand.
pub(super) fn thickness_px(count: u32, fullest: f64) -> f64 {
    if count == 0 {
        return 0.0;
    }
    (THICKEST_PX * (f64::from(count) / fullest.max(1.0)).sqrt()).clamp(1.0, THICKEST_PX)
}

/// Stretches of whole bins, wide enough to be told apart.
pub(super) fn stretches(strand: &Strand, scale: TimeScale) -> Vec<Stretch> {
    let shown = scale.span();
    let days = ((STRETCH_PX / scale.px_per_day()).ceil() as i32).max(1);
    let mut found = Vec::new();
    let mut first = shown.first;
    while first <= shown.last {
        let days = Span { first, last: first.plus(days - 1).min(shown.last) };
        let sum = strand.sum(days);
        if sum.count() > 0 {
            let middle_px = f64::midpoint(scale.start_px(days.first), scale.end_px(days.last));
            found.push(Stretch { days, sum, x_px: middle_px });
        }
        first = days.last.plus(1);
    }
    found
}

/// What a click on a full lane means: the days under it, where anything lies within so many pixels.
pub fn stretch_at(layout: &TimelineLayout, at: Point, slop_px: f64) -> Option<Target> {
    let scale = layout.scale;
    let (index, lane) = layout.lanes.iter().enumerate().find(|(_, lane)| {
        !lane.columns.is_empty() && (at.y - lane.y_px).abs() <= THICKEST_PX / 2.0 + slop_px
    })?;
    let column = at.x - scale.left_px;
    let near = |by: f64| {
        let column = column + by;
        let count = lane.columns.get(column as usize).filter(|_| column >= 0.0)?.count();
        let reach_px = thickness_px(count, layout.fullest) / 2.0 + slop_px;
        (count > 0 && (at.y - lane.y_px).abs() <= reach_px).then_some(column as usize)
    };
    let steps = (0..=slop_px as i32).flat_map(|step| [f64::from(step), f64::from(-step)]);
    let column = steps.into_iter().find_map(near)?;
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
            assert_eq!(columns.len(), width_px as usize);
            for (at, column) in columns.iter().enumerate() {
                assert_eq!(*column, strand.sum(column_days(scale, at)), "{at} of {scale:?}");
            }
            if scale.px_per_day() <= 1.0 {
                let all: u32 = columns.iter().map(Sum::count).sum();
                let middles =
                    |day: Day| (scale.left_px..scale.right_px()).contains(&scale.center_px(day));
                let naive = (0..400).filter(|row| middles(events.day(*row))).count();
                assert_eq!(all as usize, naive, "{scale:?}");
            }
            let stretches = stretches(&strand, scale);
            let reached: u32 = stretches.iter().map(|stretch| stretch.sum.count()).sum();
            assert_eq!(reached, strand.sum(scale.span()).count());
            assert!(stretches.len() as f64 <= width_px / STRETCH_PX + 2.0);
        }
    }

    #[test]
    fn one_event_shows_beside_a_thousand_and_none_does_not() {
        assert_eq!([0, 1, 1_000].map(|count| thickness_px(count, 1_000.0)), [0.0, 1.0, 22.0]);
        assert!((thickness_px(250, 1_000.0) - 11.0).abs() < 1e-9);
    }
}
