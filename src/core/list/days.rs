//! Events under the headings of their first days, each entry at its height. What is kept grows with
//! the days and with what was measured, never with the events: where an event stands in the list
//! follows from how many of the set come before it.

use std::ops::Range;

use super::ranks::Ranks;
use crate::core::{
    model::{Archive, Row},
    query::Mask,
    time::{Day, Span},
};

/// Browsers lay nothing out far beyond so many CSS pixels; a longer list is scrolled faster.
const TALLEST_PX: f64 = 16_000_000.0;

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
    /// In the order of the rows.
    measured_px: Vec<(Row, f64)>,
}

impl Heights {
    pub fn estimated(row_px: f64, heading_px: f64) -> Self {
        Self { row_px, heading_px, measured_px: Vec::new() }
    }

    /// Remembers how high an event's entry is, and says whether that was unknown; a height that is
    /// none is ignored.
    pub fn measure(&mut self, row: Row, height_px: f64) -> bool {
        if !(height_px.is_finite() && height_px > 0.0) {
            return false;
        }
        match self.measured_px.binary_search_by_key(&row, |(row, _)| *row) {
            Ok(at) => self.measured_px.get_mut(at).is_some_and(|(_, known)| {
                std::mem::replace(known, height_px).to_bits() != height_px.to_bits()
            }),
            Err(at) => {
                self.measured_px.insert(at, (row, height_px));
                true
            }
        }
    }
}

/// The list of the events in view.
#[derive(Clone, Debug, PartialEq)]
pub struct DayList {
    ranks: Ranks,
    row_px: f64,
    heading_px: f64,
    headings: Vec<Heading>,
    /// Where entries are not as high as estimated: how many events stand before, and by how much
    /// this event and those before it are higher.
    higher_px: Vec<(usize, f64)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Heading {
    day: Day,
    /// How many events stand before it.
    before: usize,
}

/// What of a list is on screen, or near it.
#[derive(Clone, Debug, PartialEq)]
pub struct Visible {
    /// The entries to draw, by their place in the list.
    pub entries: Range<usize>,
    /// The height to leave free before them, in CSS pixels.
    pub before_px: f64,
    /// The height to leave free after them.
    pub after_px: f64,
}

impl DayList {
    pub fn of(archive: &Archive, mask: &Mask, heights: &Heights) -> Self {
        let events = &archive.events;
        let ranks = Ranks::new(mask);
        let mut headings: Vec<Heading> = Vec::new();
        let mut before = 0;
        while let Some(day) = ranks.row(before).and_then(|row| events.first_days().get(row)) {
            headings.push(Heading { day: *day, before });
            before = ranks.before(events.begun(Span { first: *day, last: *day }).end);
        }
        let mut sum_px = 0.0;
        let measured = heights.measured_px.iter().filter(|(row, _)| mask.contains(*row));
        let higher_px = measured.map(|(row, height_px)| {
            sum_px += height_px - heights.row_px;
            (ranks.before(*row), sum_px)
        });
        let higher_px = higher_px.collect();
        let (row_px, heading_px) = (heights.row_px, heights.heading_px);
        Self { ranks, row_px, heading_px, headings, higher_px }
    }

    pub fn len(&self) -> usize {
        self.ranks.count() + self.headings.len()
    }

    pub fn is_empty(&self) -> bool {
        self.headings.is_empty()
    }

    pub fn entry(&self, index: usize) -> Option<Entry> {
        let (at, heading) = self.heading_over(index)?;
        let next = self.headings.get(at + 1).map_or(self.ranks.count(), |next| next.before);
        match index.checked_sub(heading.before + at + 1) {
            None => {
                let events = (next - heading.before) as u32;
                Some(Entry::Heading { day: heading.day, events })
            }
            Some(within) => {
                let event = Some(heading.before + within).filter(|event| *event < next)?;
                self.ranks.row(event).map(Entry::Event)
            }
        }
    }

    /// The entries from one place of the list to another, as `visible` gives them.
    pub fn entries(&self, range: Range<usize>) -> Vec<Entry> {
        range.filter_map(|index| self.entry(index)).collect()
    }

    /// The whole list's height in CSS pixels, were it laid out whole.
    pub fn total_px(&self) -> f64 {
        self.offset_px(self.len())
    }

    /// The entries on a screen so high, scrolled so far, with a margin before and after.
    pub fn visible(&self, scroll_px: f64, viewport_px: f64, overscan_px: f64) -> Visible {
        if self.is_empty() {
            return Visible { entries: 0..0, before_px: 0.0, after_px: 0.0 };
        }
        let total_px = self.total_px();
        let at_px = scroll_px * self.pace(viewport_px);
        let first = self.at_px(at_px - overscan_px);
        let last = self.at_px(at_px + viewport_px + overscan_px).max(first);
        let drawn_px = self.offset_px(last + 1) - self.offset_px(first);
        // Where the first entry lies beside the screen is the same at any pace.
        let before_px = (self.offset_px(first) - at_px + scroll_px).max(0.0);
        let after_px = (total_px.min(TALLEST_PX) - before_px - drawn_px).max(0.0);
        Visible { entries: first..last + 1, before_px, after_px }
    }

