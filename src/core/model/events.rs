//! The events as columns: one list a property, one entry an event. A million events are as many
//! bytes as their numbers need, and a count walks one list and touches nothing else.
//! A whole event is put together where one is read (`get`); nothing here filters or counts.

use std::ops::Range;

use super::{Certainty, Event, EventFigure, Kind, Links, Place, Row, Texts, column::part};
use crate::core::{
    i18n::{Lang, Picked},
    time::{Day, Edtf, Span},
};

/// Stands for no place, in the column of places.
pub const NO_PLACE: u32 = u32::MAX;

/// All events of a record, in the order of their first day, then their last, then their id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events {
    pub(super) ids: String,
    pub(super) id_ends: Vec<u32>,
    pub(super) first: Vec<Day>,
    pub(super) last: Vec<Day>,
    pub(super) kinds: Vec<Kind>,
    pub(super) certainty: Vec<Certainty>,
    pub(super) areas: Vec<u32>,
    pub(super) places: Vec<u32>,
    pub(super) deaths: Vec<u32>,
    pub(super) injuries: Vec<f32>,
    pub(super) actors: Links,
    pub(super) tags: Links,
    pub(super) sources: Links,
    pub(super) figure_ends: Vec<u32>,
    pub(super) figures: Vec<EventFigure>,
    pub(super) titles: Texts,
    pub(super) summaries: Texts,
    /// The rows that last longer than a day, and how much longer the longest of them does.
    pub(super) long: Vec<u32>,
    pub(super) longest_days: i32,
    pub(super) last_of_all: Day,
    /// The dates that are more than a plain first or last day, by row.
    pub(super) dates: Vec<(u32, Edtf, Option<Edtf>)>,
}

/// An event as its columns take it: every row of another list is known, and the dates are given
/// only where they are more than the first and the last day.
pub struct EventRow<'a> {
    pub id: &'a str,
    pub span: Span,
    pub dates: Option<(Edtf, Option<Edtf>)>,
    pub place: Option<u32>,
    pub area: u32,
    pub kind: Kind,
    pub certainty: Certainty,
    pub deaths: u32,
    pub injuries: f64,
    pub actors: &'a [u32],
    pub tags: &'a [u32],
    pub sources: &'a [u32],
    pub figures: &'a [EventFigure],
    /// Wordings, each behind its language's tag.
    pub title: &'a [(&'a str, &'a str)],
    pub summary: &'a [(&'a str, &'a str)],
}

impl Events {
    /// Adds an event that comes after all others.
    pub fn push(&mut self, event: &Event) {
        let dates = (event.start.clone(), event.end.clone());
        let rows = |rows: &[Row]| rows.iter().map(|row| *row as u32).collect::<Vec<_>>();
        let [title, summary] = [&event.title, &event.summary].map(|t| t.iter().collect::<Vec<_>>());
        self.push_row(&EventRow {
            id: &event.id,
            span: event.span,
            dates: (dates != plain(event.span)).then_some(dates),
            place: event.place.map(|place| place as u32),
            area: event.area as u32,
            kind: event.kind,
            certainty: event.certainty,
            deaths: event.counted_deaths(),
            injuries: event.injuries(),
            actors: &rows(&event.actors),
            tags: &rows(&event.tags),
            sources: &rows(&event.sources),
            figures: &event.figures,
            title: &title,
            summary: &summary,
        });
    }

    /// The same, from what its columns take.
    pub fn push_row(&mut self, event: &EventRow) {
        let row = self.len() as u32;
        self.ids.push_str(event.id);
        self.id_ends.push(self.ids.len() as u32);
        self.first.push(event.span.first);
        self.last.push(event.span.last);
        let is_later = row == 0 || event.span.last > self.last_of_all;
        self.last_of_all = if is_later { event.span.last } else { self.last_of_all };
        if event.span.days() > 1 {
            self.long.push(row);
            self.longest_days = self.longest_days.max(event.span.last.0 - event.span.first.0);
        }
        self.kinds.push(event.kind);
        self.certainty.push(event.certainty);
        self.areas.push(event.area);
        self.places.push(event.place.unwrap_or(NO_PLACE));
        self.deaths.push(event.deaths);
        self.injuries.push(event.injuries as f32);
        self.actors.push(event.actors);
        self.tags.push(event.tags);
        self.sources.push(event.sources);
        self.figures.extend_from_slice(event.figures);
        self.figure_ends.push(self.figures.len() as u32);
        self.titles.push(event.title);
        self.summaries.push(event.summary);
        if let Some((start, end)) = &event.dates {
            self.dates.push((row, start.clone(), end.clone()));
        }
    }

    /// Takes the prose that came apart from the events.
    pub fn take_summaries(&mut self, summaries: Texts) {
        self.summaries = summaries;
    }

