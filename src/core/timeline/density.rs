//! How many events fall on each day, or on each few days, by family: the band's bars.

use super::{Strand, TimeScale};
use crate::core::{
    model::Family,
    time::{Day, Span},
};

/// The narrowest bin, in CSS pixels.
const NARROWEST_BIN_PX: f64 = 4.0;

/// The widest bar, and the tallest square for one event.
const WIDEST_BAR_PX: f64 = 18.0;
const SQUARE_PX: f64 = 6.0;

/// Below this, single events are not told apart and a family is one bar.
const LOWEST_SQUARE_PX: f64 = 4.0;

/// Bins that hold whole weeks from Monday on, or single days.
const BIN_DAYS: [i32; 10] = [1, 2, 7, 14, 28, 91, 364, 1_820, 3_640, 36_400];

/// The events of some days, by family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin {
    pub days: Span,
    /// In the order of `Family::ALL`.
    pub counts: [u32; 4],
}

/// A rectangle of the band, in CSS pixels: one family's events of a bin, or one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    pub x_px: f64,
    pub y_px: f64,
    pub width_px: f64,
    pub height_px: f64,
    pub family: Family,
    pub days: Span,
}

/// How many days a bin holds, so that it is wide enough to see.
pub fn bin_days(scale: TimeScale) -> i32 {
    let wanted = NARROWEST_BIN_PX / scale.px_per_day();
    let fits = |days: &&i32| f64::from(**days) >= wanted;
    BIN_DAYS.iter().find(fits).copied().unwrap_or(36_400)
}

/// The bins of a span that hold an event, in the order of time.
pub fn bins(strand: &Strand, bin_days: i32, span: Span) -> Vec<Bin> {
    let mut bins: Vec<Bin> = Vec::new();
    for (day, sum) in strand.days_within(span) {
        // Day −3 was a Monday.
        let first = (day.0 + 3).div_euclid(bin_days) * bin_days - 3;
        let days = Span { first: Day(first), last: Day(first + bin_days - 1) };
        if bins.last().is_none_or(|bin| bin.days != days) {
            bins.push(Bin { days, counts: [0; 4] });
        }
        if let Some(bin) = bins.last_mut() {
            bin.counts.iter_mut().zip(sum.families).for_each(|(own, more)| *own += more);
        }
    }
    bins
}

/// The bars in view, standing on `bottom_px`, the fullest bin of all time `height_px` tall.
/// Where there is room, each event is a square of its own.
pub fn bars(strand: &Strand, scale: TimeScale, bottom_px: f64, height_px: f64) -> Vec<Bar> {
    let bin_days = bin_days(scale);
    let shown = scale.span();
    let shown = Span { first: shown.first.plus(-bin_days), last: shown.last.plus(bin_days) };
    let all = strand.span().unwrap_or(shown);
    let fullest = bins(strand, bin_days, all).iter().map(Bin::count).max().unwrap_or(1).max(1);
    let unit_px = (height_px / f64::from(fullest)).min(SQUARE_PX + 1.0);
    let squares = unit_px >= LOWEST_SQUARE_PX + 1.0;
    let width_px = (scale.px_per_day() * f64::from(bin_days) * 0.78).min(WIDEST_BAR_PX);
    let mut bars = Vec::new();
    for bin in bins(strand, bin_days, shown) {
        let x_px = f64::midpoint(scale.start_px(bin.days.first), scale.end_px(bin.days.last))
            - width_px / 2.0;
        if x_px + width_px < scale.left_px || x_px > scale.right_px() {
            continue;
        }
        let mut top_px = bottom_px;
        for (family, count) in Family::ALL.iter().zip(bin.counts) {
            let (pieces, each_px) =
                if squares { (count, unit_px) } else { (count.min(1), unit_px * f64::from(count)) };
            for _ in 0..pieces {
                top_px -= each_px;
                let gap_px = if each_px > 2.5 { 1.0 } else { 0.0 };
                bars.push(Bar {
                    x_px,
                    y_px: top_px + gap_px,
                    width_px,
                    height_px: each_px - gap_px,
                    family: *family,
                    days: bin.days,
                });
            }
        }
    }
    bars
}

impl Bin {
    pub fn count(&self) -> u32 {
        self.counts.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{
        model::{Events, Kind},
        query::{
            TimeView,
            sample::{Seeded, archive},
        },
        time::Edtf,
    };

    fn strand(days_and_kinds: &[(i32, Kind)]) -> Strand {
        let sample = archive(&mut Seeded(1), 1).events.get(0).unwrap();
        let events = days_and_kinds.iter().map(|(day, kind)| {
            let mut event = sample.clone();
            let day = Day(*day);
            (event.start, event.kind) = (Edtf::from_day(day), *kind);
            (event.end, event.span) = (None, Span { first: day, last: day });
            event
        });
        let events: Events = events.collect();
        let mut strand = Strand::default();
        for row in 0..events.len() {
            strand.push(&events, events.day(row), row);
        }
        strand
    }

    fn check(bin_days: i32, expected: &[(i32, [u32; 4])]) {
        let strand = strand(&[
            (4, Kind::Strike),
            (4, Kind::Clash),
            (10, Kind::Strike),
            (11, Kind::Report),
            (11, Kind::Report),
        ]);
        let all = strand.span().unwrap();
        let bins = bins(&strand, bin_days, all);
        let found: Vec<_> = bins.iter().map(|bin| (bin.days.first.0, bin.counts)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn events_are_counted_by_day_and_by_week_from_monday() {
        check(1, &[(4, [1, 1, 0, 0]), (10, [1, 0, 0, 0]), (11, [0, 0, 0, 2])]);
        check(7, &[(4, [2, 1, 0, 0]), (11, [0, 0, 0, 2])]);
    }

    #[test]
    fn the_fullest_bin_fills_the_band_and_no_bar_leaves_it() {
        let crowd: Vec<(i32, Kind)> =
            (0..40).map(|at| (at / 20, Kind::ALL[at as usize % 12])).collect();
        let view = TimeView { start: 0.0, end: 10.0 };
        let scale = TimeScale { view, left_px: 0.0, width_px: 500.0 };
        let bars = bars(&strand(&crowd), scale, 60.0, 56.0);
        let top_px = bars.iter().map(|bar| bar.y_px).fold(f64::INFINITY, f64::min);
        assert!((4.0..=5.5).contains(&top_px), "{top_px}");
        assert_eq!(bars.len(), 8);
    }

    #[test]
    fn few_events_are_squares_of_their_own() {
        let view = TimeView { start: 0.0, end: 20.0 };
        let scale = TimeScale { view, left_px: 0.0, width_px: 200.0 };
        let few = [(4, Kind::Strike), (4, Kind::Strike), (4, Kind::Clash)];
        let heights: Vec<f64> =
            bars(&strand(&few), scale, 60.0, 56.0).iter().map(|bar| bar.height_px).collect();
        assert_eq!(heights, [6.0, 6.0, 6.0]);
    }
}