    /// How far the page scrolls to bring an entry to the top of a screen so high.
    pub fn scroll_px(&self, index: usize, viewport_px: f64) -> f64 {
        self.offset_px(index) / self.pace(viewport_px)
    }

    /// Where an entry begins, in CSS pixels from the top of the list.
    pub fn offset_px(&self, index: usize) -> f64 {
        let (headings, events) = match self.heading_over(index) {
            Some((at, heading)) if index > heading.before + at => (at + 1, index - at - 1),
            Some((at, heading)) => (at, heading.before),
            None => (0, 0),
        };
        let events = events.min(self.ranks.count());
        let at = self.higher_px.partition_point(|(event, _)| *event < events);
        let higher_px = at.checked_sub(1).and_then(|at| self.higher_px.get(at));
        self.heading_px * headings as f64
            + self.row_px * events as f64
            + higher_px.map_or(0.0, |(_, sum_px)| *sum_px)
    }

    /// The height of an entry, measured or estimated.
    pub fn height_px(&self, index: usize) -> f64 {
        self.offset_px(index + 1) - self.offset_px(index)
    }

    /// The heading of a day, or of the next day in view after it.
    pub fn index_of_day(&self, day: Day) -> Option<usize> {
        let at = self.headings.partition_point(|heading| heading.day < day);
        self.headings.get(at).map(|heading| heading.before + at)
    }

    /// An event's place in the list, if it is in view.
    pub fn index_of_event(&self, row: Row) -> Option<usize> {
        let event = self.ranks.before(row);
        (self.ranks.row(event) == Some(row))
            .then(|| event + self.headings.partition_point(|heading| heading.before <= event))
    }

    /// How many times faster than the page a list scrolls that is too long to be laid out.
    fn pace(&self, viewport_px: f64) -> f64 {
        let total_px = self.total_px();
        if total_px <= TALLEST_PX {
            return 1.0;
        }
        (total_px - viewport_px) / (TALLEST_PX - viewport_px).max(1.0)
    }

    /// The last heading at or before a place of the list, by its place among the headings.
    fn heading_over(&self, index: usize) -> Option<(usize, Heading)> {
        let (mut low, mut high) = (0, self.headings.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let begins = self.headings.get(middle).is_some_and(|h| h.before + middle <= index);
            if begins { low = middle + 1 } else { high = middle }
        }
        let at = low.checked_sub(1)?;
        Some((at, *self.headings.get(at)?))
    }

    /// The entry at a distance from the top, the last one for any beyond.
    fn at_px(&self, distance_px: f64) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.offset_px(middle + 1) <= distance_px { low = middle + 1 } else { high = middle }
        }
        low.min(self.len().saturating_sub(1))
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
                assert_eq!(list.at_px(list.offset_px(index)), index);
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
        let mut heights = heights();
        let list = |heights: &Heights| DayList::of(&archive, &Mask::full(300), heights);
        let estimated = list(&heights);
        let told = [(100, 74.0), (100, 80.0), (7, f64::NAN), (100, 80.0)]
            .map(|(row, height_px)| heights.measure(row, height_px));
        assert_eq!(told, [true, true, false, false]);
        let measured = list(&heights);
        let at = measured.index_of_event(100).unwrap();
        for index in 0..=measured.len() {
            let expected = estimated.offset_px(index) + if index > at { 30.0 } else { 0.0 };
            assert!((measured.offset_px(index) - expected).abs() < 1e-9, "{index}");
        }
        assert!((measured.height_px(at) - 80.0).abs() < 1e-9);
    }

    #[test]
    fn a_list_too_tall_to_lay_out_is_reached_from_end_to_end() {
        let archive = archive(&mut Seeded(76), 2_000);
        let tall = Heights::estimated(50_000.0, 44.0);
        let list = DayList::of(&archive, &Mask::full(2_000), &tall);
        let scrolls = TALLEST_PX - 800.0;
        for share in [0.0, 0.3, 1.0] {
            let visible = list.visible(scrolls * share, 800.0, 0.0);
            let drawn: f64 = visible.entries.clone().map(|index| list.height_px(index)).sum();
            let laid_px = visible.before_px + drawn + visible.after_px;
            assert!((laid_px - TALLEST_PX).abs() < 60_000.0, "{laid_px}");
            assert!(visible.before_px <= scrolls * share + 1e-6);
        }
        assert_eq!(list.visible(0.0, 800.0, 0.0).entries.start, 0);
        assert_eq!(list.visible(scrolls, 800.0, 0.0).entries.end, list.len());
        let at = list.index_of_event(1_234).unwrap();
        assert_eq!(list.visible(list.scroll_px(at, 800.0) + 1.0, 800.0, 0.0).entries.start, at);
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
        assert_eq!(list.index_of_day(Day(0)), Some(0));
        assert_eq!(list.index_of_day(Day(1_000_000)), None);
        assert_eq!(list.index_of_event(10).map(|index| list.offset_px(index)), Some(30.0));
    }
}