    /// Fills in what follows from the other columns and from the places the events lie at; events
    /// without a place lie in the area given.
    pub(super) fn settle(&mut self, places: &[Place], nowhere: Row) {
        let area = |place: &u32| places.get(*place as Row).map_or(nowhere, |place| place.area);
        self.areas = self.places.iter().map(|place| area(place) as u32).collect();
        for (row, (first, last)) in (0..).zip(self.first.iter().zip(&self.last)) {
            if last > first {
                self.long.push(row);
                self.longest_days = self.longest_days.max(last.0 - first.0);
            }
        }
        self.last_of_all = self.last.iter().copied().max().unwrap_or_default();
    }

    /// The first and last day of any event, if there is any.
    pub fn extent(&self) -> Option<Span> {
        self.first.first().map(|first| Span { first: *first, last: self.last_of_all })
    }

    pub fn len(&self) -> usize {
        self.first.len()
    }

    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// One whole event.
    pub fn get(&self, row: Row) -> Option<Event> {
        let span = self.span(row)?;
        let (start, end) = self.dates(row);
        let rows = |links: &Links| links.of(row).iter().map(|row| *row as Row).collect();
        Some(Event {
            id: self.id(row).to_owned(),
            start,
            end,
            span,
            place: self.place(row),
            area: self.area(row),
            kind: self.kind(row)?,
            title: self.titles.get(row),
            summary: self.summaries.get(row),
            actors: rows(&self.actors),
            figures: self.figures.get(part(&self.figure_ends, row)).unwrap_or_default().to_vec(),
            tags: rows(&self.tags),
            certainty: self.certainty.get(row).copied()?,
            sources: rows(&self.sources),
        })
    }

