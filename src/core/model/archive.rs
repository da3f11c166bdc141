//! The loaded record: immutable, its parts linked by row, shared by pointer.
//! How it is read from a file stands in `read`.

use super::{ActorKind, Certainty, Events, Kind, Measure, Precision, Qualifier, SourceKind, Texts};
use crate::core::{
    geo::LonLat,
    i18n::{Lang, Picked, Text},
    time::{Day, Edtf, Span},
};

/// A position in one of the archive's lists.
pub type Row = usize;

/// A whole record. Events stand in the order of their first day, then their last, then their id.
#[derive(Clone, Debug, PartialEq)]
pub struct Archive {
    pub id: String,
    pub title: Text,
    pub description: Text,
    /// The tag of the language that texts fall back to.
    pub language: String,
    pub languages: Vec<String>,
    pub license: String,
    pub updated: String,
    /// The span of time shown first.
    pub window: Span,
    /// The date shown first.
    pub cursor: Day,
    /// The regions of the map in the record's order, then the countries of places outside them,
    /// by code, then at most one area for events without a place.
    pub areas: Vec<Area>,
    /// The documents everything rests on. Where `sources_file` names a file they have only their
    /// ids, and what they are follows from there.
    pub sources: Vec<Source>,
    /// The name of the file beside the record that holds the sources, where the record does not.
    pub sources_file: Option<String>,
    pub places: Vec<Place>,
    pub actors: Vec<Actor>,
    pub events: Events,
    /// Totals that somebody stated, by the date they hold for.
    pub claims: Vec<Claim>,
    pub stories: Vec<Story>,
    /// Every tag in use, in alphabetical order.
    pub tags: Vec<Tag>,
}

/// Where an event can lie: a region of the map, a country, or nowhere known.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// ISO 3166-2 for a region (`PE-PUN`), ISO 3166-1 for a country (`FR`), empty for nowhere.
    pub id: String,
    pub kind: AreaKind,
    /// The region's name; empty for a country, whose name comes from its code.
    pub name: Text,
    pub population: Option<Population>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaKind {
    Region,
    /// A country as a whole, the regions' own or another.
    Country,
    Nowhere,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    pub value: f64,
    pub year: i32,
    pub sources: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub id: String,
    pub title: String,
    pub publisher: String,
    pub author: Option<String>,
    pub published: Option<Edtf>,
    /// An http or https address, checked when read.
    pub url: Option<String>,
    /// BCP 47 tag of the language the source is in.
    pub language: String,
    /// Nothing where only the source's id is known; its title is the id then.
    pub kind: Option<SourceKind>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub id: String,
    pub name: String,
    pub area: Row,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub province: Option<String>,
    /// Nothing where the record gives no coordinates; such a place is on no map.
    pub at: Option<LonLat>,
    pub precision: Precision,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    pub id: String,
    pub kind: ActorKind,
    pub name: String,
    pub role: Text,
    pub sources: Vec<Row>,
}

/// What events are about, by which they can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    pub id: String,
    /// Empty where the record gives no name.
    pub name: Text,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub id: String,
    pub start: Edtf,
    pub end: Option<Edtf>,
    /// Every day the event may have lasted, from the start's first to the end's last.
    pub span: Span,
    pub place: Option<Row>,
    pub area: Row,
    pub kind: Kind,
    pub title: Text,
    pub summary: Text,
    pub actors: Vec<Row>,
    pub figures: Vec<EventFigure>,
    /// Rows of `Archive::tags`.
    pub tags: Vec<Row>,
    pub certainty: Certainty,
    pub sources: Vec<Row>,
}

/// A number that an event's sources give.
#[derive(Clone, Debug, PartialEq)]
pub struct EventFigure {
    pub measure: Measure,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub qualifier: Qualifier,
    /// Whether the figure belongs to the record's own ledger, where each death counts once.
    pub counted: bool,
    pub note: Text,
    pub sources: Vec<Row>,
}

/// What a figure or a claim states.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub measure: Measure,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub qualifier: Qualifier,
}

