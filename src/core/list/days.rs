//! Events under the headings of their first days, each entry at its height.

use std::ops::Range;

use super::offsets::Offsets;
use crate::core::{
    model::{Archive, Row},
    query::Mask,
    time::Day,
};

/// An entry of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// A day on which so many of the events in view begin.
    Heading { day: Day, events: u32 },
    /// A row of `Archive::events`.
    Event(Row),
}

/// How high entries are in CSS pixels: an estimate, and what was measured since.
/// It outlives any one list, so that a new filter does not forget what is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Heights {
    pub row_px: f64,
    pub heading_px: f64,
    /// By event row; zero where nothing was measured.
    measured_px: Vec<f64>,
}

impl Heights {
    pub fn estimated(row_px: f64, heading_px: f64) -> Self {
        Self { row_px, heading_px, measured_px: Vec::new() }
    }

    /// Remembers how high an event's entry is; a height that is none is ignored.
    pub fn measure(&mut self, row: Row, height_px: f64) {
        if height_px.is_finite() && height_px > 0.0 {
            if self.measured_px.len() <= row {
                self.measured_px.resize(row + 1, 0.0);
            }
            if let Some(known) = self.measured_px.get_mut(row) {
                *known = height_px;
            }
        }
    }

    fn of(&self, entry: Entry) -> f64 {
        match entry {
            Entry::Heading { .. } => self.heading_px,
            Entry::Event(row) => {
                let measured = self.measured_px.get(row).copied();
                measured.filter(|px| *px > 0.0).unwrap_or(self.row_px)
            }
        }
    }
}