    /// Every whole event, one after another.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Event> + ExactSizeIterator {
        let event = |row| self.get(row).unwrap_or_else(|| unreachable!("a row below the length"));
        (0..self.len()).map(event)
    }

    pub fn id(&self, row: Row) -> &str {
        self.ids.get(part(&self.id_ends, row)).unwrap_or_default()
    }

    /// The row of an id.
    pub fn position(&self, id: &str) -> Option<Row> {
        (0..self.len()).find(|row| self.id(*row) == id)
    }

    /// Every day an event may have lasted.
    pub fn span(&self, row: Row) -> Option<Span> {
        Some(Span { first: *self.first.get(row)?, last: *self.last.get(row)? })
    }

    /// The dates as they are given: the start, and the end where one is.
    pub fn dates(&self, row: Row) -> (Edtf, Option<Edtf>) {
        let given = self.given(row).map(|(_, start, end)| (start.clone(), end.clone()));
        given.or_else(|| self.span(row).map(plain)).unwrap_or_else(|| plain(Span::default()))
    }

    /// The day an event is tied to: the one its start means, the middle one of several.
    pub fn day(&self, row: Row) -> Day {
        match self.given(row) {
            Some((_, start, _)) => start.span.first.plus((start.span.days() - 1) / 2),
            None => self.first.get(row).copied().unwrap_or_default(),
        }
    }

    /// The events tied to another day than their first, in the order of their rows.
    pub fn displaced(&self) -> impl Iterator<Item = (Day, Row)> {
        let day = |(row, _, _): &(u32, Edtf, Option<Edtf>)| (self.day(*row as Row), *row as Row);
        let tied = self.dates.iter().map(day);
        tied.filter(|(day, row)| self.first.get(*row) != Some(day))
    }

    /// Whether an event's dates are uncertain, approximate or wider than a day.
    pub fn is_doubtful(&self, row: Row) -> bool {
        let doubtful = |date: &Edtf| date.uncertain || date.approximate || date.span.days() > 1;
        self.given(row)
            .is_some_and(|(_, start, end)| doubtful(start) || end.as_ref().is_some_and(doubtful))
    }

    /// The rows that begin within a span of days.
    pub fn begun(&self, span: Span) -> Range<Row> {
        let from = self.first.partition_point(|day| *day < span.first);
        from..self.first.partition_point(|day| *day <= span.last).max(from)
    }

    /// The rows that began before a day and last until it or longer.
    pub fn lasting(&self, day: Day) -> impl Iterator<Item = Row> {
        let first = |row: &u32| self.first.get(*row as Row).copied().unwrap_or_default();
        let from = self.long.partition_point(|row| first(row) < day.plus(-self.longest_days));
        let long = self.long.get(from..).unwrap_or_default().iter();
        long.take_while(move |row| first(row) < day)
            .map(|row| *row as Row)
            .filter(move |row| self.last.get(*row).is_some_and(|last| *last >= day))
    }

    /// The rows that last longer than a day.
    pub fn long_rows(&self) -> &[u32] {
        &self.long
    }

    /// The first days, by row, in ascending order.
    pub fn first_days(&self) -> &[Day] {
        &self.first
    }

    /// The last days, by row.
    pub fn last_days(&self) -> &[Day] {
        &self.last
    }

    pub fn kind(&self, row: Row) -> Option<Kind> {
        self.kinds.get(row).copied()
    }

    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    pub fn certainties(&self) -> &[Certainty] {
        &self.certainty
    }

    pub fn area(&self, row: Row) -> Row {
        self.areas.get(row).map_or(0, |area| *area as Row)
    }

    /// Rows of `Archive::areas`, by row.
    pub fn areas(&self) -> &[u32] {
        &self.areas
    }

    pub fn place(&self, row: Row) -> Option<Row> {
        self.places.get(row).filter(|place| **place != NO_PLACE).map(|place| *place as Row)
    }

    /// Rows of `Archive::places` by row, [`NO_PLACE`] for none.
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// Deaths of the record's own ledger.
    pub fn deaths(&self, row: Row) -> u32 {
        self.deaths.get(row).copied().unwrap_or_default()
    }

    /// The people hurt, as `Event::injuries` counts them.
    pub fn injuries(&self, row: Row) -> f64 {
        f64::from(self.injuries.get(row).copied().unwrap_or_default())
    }

    /// Rows of `Archive::actors`, by row.
    pub fn actors(&self) -> &Links {
        &self.actors
    }

    /// Rows of `Archive::tags`, by row.
    pub fn tags(&self) -> &Links {
        &self.tags
    }

    /// Rows of `Archive::sources`, by row.
    pub fn sources(&self) -> &Links {
        &self.sources
    }

    pub fn titles(&self) -> &Texts {
        &self.titles
    }

    pub fn summaries(&self) -> &Texts {
        &self.summaries
    }

    pub fn title(&self, row: Row, lang: Lang, original: &str) -> Picked<'_> {
        self.titles.in_language(row, lang, original)
    }

    pub fn summary(&self, row: Row, lang: Lang, original: &str) -> Picked<'_> {
        self.summaries.in_language(row, lang, original)
    }

    /// How many bytes the columns hold, texts and all.
    pub fn bytes(&self) -> usize {
        const NUMBERS: usize = 4 * 8 + 2;
        let texts = self.titles.bytes() + self.summaries.bytes() + self.ids.len();
        let links = self.actors.bytes() + self.tags.bytes() + self.sources.bytes();
        let figures = self.figures.len() * size_of::<EventFigure>();
        self.len() * NUMBERS
            + texts
            + links
            + figures
            + self.dates.len() * size_of::<(u32, Edtf, Option<Edtf>)>()
    }

    fn given(&self, row: Row) -> Option<&(u32, Edtf, Option<Edtf>)> {
        let at = self.dates.binary_search_by_key(&(row as u32), |(row, _, _)| *row).ok()?;
        self.dates.get(at)
    }
}

impl FromIterator<Event> for Events {
    fn from_iter<I: IntoIterator<Item = Event>>(events: I) -> Self {
        let mut columns = Self::default();
        events.into_iter().for_each(|event| columns.push(&event));
        columns
    }
}

/// The dates of an event that began on one day and ended on another, both known.
pub(super) fn plain(span: Span) -> (Edtf, Option<Edtf>) {
    let end = (span.last > span.first).then(|| Edtf::from_day(span.last));
    (Edtf::from_day(span.first), end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::sample::{Seeded, archive, day};

    #[test]
    fn an_event_comes_back_from_its_columns_whole() {
        let mut events: Vec<Event> = archive(&mut Seeded(41), 80).events.iter().collect();
        let date = |text: &str| Edtf::parse(text).unwrap();
        let dates = [("2022-12", None), ("2022-12-07~", Some("2022-12-09?")), ("2022", None)];
        for (event, (start, end)) in events.iter_mut().skip(3).zip(dates) {
            (event.start, event.end) = (date(start), end.map(date));
        }
        let columns: Events = events.iter().cloned().collect();
        assert_eq!(columns.iter().collect::<Vec<_>>(), events);
        assert_eq!(columns.get(80), None);
        for (row, event) in events.iter().enumerate() {
            assert_eq!(columns.position(&event.id), Some(row));
            assert_eq!(columns.deaths(row), event.counted_deaths());
        }
        assert_eq!([3, 4, 5].map(|row| columns.is_doubtful(row)), [true; 3]);
        assert!(!columns.is_doubtful(2) && columns.day(2) == events[2].span.first);
        assert_eq!(columns.day(3), day("2022-12-16"));
        assert!(columns.bytes() > 80 * 34);
    }
}
