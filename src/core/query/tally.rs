//! Counts that follow a moving window of time.
//!
//! Of few numbers over few days, sums are kept day by day: over what began before each day, and over
//! what ended before it. A window's counts are what began before its end less what ended before its
//! beginning, whatever the number of events. Where that would take too much room, events stand in the
//! order of their first day, so that those of a window are one stretch of rows, and the longer ones
//! that reach into it; sums over the rows from the first one on are kept at every so many rows, and
//! completed from the nearest. Either way a step costs what a jump does, whatever the other filters are.

use std::{ops::Range, sync::OnceLock};

use super::{Grouping, Mask};
use crate::core::{
    model::{Archive, Row},
    time::{Day, Span},
};

/// The most numbers kept, which bounds the memory at eight times as many bytes.
const MOST_KEPT: usize = 1 << 19;

/// The fewest rows from one kept sum to the next.
const LEAST_ROWS: usize = 64;

/// The events that a window of time holds, found once for all that counts them, and only where
/// something asks for them one by one.
#[derive(Debug)]
pub struct Held {
    window: Option<Span>,
    found: OnceLock<Found>,
}

#[derive(Debug)]
struct Found {
    /// Those that begin in it.
    rows: Range<Row>,
    /// Those that began before and last into it.
    lasting: Vec<Row>,
}

impl Held {
    /// The events of a window, or of all time, in one record.
    pub fn of(window: Option<Span>) -> Self {
        Self { window, found: OnceLock::new() }
    }

    fn found(&self, archive: &Archive) -> &Found {
        let events = &archive.events;
        self.found.get_or_init(|| match self.window {
            Some(window) => Found {
                rows: events.begun(window),
                lasting: events.lasting(window.first).collect(),
            },
            None => Found { rows: 0..events.len(), lasting: Vec::new() },
        })
    }
}

/// Counts of the events of a mask, for any window.
#[derive(Clone, Debug)]
pub struct Tally {
    grouping: Grouping,
    mask: Mask,
    slots: usize,
    kept: Kept,
}

/// The sums that counts are made of, one after another, each of as many numbers as there are slots.
#[derive(Clone, Debug)]
enum Kept {
    /// Over what began before each day from the first on, and over what ended before it.
    ByDay { first: Day, days: usize, begun: Vec<f64>, ended: Vec<f64> },
    /// Over the first 0, `step`, 2 `step`… rows.
    ByRow { step: usize, sums: Vec<f64> },
}

impl Tally {
    /// Walks all rows once; `mask` is what every filter but the window and the grouping's own
    /// lets through.
    pub fn new(archive: &Archive, grouping: Grouping, mask: Mask) -> Self {
        let slots = grouping.slots(archive);
        let extent = archive.extent();
        let days = extent.days().max(1) as usize;
        let fits = (days + 1).saturating_mul(slots).saturating_mul(2) <= MOST_KEPT;
        let kept = if fits {
            Kept::by_day(archive, grouping, &mask, slots, extent.first, days)
        } else {
            Kept::by_row(archive, grouping, &mask, slots)
        };
        Self { grouping, mask, slots, kept }
    }

    /// The counts of the events that a window holds.
    pub fn within(&self, archive: &Archive, held: &Held) -> Vec<f64> {
        match &self.kept {
            Kept::ByDay { first, days, begun, ended } => {
                let at = |day: Day| day.0.saturating_sub(first.0).clamp(0, *days as i32) as usize;
                let (from, to) = match held.window {
                    Some(window) => (at(window.first), at(window.last.plus(1))),
                    None => (0, *days),
                };
                let of = |sums: &[f64], at: usize| {
                    sums.get(at * self.slots..(at + 1) * self.slots)
                        .map_or_else(Vec::new, <[f64]>::to_vec)
                };
                less(of(begun, to), &of(ended, from))
            }
            Kept::ByRow { step, sums } => {
                let held = held.found(archive);
                let first = |rows| self.first(archive, *step, sums, rows);
                let mut counts = less(first(held.rows.end), &first(held.rows.start));
                for row in held.lasting.iter().filter(|row| self.mask.contains(**row)) {
                    self.grouping.add(archive, *row, &mut counts);
                }
                counts
            }
        }
    }

    /// The counts of the first so many rows, from the nearest sums that are kept.
    fn first(&self, archive: &Archive, step: usize, kept: &[f64], rows: usize) -> Vec<f64> {
        let last = (kept.len() / self.slots.max(1)).saturating_sub(1);
        let at = ((rows + step / 2) / step).min(last);
        let nearest = at * step;
        let kept = kept.get(at * self.slots..(at + 1) * self.slots);
        let mut sums = kept.map_or_else(|| vec![0.0; self.slots], <[f64]>::to_vec);
        let add = |rows: Range<usize>, sums: &mut [f64]| {
            for row in rows.filter(|row| self.mask.contains(*row)) {
                self.grouping.add(archive, row, sums);
            }
        };
        if nearest <= rows {
            add(nearest..rows, &mut sums);
            return sums;
        }
        let mut more = vec![0.0; self.slots];
        add(rows..nearest, &mut more);
        less(sums, &more)
    }
}