/// The list of the events in view.
#[derive(Clone, Debug, PartialEq)]
pub struct DayList {
    mask: Mask,
    entries: Vec<Entry>,
    offsets: Offsets,
    headings: Vec<Heading>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Heading {
    day: Day,
    /// Its place in the list.
    index: usize,
    /// The first event under it.
    row: Row,
}

/// What of a list is on screen, or near it.
#[derive(Clone, Debug, PartialEq)]
pub struct Visible {
    /// The entries to draw, by their place in the list.
    pub entries: Range<usize>,
    /// The height of all entries before them, in CSS pixels.
    pub before_px: f64,
    /// The height of all entries after them.
    pub after_px: f64,
}

impl DayList {
    pub fn of(archive: &Archive, mask: &Mask, heights: &Heights) -> Self {
        let mut entries = Vec::new();
        let mut headings: Vec<Heading> = Vec::new();
        for row in mask.iter() {
            let Some(event) = archive.events.get(row) else { continue };
            let day = event.span.first;
            if headings.last().is_none_or(|last| last.day != day) {
                headings.push(Heading { day, index: entries.len(), row });
                entries.push(Entry::Heading { day, events: 0 });
            }
            let heading = headings.last().and_then(|last| entries.get_mut(last.index));
            if let Some(Entry::Heading { events, .. }) = heading {
                *events += 1;
            }
            entries.push(Entry::Event(row));
        }
        let heights = entries.iter().map(|entry| heights.of(*entry)).collect();
        Self { mask: mask.clone(), entries, offsets: Offsets::new(heights), headings }
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn entry(&self, index: usize) -> Option<Entry> {
        self.entries.get(index).copied()
    }

    /// The entries from one place of the list to another, as `visible` gives them.
    pub fn entries(&self, range: Range<usize>) -> &[Entry] {
        self.entries.get(range).unwrap_or_default()
    }

    /// The whole list's height in CSS pixels.
    pub fn total_px(&self) -> f64 {
        self.offsets.total_px()
    }

    /// The entries on a screen so high, scrolled so far, with a margin before and after.
    pub fn visible(&self, scroll_px: f64, viewport_px: f64, overscan_px: f64) -> Visible {
        if self.entries.is_empty() {
            return Visible { entries: 0..0, before_px: 0.0, after_px: 0.0 };
        }
        let first = self.offsets.at_px(scroll_px - overscan_px);
        let last = self.offsets.at_px(scroll_px + viewport_px + overscan_px).max(first);
        let end_px = self.offsets.start_px(last + 1);
        Visible {
            entries: first..last + 1,
            before_px: self.offsets.start_px(first),
            after_px: (self.total_px() - end_px).max(0.0),
        }
    }

    /// Puts a measured height in place of an estimate and gives the change in CSS pixels. Where
    /// the entry lies above the screen, scrolling by the change keeps what is read where it is.
    pub fn measure(&mut self, index: usize, height_px: f64) -> f64 {
        if height_px.is_finite() && height_px > 0.0 {
            self.offsets.set(index, height_px)
        } else {
            0.0
        }
    }

    /// Where an entry begins, in CSS pixels from the top of the list.
    pub fn offset_px(&self, index: usize) -> f64 {
        self.offsets.start_px(index)
    }

    /// The height of an entry, measured or estimated.
    pub fn height_px(&self, index: usize) -> f64 {
        self.offsets.height_px(index)
    }

    /// The heading of a day, or of the next day in view after it.
    pub fn index_of_day(&self, day: Day) -> Option<usize> {
        let at = self.headings.partition_point(|heading| heading.day < day);
        self.headings.get(at).map(|heading| heading.index)
    }

    pub fn offset_of_day(&self, day: Day) -> Option<f64> {
        self.index_of_day(day).map(|index| self.offset_px(index))
    }

    /// An event's place in the list, if it is in view.
    pub fn index_of_event(&self, row: Row) -> Option<usize> {
        let at = self.headings.partition_point(|heading| heading.row <= row).checked_sub(1)?;
        let first = self.headings.get(at)?.index + 1;
        let end = self.headings.get(at + 1).map_or(self.entries.len(), |next| next.index);
        self.entries
            .get(first..end)?
            .binary_search_by_key(&row, |entry| match entry {
                Entry::Event(row) => *row,
                Entry::Heading { .. } => Row::MAX,
            })
            .ok()
            .map(|within| first + within)
    }

    pub fn offset_of_event(&self, row: Row) -> Option<f64> {
        self.index_of_event(row).map(|index| self.offset_px(index))
    }

    /// The day whose events are at the top of a list scrolled so far.
    pub fn day_at(&self, scroll_px: f64) -> Option<Day> {
        let index = self.offsets.at_px(scroll_px);
        let after = self.headings.partition_point(|heading| heading.index <= index);
        self.headings.get(after.checked_sub(1)?).map(|heading| heading.day)
    }

    /// The event in view before another, which need not be in view itself.
    pub fn previous(&self, row: Row) -> Option<Row> {
        self.mask.last_before(row)
    }

    /// The event in view after another.
    pub fn next(&self, row: Row) -> Option<Row> {
        self.mask.next_after(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::{
        Masks,
        sample::{Seeded, archive, filters},
    };

    fn heights() -> Heights {
        Heights::estimated(50.0, 30.0)
    }

    #[test]
    fn every_event_in_view_stands_once_under_its_first_day() {
        let mut seeded = Seeded(71);
        let archive = archive(&mut seeded, 200);
        for _ in 0..60 {
            let mask = Masks::of(&archive, &filters(&mut seeded, &archive), None).all();
            let list = DayList::of(&archive, &mask, &heights());
            let mut rows = Vec::new();
            let mut under = None;
            let mut counted = 0;
            for (index, entry) in list.entries(0..list.len()).iter().enumerate() {
                match entry {
                    Entry::Heading { day, events } => {
                        assert!(under.is_none_or(|before| before < *day));
                        assert_eq!(list.index_of_day(*day), Some(index));
                        under = Some(*day);
                        counted += *events as usize;
                    }
                    Entry::Event(row) => {
                        assert_eq!(under, Some(archive.events.get(*row).unwrap().span.first));
                        assert_eq!(list.index_of_event(*row), Some(index));
                        assert_eq!(list.day_at(list.offset_px(index)), under);
                        rows.push(*row);
                    }
                }
            }
            assert_eq!(rows, mask.iter().collect::<Vec<_>>());
            assert_eq!(counted, mask.count());
            for row in (0..200).filter(|row| !mask.contains(*row)) {
                assert_eq!(list.index_of_event(row), None);
            }
        }
    }

    #[test]
    fn the_screen_is_covered_and_what_is_drawn_does_not_grow_with_the_record() {
        let mut seeded = Seeded(72);
        for events in [0, 1, 10, 1_000, 20_000] {
            let archive = archive(&mut seeded, events);
            let list = DayList::of(&archive, &Mask::full(events), &heights());
            for _ in 0..50 {
                let scroll = seeded.below(list.total_px() as usize + 1_000) as f64 - 500.0;
                let visible = list.visible(scroll, 600.0, 200.0);
                assert!(visible.entries.len() <= 1_000 / 30 + 2, "{visible:?} of {events}");
                let end = list.total_px() - visible.after_px;
                assert!(visible.before_px <= (scroll - 200.0).max(0.0));
                assert!(end + 1e-6 >= (scroll + 800.0).min(list.total_px()));
                let drawn: f64 = visible.entries.clone().map(|index| list.height_px(index)).sum();
                assert!((visible.before_px + drawn - end).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn a_measured_height_moves_what_lies_below_and_nothing_above() {
        let archive = archive(&mut Seeded(73), 300);
        let mut list = DayList::of(&archive, &Mask::full(300), &heights());
        let before: Vec<f64> = (0..=list.len()).map(|index| list.offset_px(index)).collect();
        let change = list.measure(100, 74.0) + list.measure(100, 80.0) + list.measure(7, f64::NAN);
        for (index, offset) in before.iter().enumerate() {
            let expected = offset + if index > 100 { change } else { 0.0 };
            assert!((list.offset_px(index) - expected).abs() < 1e-9, "{index}");
        }
        assert!((list.height_px(100) - 80.0).abs() < 1e-9);
    }

    #[test]
    fn a_new_filter_keeps_the_heights_that_were_measured() {
        let archive = archive(&mut Seeded(74), 50);
        let mut heights = heights();
        heights.measure(20, 90.0);
        heights.measure(21, -1.0);
        let list = DayList::of(&archive, &Mask::of_rows(50, 15..30), &heights);
        let height = |row| list.index_of_event(row).map(|index| list.height_px(index));
        assert_eq!([height(19), height(20), height(21)], [Some(50.0), Some(90.0), Some(50.0)]);
    }

    #[test]
    fn a_day_without_events_leads_to_the_next_one_in_view() {
        let archive = archive(&mut Seeded(75), 30);
        let mask = Mask::of_rows(30, 10..20);
        let list = DayList::of(&archive, &mask, &heights());
        assert_eq!(list.offset_of_day(Day(0)), Some(0.0));
        assert_eq!(list.offset_of_day(Day(1_000_000)), None);
        assert_eq!(list.offset_of_event(10), Some(30.0));
        assert_eq!((list.previous(10), list.next(10)), (None, Some(11)));
        assert_eq!((list.previous(25), list.next(3)), (Some(19), Some(10)));
    }
}
