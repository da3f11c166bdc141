//! Counts that follow a moving window of time.
//!
//! Events stand in the order of their first day, so that those of a window are one stretch of
//! rows, and the longer ones that reach into it. Sums over the rows from the first one on are kept
//! at every so many rows; a window's counts are the difference of two such sums, each completed
//! from its nearest kept one. The cost of a step or a jump hangs on the distance between kept sums
//! and not on the number of events, whatever the other filters are.

use std::ops::Range;

use super::{Grouping, Mask};
use crate::core::{
    model::{Archive, Row},
    time::Span,
};

/// The most numbers kept, which bounds the memory at eight times as many bytes.
const MOST_KEPT: usize = 1 << 18;

/// The fewest rows from one kept sum to the next.
const LEAST_ROWS: usize = 64;

/// The events that a window of time holds, found once for all that counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Those that begin in it.
    rows: Range<Row>,
    /// Those that began before and last into it.
    lasting: Vec<Row>,
}

impl Held {
    /// The events of a window, or of all time.
    pub fn of(archive: &Archive, window: Option<Span>) -> Self {
        let events = &archive.events;
        match window {
            Some(window) => {
                Self { rows: events.begun(window), lasting: events.lasting(window.first).collect() }
            }
            None => Self { rows: 0..events.len(), lasting: Vec::new() },
        }
    }
}

/// Counts of the events of a mask, for any window.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    grouping: Grouping,
    mask: Mask,
    slots: usize,
    /// The rows from one kept sum to the next.
    step: usize,
    /// The sums over the first 0, `step`, 2 `step`… rows, one after another.
    kept: Vec<f64>,
}

impl Tally {
    /// Walks all rows once; `mask` is what every filter but the window and the grouping's own
    /// lets through.
    pub fn new(archive: &Archive, grouping: Grouping, mask: Mask) -> Self {
        let slots = grouping.slots(archive);
        let rows = archive.events.len();
        let most = (MOST_KEPT / slots.max(1)).max(1);
        let step = rows.div_ceil(most).max(LEAST_ROWS);
        let mut sums = vec![0.0; slots];
        let mut kept = Vec::with_capacity((rows / step + 1) * slots);
        for start in (0..=rows).step_by(step) {
            kept.extend_from_slice(&sums);
            let end = (start + step).min(rows);
            for row in (start..end).filter(|row| mask.contains(*row)) {
                grouping.add(archive, row, &mut sums);
            }
        }
        Self { grouping, mask, slots, step, kept }
    }

    /// The counts of the events that a window holds.
    pub fn within(&self, archive: &Archive, held: &Held) -> Vec<f64> {
        let mut sums = self.first(archive, held.rows.end);
        if held.rows.start > 0 {
            let before = self.first(archive, held.rows.start);
            sums.iter_mut().zip(before).for_each(|(sum, before)| *sum -= before);
        }
        for row in held.lasting.iter().filter(|row| self.mask.contains(**row)) {
            self.grouping.add(archive, *row, &mut sums);
        }
        sums
    }

    /// The counts of the first so many rows.
    fn first(&self, archive: &Archive, rows: usize) -> Vec<f64> {
        let at = rows / self.step;
        let kept = self.kept.get(at * self.slots..(at + 1) * self.slots);
        let mut sums = kept.map_or_else(|| vec![0.0; self.slots], <[f64]>::to_vec);
        for row in (at * self.step..rows).filter(|row| self.mask.contains(*row)) {
            self.grouping.add(archive, row, &mut sums);
        }
        sums
    }
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
                    let found = tally.within(&archive, &Held::of(&archive, window));
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
