//! The events tied to one cord, in the order of time, with running sums by day: what lies in any
//! stretch of time is the difference of two of them, whatever the number of events.

use super::Anchor;
use crate::core::{
    model::{Events, Row},
    time::{Day, Span},
};

/// Events by day, then by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strand {
    rows: Vec<u32>,
    /// The days on which an event is tied, each with the sum up to its end.
    days: Vec<(Day, Sum)>,
    /// The rows that last longer than a day.
    long: Vec<u32>,
}

/// How many events of each family, in the order of `Family::ALL`, and how many deaths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub families: [u32; 4],
    pub deaths: u32,
}

impl Sum {
    pub fn count(&self) -> u32 {
        self.families.iter().sum()
    }

    #[must_use]
    pub fn plus(self, other: &Self) -> Self {
        let [protest, violence, institution, voice] = self.families;
        let [more_protest, more_violence, more_institution, more_voice] = other.families;
        Self {
            families: [
                protest + more_protest,
                violence + more_violence,
                institution + more_institution,
                voice + more_voice,
            ],
            deaths: self.deaths + other.deaths,
        }
    }

    fn minus(self, other: &Self) -> Self {
        let [protest, violence, institution, voice] = self.families;
        let [less_protest, less_violence, less_institution, less_voice] = other.families;
        Self {
            families: [
                protest - less_protest,
                violence - less_violence,
                institution - less_institution,
                voice - less_voice,
            ],
            deaths: self.deaths - other.deaths,
        }
    }
}

impl Strand {
    /// Ties an event on after all others; the one tied last is not tied twice.
    pub fn push(&mut self, events: &Events, day: Day, row: Row) {
        let Some(kind) = events.kind(row) else { return };
        if self.rows.last() == Some(&(row as u32)) {
            return;
        }
        if self.days.last().is_none_or(|(last, _)| *last != day) {
            self.days.push((day, self.total()));
        }
        if let Some((_, sum)) = self.days.last_mut() {
            let family = kind.family() as usize;
            sum.families.iter_mut().skip(family).take(1).for_each(|count| *count += 1);
            sum.deaths += events.deaths(row);
        }
        if events.span(row).is_some_and(|span| span.days() > 1) {
            self.long.push(row as u32);
        }
        self.rows.push(row as u32);
    }

    /// How many events are tied.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    pub fn total(&self) -> Sum {
        self.days.last().map(|(_, sum)| *sum).unwrap_or_default()
    }

    pub fn rows(&self) -> impl Iterator<Item = Row> {
        self.rows.iter().map(|row| *row as Row)
    }

    /// The rows that last longer than a day.
    pub fn long_rows(&self) -> impl Iterator<Item = Row> {
        self.long.iter().map(|row| *row as Row)
    }

    /// The rows tied within a span of days.
    pub fn rows_within(&self, span: Span) -> &[u32] {
        let (from, to) = self.bounds(span);
        let at = |days: usize| self.upto(days).count() as usize;
        self.rows.get(at(from)..at(to)).unwrap_or_default()
    }

    /// What is tied within a span of days.
    pub fn sum(&self, span: Span) -> Sum {
        let (from, to) = self.bounds(span);
        self.upto(to).minus(&self.upto(from))
    }

    /// The days of a span on which an event is tied, each with what is tied there.
    pub fn days_within(&self, span: Span) -> impl Iterator<Item = (Day, Sum)> {
        let (from, to) = self.bounds(span);
        let mut before = self.upto(from);
        self.days.get(from..to).unwrap_or_default().iter().map(move |(day, upto)| {
            let sum = upto.minus(&before);
            before = *upto;
            (*day, sum)
        })
    }

    /// The next day with an event, or the one before: what readers who want no motion step by.
    pub fn day_beside(&self, day: Day, forward: bool) -> Option<Day> {
        let found = if forward {
            self.days.get(self.days.partition_point(|(other, _)| *other <= day))
        } else {
            let before = self.days.partition_point(|(other, _)| *other < day);
            before.checked_sub(1).and_then(|at| self.days.get(at))
        };
        found.map(|(day, _)| *day)
    }

    /// The most events on one day.
    pub fn most_a_day(&self) -> u32 {
        let count = |at: usize| self.upto(at + 1).count() - self.upto(at).count();
        (0..self.days.len()).map(count).max().unwrap_or_default()
    }

    /// The first and last day on which an event is tied.
    pub fn span(&self) -> Option<Span> {
        let ((first, _), (last, _)) = self.days.first().zip(self.days.last())?;
        Some(Span { first: *first, last: *last })
    }

    /// The events of a span as they are drawn one by one.
    pub fn anchors(&self, events: &Events, span: Span) -> Vec<Anchor> {
        let rows = self.rows_within(span).iter();
        rows.filter_map(|row| Anchor::new(*row as Row, events)).collect()
    }

    fn upto(&self, days: usize) -> Sum {
        let before = days.checked_sub(1).and_then(|at| self.days.get(at));
        before.map(|(_, sum)| *sum).unwrap_or_default()
    }

    fn bounds(&self, span: Span) -> (usize, usize) {
        let from = self.days.partition_point(|(day, _)| *day < span.first);
        let rest = self.days.get(from..).unwrap_or_default();
        (from, from + rest.partition_point(|(day, _)| *day <= span.last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::sample::{Seeded, archive};

    #[test]
    fn what_lies_in_a_span_is_what_a_walk_over_all_events_finds() {
        let mut seeded = Seeded(81);
        let archive = archive(&mut seeded, 300);
        let events = &archive.events;
        let mut strand = Strand::default();
        for row in (0..300).filter(|row| row % 3 != 0) {
            strand.push(events, events.day(row), row);
            strand.push(events, events.day(row), row);
        }
        for _ in 0..200 {
            let day = |seeded: &mut Seeded| archive.window.first.plus(seeded.below(110) as i32 - 9);
            let span = Span::between(day(&mut seeded), day(&mut seeded));
            let naive: Vec<u32> = (0..300_u32)
                .filter(|row| row % 3 != 0 && span.contains(events.day(*row as Row)))
                .collect();
            assert_eq!(strand.rows_within(span), naive);
            let mut sum = Sum::default();
            for row in naive.iter().map(|row| *row as Row) {
                sum.families[events.kind(row).unwrap().family() as usize] += 1;
                sum.deaths += events.deaths(row);
            }
            assert_eq!(strand.sum(span), sum);
            let by_day: Vec<(Day, Sum)> = strand.days_within(span).collect();
            assert!(by_day.iter().all(|(day, sum)| span.contains(*day) && sum.count() > 0));
            assert!(by_day.is_sorted_by(|(one, _), (other, _)| one < other));
            let all = by_day.iter().fold(Sum::default(), |all, (_, sum)| all.plus(sum));
            assert_eq!(all, sum);
        }
        assert_eq!(strand.count(), strand.total().count() as usize);
        let days: Vec<Day> = strand.rows().map(|row| events.day(row)).collect();
        for day in (0..110).map(|day| archive.window.first.plus(day - 9)) {
            let after = days.iter().copied().filter(|other| *other > day).min();
            let before = days.iter().copied().filter(|other| *other < day).max();
            let found = [true, false].map(|forward| strand.day_beside(day, forward));
            assert_eq!(found, [after, before], "{day}");
        }
    }
}