/// A running total: somebody's count, as of a date, with its sources.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub id: String,
    pub measure: Measure,
    pub as_of: Edtf,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub qualifier: Qualifier,
    /// The country or region counted: `PE`, `PE-PUN`.
    pub scope: String,
    pub breakdown: Vec<Breakdown>,
    pub claimant: Text,
    pub note: Text,
    pub sources: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown {
    pub group: Text,
    pub value: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    pub id: String,
    pub title: Text,
    pub summary: Text,
    pub steps: Vec<StoryStep>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StoryStep {
    pub text: Text,
    pub event: Option<Row>,
    pub view: StoryView,
}

/// What a step of a story sets; what it leaves out stays open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoryView {
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub cursor: Option<Day>,
    pub regions: Vec<String>,
    pub kinds: Vec<Kind>,
    pub actors: Vec<String>,
}

impl Area {
    pub fn is_region(&self) -> bool {
        self.kind == AreaKind::Region
    }
}

impl Tag {
    /// The name in a language; without one, the id's words.
    pub fn words(&self, lang: Lang, original: &str) -> String {
        match self.name.in_language(lang, original).text {
            "" => self.id.replace('-', " "),
            name => name.to_owned(),
        }
    }
}

impl Event {
    /// The deaths that the record's own ledger counts at this event.
    pub fn counted_deaths(&self) -> u32 {
        deaths_counted(&self.figures)
    }

    /// The people hurt: of the figures the event's sources give, the largest, each taken by its low
    /// end where it has one. Figures of one event describe the same people, so they do not add up.
    pub fn injuries(&self) -> f64 {
        people_hurt(&self.figures)
    }
}

/// The deaths that the record's own ledger counts, of an event's figures.
pub(super) fn deaths_counted(figures: &[EventFigure]) -> u32 {
    figures
        .iter()
        .filter(|figure| figure.counted && figure.measure == Measure::Deaths)
        .filter_map(|figure| figure.value)
        .map(|value| value.max(0.0) as u32)
        .sum()
}

/// The people hurt, of an event's figures.
pub(super) fn people_hurt(figures: &[EventFigure]) -> f64 {
    figures
        .iter()
        .filter(|figure| figure.measure == Measure::Injuries)
        .filter_map(|figure| figure.low.or(figure.value))
        .fold(0.0, f64::max)
}

/// What is known of what follows after a delivered record.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// By row; none while it is not known what they are.
    pub sources: &'a [Source],
    /// The events' prose by row, where the record itself has none.
    pub summaries: Option<&'a Texts>,
    /// What the steps tell, by story, likewise.
    pub steps: &'a [Vec<Text>],
}

impl<'a> Known<'a> {
    /// What stands in the record itself.
    pub fn of(archive: &'a Archive) -> Self {
        Self { sources: &archive.sources, summaries: None, steps: &[] }
    }

    /// What a step of a story tells.
    pub fn step(self, archive: &'a Archive, story: Row, step: usize) -> Option<&'a Text> {
        let own = &archive.stories.get(story)?.steps.get(step)?.text;
        Some(self.steps.get(story).and_then(|steps| steps.get(step)).unwrap_or(own))
    }

    /// What happened at an event, in prose.
    pub fn summary(self, archive: &'a Archive, row: Row, lang: Lang) -> Picked<'a> {
        match self.summaries {
            Some(summaries) => summaries.in_language(row, lang, &archive.language),
            None => archive.events.summary(row, lang, &archive.language),
        }
    }
}

impl Archive {
    /// The first and last day of any event; the record's own window where it has none.
    pub fn extent(&self) -> Span {
        self.events.extent().unwrap_or(self.window)
    }

    pub fn event_row(&self, id: &str) -> Option<Row> {
        self.events.position(id)
    }

    /// Where an event lies on the globe, if the record says.
    pub fn event_at(&self, event: &Event) -> Option<LonLat> {
        self.places.get(event.place?)?.at
    }
}