impl Kept {
    fn by_day(
        archive: &Archive,
        grouping: Grouping,
        mask: &Mask,
        slots: usize,
        first: Day,
        days: usize,
    ) -> Self {
        let mut begun = vec![0.0; (days + 1) * slots];
        let mut ended = begun.clone();
        let events = &archive.events;
        for row in mask.iter() {
            let add = |day: Option<&Day>, sums: &mut [f64]| {
                let after = day.map_or(0, |day| day.0.saturating_sub(first.0).saturating_add(1));
                let at = after.clamp(0, days as i32) as usize * slots;
                if let Some(sums) = sums.get_mut(at..at + slots) {
                    grouping.add(archive, row, sums);
                }
            };
            add(events.first_days().get(row), &mut begun);
            add(events.last_days().get(row), &mut ended);
        }
        for sums in [&mut begun, &mut ended] {
            for at in slots..sums.len() {
                // Each day's sums hold those of the day before.
                let before = sums.get(at - slots).copied().unwrap_or_default();
                if let Some(sum) = sums.get_mut(at) {
                    *sum += before;
                }
            }
        }
        Self::ByDay { first, days, begun, ended }
    }

    fn by_row(archive: &Archive, grouping: Grouping, mask: &Mask, slots: usize) -> Self {
        let rows = archive.events.len();
        let most = (MOST_KEPT / slots.max(1)).max(1);
        let step = rows.div_ceil(most).max(LEAST_ROWS);
        let mut now = vec![0.0; slots];
        let mut sums = Vec::with_capacity((rows / step + 1) * slots);
        for start in (0..=rows).step_by(step) {
            sums.extend_from_slice(&now);
            let end = (start + step).min(rows);
            for row in (start..end).filter(|row| mask.contains(*row)) {
                grouping.add(archive, row, &mut now);
            }
        }
        Self::ByRow { step, sums }
    }
}

/// One row of numbers less another.
fn less(mut counts: Vec<f64>, others: &[f64]) -> Vec<f64> {
    counts.iter_mut().zip(others).for_each(|(count, other)| *count -= other);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{
        model::{Certainty, Event, Family, Kind},
        query::{
            Clause, Filters, Masks, by_family, counts,
            facet::PLACE_SLOTS,
            sample::{Seeded, archive, filters, lets_through},
        },
    };

    const ALL: [Grouping; 9] = [
        Grouping::Areas,
        Grouping::Kinds,
        Grouping::Actors,
        Grouping::Tags,
        Grouping::Sources,
        Grouping::Certainty,
        Grouping::Places,
        Grouping::Deaths,
        Grouping::Injuries,
    ];

    /// What an event counts for, said event by event.
    fn naive(grouping: Grouping, row: usize, event: &Event, slot: usize) -> f64 {
        let counts = match grouping {
            Grouping::Areas => event.area == slot,
            Grouping::Kinds => event.kind == Kind::ALL[slot],
            Grouping::Actors => event.actors.contains(&slot),
            Grouping::Tags => event.tags.contains(&slot),
            Grouping::Sources => event.sources.contains(&slot),
            Grouping::Certainty => event.certainty == Certainty::ALL[slot],
            Grouping::Places => {
                let here = event.place == Some(slot / PLACE_SLOTS);
                return match Family::ALL.get(slot % PLACE_SLOTS) {
                    Some(family) => f64::from(here && event.kind.family() == *family),
                    None if !here => 0.0,
                    None if slot % PLACE_SLOTS == 4 => f64::from(event.counted_deaths()),
                    None => row as f64,
                };
            }
            Grouping::Deaths if event.area == slot => return f64::from(event.counted_deaths()),
            Grouping::Injuries if event.area == slot => return event.injuries(),
            Grouping::Deaths | Grouping::Injuries => false,
        };
        f64::from(counts)
    }

    #[test]
    fn each_view_counts_under_every_filter_but_its_own_in_any_window() {
        let mut seeded = Seeded(11);
        let archive = archive(&mut seeded, 250);
        for _ in 0..60 {
            let chosen = filters(&mut seeded, &archive);
            let settled = Filters { window: None, ..chosen.clone() };
            let masks = Masks::of(&archive, &settled, None);
            for grouping in ALL {
                let own = grouping.clause();
                let tally = Tally::new(&archive, grouping, masks.all_but(own));
                let windows = [chosen.window, filters(&mut seeded, &archive).window, None];
                for window in windows {
                    let filters = Filters { window, ..chosen.clone() };
                    let found = tally.within(&archive, &Held::of(window));
                    let by_row = Kept::by_row(&archive, grouping, &tally.mask, tally.slots);
                    let tally = Tally { kept: by_row, ..tally.clone() };
                    assert_eq!(tally.within(&archive, &Held::of(window)), found);
                    let rows: Vec<usize> = (0..archive.events.len())
                        .filter(|row| lets_through(&archive, &filters, *row, Some(own)))
                        .collect();
                    let expected: Vec<f64> = (0..grouping.slots(&archive))
                        .map(|slot| {
                            let amounts = rows.iter().map(|row| {
                                let event = archive.events.get(*row).unwrap();
                                naive(grouping, *row, &event, slot)
                            });
                            amounts.sum::<f64>() + 0.0
                        })
                        .collect();
                    assert_eq!(found, expected, "{grouping:?} under {filters:?}");
                    let masks = Masks::of(&archive, &filters, None).all_but(own);
                    assert_eq!(counts(&archive, grouping, &masks), expected);
                }
            }
        }
    }

    #[test]
    fn every_event_in_view_counts_once_by_family_and_by_area() {
        let mut seeded = Seeded(12);
        let archive = archive(&mut seeded, 250);
        let masks = Masks::of(&archive, &filters(&mut seeded, &archive), None);
        let mask = masks.all();
        let families = by_family(&counts(&archive, Grouping::Kinds, &mask));
        let areas = counts(&archive, Grouping::Areas, &mask);
        let total = mask.count() as f64;
        assert_eq!((families.iter().sum::<f64>(), areas.iter().sum::<f64>()), (total, total));
        assert!(masks.all_but(Clause::Window).count() >= mask.count());
    }
}
