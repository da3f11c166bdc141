//! Writes the entries of a record as its file has them: the way back of `read`, entry by entry.
//! Nulls, empty texts and empty lists are left out. Which entries a file takes is not decided
//! here.

use serde_json::{Map, Value};

use super::archive::Amount;
use super::{
    Actor, Archive, Area, Claim, Event, EventFigure, FORMAT, Known, Place, Population, Row,
    SourceKind, Story, StoryStep, StoryView, Tag,
};
use crate::core::{
    i18n::Text,
    time::{Day, Span},
};

/// Writes entries of one record, each as a JSON object of the format khipu/1.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'a> {
    archive: &'a Archive,
    known: Known<'a>,
}

impl<'a> Writer<'a> {
    pub fn new(archive: &'a Archive, known: Known<'a>) -> Self {
        Self { archive, known }
    }

    /// What the record says of itself, without its lists. A record that was read with a wrong id
    /// or without a title gets plain ones.
    pub fn head(&self, window: Span, cursor: Day) -> Map<String, Value> {
        let Archive { id, title, description, language, languages, license, updated, .. } =
            self.archive;
        let id = if id.is_empty() { "record" } else { id };
        let title = match self.text(title) {
            Value::Null => id.into(),
            title => title,
        };
        // A delivered record names every language of the whole, and holds the texts of one.
        let own = std::slice::from_ref(language);
        let languages = if self.archive.sources_file.is_some() { own } else { languages };
        fields(vec![
            ("format", FORMAT.into()),
            ("id", id.into()),
            ("title", title),
            ("description", self.text(description)),
            ("language", language.as_str().into()),
            ("languages", languages.into()),
            ("license", given(license)),
            ("updated", given(updated)),
            ("window", object(vec![("start", iso(window.first)), ("end", iso(window.last))])),
            // Unlike a date, a day has no years before 0.
            ("cursor", if cursor.ymd().0 < 0 { Value::Null } else { iso(cursor) }),
        ])
    }

    pub fn region(&self, area: &Area) -> Value {
        let population = area.population.as_ref().map(|Population { value, year, sources }| {
            object(vec![
                ("value", number(*value)),
                ("year", (*year).into()),
                ("sources", self.sources(sources)),
            ])
        });
        object(vec![
            ("id", area.id.as_str().into()),
            ("name", self.text(&area.name)),
            ("population", population.into()),
        ])
    }

    /// A source; nothing where only its id is known, which is no entry.
    pub fn source(&self, row: Row) -> Option<Value> {
        let source = self.known.sources.get(row).or(self.archive.sources.get(row))?;
        Some(object(vec![
            ("id", source.id.as_str().into()),
            ("title", source.title.as_str().into()),
            ("publisher", given(&source.publisher)),
            ("author", source.author.as_deref().into()),
            ("published", source.published.as_ref().map(|date| date.text.as_str()).into()),
            ("url", source.url.as_deref().into()),
            ("language", given(&source.language)),
            ("kind", source.kind.map(SourceKind::id)?.into()),
        ]))
    }

    pub fn place(&self, place: &Place) -> Value {
        let region = self.archive.areas.get(place.area);
        let region = region.filter(|area| area.is_region()).map(|area| area.id.as_str());
        object(vec![
            ("id", place.id.as_str().into()),
            ("name", place.name.as_str().into()),
            ("country", given(&place.country)),
            ("region", region.into()),
            ("province", place.province.as_deref().into()),
            ("lat", place.at.map(|at| number(at.lat)).into()),
            ("lon", place.at.map(|at| number(at.lon)).into()),
            ("precision", place.precision.id().into()),
        ])
    }

    pub fn actor(&self, actor: &Actor) -> Value {
        object(vec![
            ("id", actor.id.as_str().into()),
            ("kind", actor.kind.id().into()),
            ("name", actor.name.as_str().into()),
            ("role", self.text(&actor.role)),
            ("sources", self.sources(&actor.sources)),
        ])
    }

    /// A tag's name; nothing where it has none, and needs no entry.
    pub fn tag(&self, tag: &Tag) -> Option<Value> {
        let name = self.text(&tag.name);
        let entry = || object(vec![("id", tag.id.as_str().into()), ("name", name.clone())]);
        (!name.is_null()).then(entry)
    }

    /// An event with its prose, wherever that stands.
    pub fn event(&self, row: Row) -> Option<Value> {
        let mut event = self.archive.events.get(row)?;
        if let Some(summaries) = self.known.summaries {
            event.summary = summaries.get(row);
        }
        Some(self.event_of(&event))
    }

