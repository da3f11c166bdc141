//! The only writers of the shared state. Each says what the reader did.

use super::{App, Shared, Sources};
use crate::core::{
    i18n::Lang,
    model::{Archive, Details, Row, StoryStep},
    query::{Filters, Index, Query, TimeView},
    time::{Day, Span},
    timeline::{Limits, TimeScale, opening},
};

impl App {
    /// Opens the same record in another language, or a newer version of it.
    pub fn open(self, archive: Shared<Archive>, lang: Lang, countries: Vec<String>) {
        self.countries.set(Shared::new(countries));
        self.lang.set(lang);
        if !self.sources.read_untracked().is_of(&archive) {
            self.sources.set(Sources::of(&archive));
        }
        self.indexed.set(None);
        self.archive.set(archive);
    }

    /// Takes the words of a big record.
    pub fn learn_index(self, index: Index) {
        self.indexed.set(Some(Shared::new(index)));
    }

    /// Takes where notes stand.
    pub fn learn_notes(self, told: String) {
        self.noted.set(told);
    }

    /// Takes what the record's sources are and its prose, or why that could not be had.
    pub fn learn_sources(self, details: Result<Details, String>) {
        // What the sources are called is searched as well.
        self.indexed.set(None);
        self.sources.set(details.map_or_else(Sources::Failed, Sources::Here));
    }

    /// Asks for the file of sources once more.
    pub fn ask_for_sources(self) {
        self.sources.set(Sources::of(&self.archive.read_untracked()));
    }

    /// Takes every choice at once, as a link or a step back says them.
    pub fn follow(self, query: Query) {
        self.change(|now| *now = query);
    }

    /// Changes the choices; nothing is told to anyone if they stay what they were.
    pub fn change(self, change: impl FnOnce(&mut Query)) {
        let mut next = self.query.get_untracked();
        let before = (next.cursor, next.time);
        change(&mut next);
        if let Some(cursor) = next.cursor.filter(|_| next.cursor != before.0)
            && next.time == before.1
        {
            next.time = self.showing(cursor, next.time);
        }
        if next != *self.query.read_untracked() {
            self.query.set(next);
        }
    }

    /// The stretch of time on screen, moved as little as needed to show a day.
    fn showing(self, day: Day, time: Option<TimeView>) -> Option<TimeView> {
        let archive = self.archive.read_untracked();
        let view = time.unwrap_or_else(|| opening(archive.window, archive.extent()));
        let scale = TimeScale { view, left_px: 0.0, width_px: 1_000.0 };
        let moved = scale.showing(day, Limits::of(&archive)).view;
        if moved == view { time } else { Some(moved) }
    }

    /// Changes what narrows the events.
    pub fn narrow(self, change: impl FnOnce(&mut Filters)) {
        self.change(|query| change(&mut query.filters));
    }

    /// Takes away everything that narrows.
    pub fn clear(self) {
        self.narrow(|filters| *filters = Filters::default());
    }

    /// Opens an event and brings the cursor to its first day.
    pub fn select(self, row: Row) {
        let archive = self.archive.read_untracked();
        let Some(event) = archive.events.get(row) else { return };
        let (id, day) = (event.id.clone(), event.span.first);
        drop(archive);
        self.change(|query| {
            query.event = Some(id);
            query.cursor = Some(day);
        });
    }

    /// Closes the open event; the cursor stays at its day.
    pub fn close_event(self) {
        self.change(|query| query.event = None);
    }

    /// Brings the cursor to a day within the record.
    pub fn point_at(self, day: Day) {
        let extent = self.derived.extent.get_untracked();
        self.change(|query| query.cursor = Some(day.clamp(extent.first, extent.last)));
    }

    /// Narrows to a span of days; the whole record is no narrowing.
    pub fn brush(self, span: Option<Span>) {
        let extent = self.derived.extent.get_untracked();
        let narrows = |span: &Span| span.first > extent.first || span.last < extent.last;
        let held = |span: Span| Span {
            first: span.first.clamp(extent.first, extent.last),
            last: span.last.clamp(extent.first, extent.last),
        };
        self.narrow(|filters| filters.window = span.map(held).filter(narrows));
    }

    /// Has the page's words say the window that is chosen.
    pub fn say_window(self) {
        let window = self.query.read_untracked().filters.window;
        if window != self.said.get_untracked() {
            self.said.set(window);
        }
    }

    /// Goes to a step of a story and shows what the step is about.
    pub fn tell(self, story: &str, step: usize) {
        let archive = self.archive.read_untracked();
        let Some(found) = archive.stories.iter().find(|found| found.id == story) else { return };
        let Some(at) = found.steps.get(step) else { return };
        let query = self.told(&archive, story, step, at);
        drop(archive);
        self.change(|now| *now = query);
    }

    fn told(self, archive: &Archive, story: &str, step: usize, at: &StoryStep) -> Query {
        let now = self.query.read_untracked();
        let event = at.event.and_then(|row| archive.events.get(row));
        let view = &at.view;
        let extent = archive.extent();
        let window = (view.from.is_some() || view.to.is_some()).then(|| {
            Span::between(view.from.unwrap_or(extent.first), view.to.unwrap_or(extent.last))
        });
        Query {
            filters: Filters {
                window,
                areas: view.regions.iter().cloned().collect(),
                kinds: view.kinds.iter().copied().collect(),
                actors: view.actors.iter().cloned().collect(),
                ..Filters::default()
            },
            cursor: view.cursor.or(event.as_ref().map(|event| event.span.first)).or(now.cursor),
            event: event.map(|event| event.id.clone()),
            story: Some((story.to_owned(), step)),
            claims: None,
            ..now.clone()
        }
    }

    /// Leaves the story and takes away what its step narrowed; its event stays open.
    pub fn leave_story(self) {
        self.change(|query| {
            query.story = None;
            query.filters = Filters::default();
        });
    }
}
