//! The part of a record that belongs to the events in view.
//!
//! Where every event is in view the part is the whole record. Else it holds what the events in
//! view refer to; the claims as of a day in view that count a country or region where an event in
//! view lies; the stories that open events, all of them in view; and the sources of all these.

use super::InView;
use crate::core::{
    model::{Claim, Row, Story},
    time::Span,
};

/// Rows of the record's lists.
pub(super) struct Part {
    pub areas: Marks,
    pub places: Marks,
    pub actors: Marks,
    pub tags: Marks,
    pub sources: Marks,
    pub claims: Marks,
    pub stories: Marks,
    /// The days in view; nothing where the record's own stand.
    pub days: Option<Span>,
}

/// The rows of one list that are marked.
pub(super) struct Marks(Vec<bool>);

impl Marks {
    fn new(rows: usize, all: bool) -> Self {
        Self(vec![all; rows])
    }

    fn add(&mut self, row: Row) {
        if let Some(mark) = self.0.get_mut(row) {
            *mark = true;
        }
    }

    fn add_all<'a>(&mut self, rows: impl IntoIterator<Item = &'a Row>) {
        rows.into_iter().for_each(|row| self.add(*row));
    }

    pub fn rows(&self) -> impl Iterator<Item = Row> {
        self.0.iter().enumerate().filter_map(|(row, mark)| mark.then_some(row))
    }
}

impl Part {
    pub fn of(view: &InView) -> Self {
        let mut part = Self::of_events(view);
        if !view.rows.is_full() {
            part.take_claims(view);
            part.take_stories(view);
            part.take_sources(view);
        }
        part
    }

    /// What the events in view refer to, and no more; the whole record where every one is.
    pub fn of_events(view: &InView) -> Self {
        let archive = view.archive;
        let whole = view.rows.is_full();
        let marks = |rows| Marks::new(rows, whole);
        let mut part = Self {
            areas: marks(archive.areas.len()),
            places: marks(archive.places.len()),
            actors: marks(archive.actors.len()),
            tags: marks(archive.tags.len()),
            sources: marks(archive.sources.len()),
            claims: marks(archive.claims.len()),
            stories: marks(archive.stories.len()),
            days: view.window,
        };
        if !whole {
            part.take_events(view);
        }
        part
    }

    fn take_events(&mut self, view: &InView) {
        for row in view.rows.iter() {
            let Some(event) = view.archive.events.get(row) else { continue };
            self.areas.add(event.area);
            self.places.add_all(&event.place);
            self.actors.add_all(&event.actors);
            self.tags.add_all(&event.tags);
            self.sources.add_all(&event.sources);
            self.sources.add_all(event.figures.iter().flat_map(|figure| &figure.sources));
        }
    }

    fn take_claims(&mut self, view: &InView) {
        let archive = view.archive;
        let Some(days) = view.window.or_else(|| extent(view)) else { return };
        let countries = self.places.rows().filter_map(|row| archive.places.get(row));
        let countries = countries.map(|place| place.country.as_str());
        let areas = self.areas.rows().filter_map(|row| archive.areas.get(row));
        let scopes: Vec<&str> = areas.map(|area| area.id.as_str()).chain(countries).collect();
        let belongs =
            |claim: &Claim| claim.as_of.span.meets(days) && scopes.contains(&claim.scope.as_str());
        for (row, claim) in archive.claims.iter().enumerate().filter(|(_, claim)| belongs(claim)) {
            self.claims.add(row);
            self.sources.add_all(&claim.sources);
        }
    }

    fn take_stories(&mut self, view: &InView) {
        let archive = view.archive;
        let belongs = |story: &Story| {
            let mut opened = story.steps.iter().filter_map(|step| step.event).peekable();
            opened.peek().is_some() && opened.all(|row| view.rows.contains(row))
        };
        for (row, story) in archive.stories.iter().enumerate().filter(|(_, it)| belongs(it)) {
            self.stories.add(row);
            for shown in story.steps.iter().map(|step| &step.view) {
                let area = |id: &String| archive.areas.iter().position(|area| area.id == *id);
                let actor = |id: &String| archive.actors.iter().position(|actor| actor.id == *id);
                shown.regions.iter().filter_map(area).for_each(|row| self.areas.add(row));
                shown.actors.iter().filter_map(actor).for_each(|row| self.actors.add(row));
            }
        }
    }

    /// The sources of the actors and of the regions' inhabitants.
    fn take_sources(&mut self, view: &InView) {
        let archive = view.archive;
        for actor in self.actors.rows().filter_map(|row| archive.actors.get(row)) {
            self.sources.add_all(&actor.sources);
        }
        for area in self.areas.rows().filter_map(|row| archive.areas.get(row)) {
            self.sources.add_all(area.population.iter().flat_map(|counted| &counted.sources));
        }
    }
}

/// The first and last day of the events in view.
fn extent(view: &InView) -> Option<Span> {
    let spans = view.rows.iter().filter_map(|row| view.archive.events.span(row));
    spans.reduce(|one, other| Span {
        first: one.first.min(other.first),
        last: one.last.max(other.last),
    })
}