    /// An event as it is given, its rows being those of the record.
    pub fn event_of(&self, event: &Event) -> Value {
        let place = event.place.and_then(|row| self.archive.places.get(row));
        let actors = event.actors.iter().filter_map(|row| self.archive.actors.get(*row));
        let tags = event.tags.iter().filter_map(|row| self.archive.tags.get(*row));
        object(vec![
            ("id", event.id.as_str().into()),
            ("start", event.start.text.as_str().into()),
            ("end", event.end.as_ref().map(|date| date.text.as_str()).into()),
            ("place", place.map(|place| place.id.as_str()).into()),
            ("kind", event.kind.id().into()),
            ("title", self.text(&event.title)),
            ("summary", self.text(&event.summary)),
            ("actors", actors.map(|actor| actor.id.as_str()).collect()),
            ("figures", event.figures.iter().map(|figure| self.figure(figure)).collect()),
            ("tags", tags.map(|tag| tag.id.as_str()).collect()),
            ("certainty", event.certainty.id().into()),
            ("sources", self.sources(&event.sources)),
        ])
    }

    pub fn figure(&self, figure: &EventFigure) -> Value {
        let &EventFigure { measure, value, low, high, qualifier, .. } = figure;
        let mut entry = Amount { measure, value, low, high, qualifier }.fields();
        entry.extend([
            ("counted", figure.counted.into()),
            ("note", self.text(&figure.note)),
            ("sources", self.sources(&figure.sources)),
        ]);
        object(entry)
    }

    pub fn claim(&self, claim: &Claim) -> Value {
        let &Claim { measure, value, low, high, qualifier, .. } = claim;
        let breakdown = claim.breakdown.iter().map(|part| {
            object(vec![("group", self.text(&part.group)), ("value", number(part.value))])
        });
        let mut entry = Amount { measure, value, low, high, qualifier }.fields();
        entry.extend([
            ("id", claim.id.as_str().into()),
            ("as_of", claim.as_of.text.as_str().into()),
            ("scope", claim.scope.as_str().into()),
            ("breakdown", breakdown.collect()),
            ("claimant", self.text(&claim.claimant)),
            ("note", self.text(&claim.note)),
            ("sources", self.sources(&claim.sources)),
        ]);
        object(entry)
    }

    /// A story with what its steps tell, wherever that stands; a step that tells nothing is left
    /// out.
    pub fn story(&self, row: Row) -> Option<Value> {
        let story: &Story = self.archive.stories.get(row)?;
        let steps = story.steps.iter().enumerate().filter_map(|(at, step)| {
            let text = self.text(self.known.step(self.archive, row, at)?);
            (!text.is_null()).then(|| self.step(step, text))
        });
        Some(object(vec![
            ("id", story.id.as_str().into()),
            ("title", self.text(&story.title)),
            ("summary", self.text(&story.summary)),
            ("steps", steps.collect()),
        ]))
    }

    fn step(&self, step: &StoryStep, text: Value) -> Value {
        let StoryView { from, to, cursor, regions, kinds, actors } = &step.view;
        let view = fields(vec![
            ("from", from.map(iso).into()),
            ("to", to.map(iso).into()),
            ("cursor", cursor.map(iso).into()),
            ("regions", regions.as_slice().into()),
            ("kinds", kinds.iter().map(|kind| kind.id()).collect()),
            ("actors", actors.as_slice().into()),
        ]);
        object(vec![
            ("text", text),
            ("event", step.event.map(|row| self.archive.events.id(row)).into()),
            ("view", if view.is_empty() { Value::Null } else { view.into() }),
        ])
    }

    /// A text: plain where it stands in the record's language alone.
    fn text(&self, text: &Text) -> Value {
        let mut says = text.iter().filter(|(_, words)| !words.trim().is_empty());
        match (says.next(), says.next()) {
            (None, _) => Value::Null,
            (Some((tag, words)), None) if tag == self.archive.language => words.into(),
            (first, second) => {
                let all = first.into_iter().chain(second).chain(says);
                all.map(|(tag, words)| (tag.to_owned(), words.into())).collect::<Map<_, _>>().into()
            }
        }
    }

    fn sources(&self, rows: &[Row]) -> Value {
        let sources = rows.iter().filter_map(|row| self.archive.sources.get(*row));
        sources.map(|source| source.id.as_str()).collect()
    }
}

impl Amount {
    fn fields(&self) -> Vec<(&'static str, Value)> {
        let &Self { measure, value, low, high, qualifier } = self;
        vec![
            ("measure", measure.id().into()),
            ("value", value.map(number).into()),
            ("low", low.map(number).into()),
            ("high", high.map(number).into()),
            ("qualifier", qualifier.id().into()),
        ]
    }
}

/// A number as people write it: whole ones without a point.
pub fn number(value: f64) -> Value {
    let whole = value as i64;
    let is_whole = value.fract() == 0.0 && whole.unsigned_abs() < 1 << 53;
    if is_whole { whole.into() } else { value.into() }
}

fn iso(day: Day) -> Value {
    day.to_string().into()
}

/// A text that may be empty, which says that there is none.
fn given(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { text.into() }
}

fn object(entry: Vec<(&str, Value)>) -> Value {
    Value::Object(fields(entry))
}

fn fields(entry: Vec<(&str, Value)>) -> Map<String, Value> {
    let says = |value: &Value| !value.is_null() && value.as_array().is_none_or(|it| !it.is_empty());
    let kept = entry.into_iter().filter(|(_, value)| says(value));
    kept.map(|(key, value)| (key.to_owned(), value)).collect()
}
