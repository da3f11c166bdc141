//! An event as other programs take it: its columns, each a text, a number or a list of texts.
//! CSV and GeoJSON hold the same columns under the same names.

use super::InView;
use crate::core::{
    i18n::{edtf_span, figure_words, measure_word_of, say},
    link::encode,
    model::{Area, Event, EventFigure, Measure, Place, Row, Source},
    query::Query,
};

/// An event in view, and what it refers to.
pub(super) struct Entry<'a> {
    view: InView<'a>,
    pub row: Row,
    pub event: Event,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Text(String),
    Number(Option<f64>),
    List(Vec<String>),
}

/// A column: its name, and what of an event stands in it.
pub(super) type Column = (&'static str, fn(&Entry) -> Cell);

/// All columns in their order. `docs/formats/exports.md` describes each.
pub(super) const COLUMNS: [Column; 26] = [
    ("id", |it| text(&it.event.id)),
    ("start", |it| text(&it.event.start.text)),
    ("end", |it| text(it.event.end.as_ref().map_or("", |date| &date.text))),
    ("first_day", |it| Cell::Text(it.event.span.first.to_string())),
    ("last_day", |it| Cell::Text(it.event.span.last.to_string())),
    ("kind", |it| text(it.event.kind.id())),
    ("certainty", |it| text(it.event.certainty.id())),
    ("title", |it| text(it.title().0)),
    ("summary", |it| text(it.summary().0)),
    ("language", |it| text(it.title().1)),
    ("place", |it| text(it.place().map_or("", |place| &place.name))),
    ("province", |it| text(it.place().and_then(|it| it.province.as_deref()).unwrap_or_default())),
    ("region", |it| text(it.region().map_or("", |area| &area.id))),
    ("region_name", |it| text(it.region_name())),
    ("country", |it| text(it.place().map_or("", |place| &place.country))),
    ("latitude", |it| Cell::Number(it.place().and_then(|place| place.at).map(|at| at.lat))),
    ("longitude", |it| Cell::Number(it.place().and_then(|place| place.at).map(|at| at.lon))),
    ("precision", |it| text(it.place().map_or("", |place| place.precision.id()))),
    ("deaths", |it| Cell::Number(Some(f64::from(it.view.archive.events.deaths(it.row))))),
    ("injuries", |it| Cell::Number(it.injuries())),
    ("figures", |it| Cell::List(it.figures())),
    ("actors", |it| Cell::List(it.actors())),
    ("tags", |it| Cell::List(it.tags())),
    ("sources", |it| Cell::List(it.sources().map(|source| source.id.clone()).collect())),
    ("source_urls", |it| Cell::List(it.sources().filter_map(|it| it.url.clone()).collect())),
    ("link", |it| Cell::Text(it.link().unwrap_or_default())),
];

/// The names of the columns of CSV, in their order.
pub fn column_names() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(name, _)| *name)
}

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

impl<'a> Entry<'a> {
    pub fn of(view: InView<'a>, row: Row) -> Option<Self> {
        Some(Self { view, row, event: view.archive.events.get(row)? })
    }

    /// The title, and the tag of its language.
    pub fn title(&self) -> (&'a str, &'a str) {
        let archive = self.view.archive;
        let picked = archive.events.title(self.row, self.view.lang, &archive.language);
        (picked.text, picked.tag)
    }

    /// What happened in prose, and the tag of its language; both empty where there is none.
    pub fn summary(&self) -> (&'a str, &'a str) {
        let picked = self.view.known.summary(self.view.archive, self.row, self.view.lang);
        (picked.text, picked.tag)
    }

    pub fn place(&self) -> Option<&'a Place> {
        self.view.archive.places.get(self.event.place?)
    }

    /// The region of the map that the event lies in.
    pub fn region(&self) -> Option<&'a Area> {
        self.view.archive.areas.get(self.event.area).filter(|area| area.is_region())
    }

    pub fn region_name(&self) -> &'a str {
        let name = |area: &'a Area| {
            area.name.in_language(self.view.lang, &self.view.archive.language).text
        };
        self.region().map_or("", name)
    }

    /// When it was, in words: "about 24 December 2022".
    pub fn date_words(&self) -> String {
        edtf_span(self.view.lang, &self.event.start, self.event.end.as_ref())
    }

    /// Each number that the sources give, in words: "at least 49 people killed".
    pub fn figures(&self) -> Vec<String> {
        self.event.figures.iter().map(|figure| self.figure_words(figure)).collect()
    }

    fn figure_words(&self, figure: &EventFigure) -> String {
        let lang = self.view.lang;
        let &EventFigure { measure, value, low, high, qualifier, .. } = figure;
        let mut words = figure_words(lang, value, low, high, qualifier);
        words.push(' ');
        words.push_str(say(lang, measure_word_of(lang, measure, value.or(low), high)));
        let note = figure.note.in_language(lang, &self.view.archive.language).text;
        if !note.is_empty() {
            words.push_str(" (");
            words.push_str(note);
            words.push(')');
        }
        words
    }

    /// The people hurt, as the record's views count them; nothing where no source counts them.
    fn injuries(&self) -> Option<f64> {
        let counted = self.view.archive.events.injuries(self.row);
        let is_counted = |figure: &EventFigure| figure.measure == Measure::Injuries;
        (counted > 0.0 || self.event.figures.iter().any(is_counted)).then_some(counted)
    }

    pub fn actors(&self) -> Vec<String> {
        let actors = self.event.actors.iter();
        actors.filter_map(|row| Some(self.view.archive.actors.get(*row)?.name.clone())).collect()
    }

    /// The names of what the event is about.
    pub fn tags(&self) -> Vec<String> {
        let archive = self.view.archive;
        let tags = self.event.tags.iter().filter_map(|row| archive.tags.get(*row));
        tags.map(|tag| tag.words(self.view.lang, &archive.language)).collect()
    }

    pub fn sources(&self) -> impl Iterator<Item = &'a Source> {
        self.event.sources.iter().filter_map(|row| self.view.source(*row))
    }

    /// The address that opens the event, where the page's is known.
    pub fn link(&self) -> Option<String> {
        let query = Query { event: Some(self.event.id.clone()), ..Query::default() };
        self.view.page.map(|page| format!("{page}#{}", encode(&query)))
    }
}
