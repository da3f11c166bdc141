//! What happened and what was counted: events with their figures, and claims.

use super::{
    entries::{Entries, list, nowhere},
    field::{Field, Ids, is_country},
};
use crate::core::{
    model::{
        Breakdown, Certainty, Claim, Event, EventFigure, Events, Expected, Kind, Measure,
        Qualifier, Row, Tag, archive::Amount,
    },
    time::Span,
};

/// Events and claims in the archive's order, and the tags in use.
pub(super) struct Happened {
    pub events: Events,
    pub claims: Vec<Claim>,
    pub tags: Vec<Tag>,
}

impl Happened {
    pub fn read<'v>(root: &Field<'v, '_>, entries: &mut Entries<'v>) -> Self {
        let mut tags = Ids::new();
        let (mut events, _) =
            list(&root.at("events"), |field, id| event(field, id, entries, &mut tags));
        let tags = named(root, in_order(tags, &mut events));
        for event in &mut events {
            event.area = match event.place.and_then(|row| entries.places.get(row)) {
                Some(place) => place.area,
                None => nowhere(&mut entries.areas),
            };
        }
        let events = by_time(events, |event| (event.span, &event.id));
        Self { events: events.into_iter().collect(), claims: claims(root, entries), tags }
    }
}

/// Tags with the names that the record gives them.
pub(super) fn named<'t>(root: &Field, ids: impl IntoIterator<Item = &'t str>) -> Vec<Tag> {
    let (names, rows) = list(&root.at("tags"), |field, _| field.at("name").text());
    let tag = |id: &str| Tag {
        name: rows.get(id).and_then(|row| names.get(*row)).cloned().unwrap_or_default(),
        id: id.to_owned(),
    };
    ids.into_iter().map(tag).collect()
}

/// The claims in the archive's order.
pub(super) fn claims<'v>(root: &Field<'v, '_>, entries: &Entries<'v>) -> Vec<Claim> {
    let (claims, _) = list(&root.at("figures"), |field, id| claim(field, id, entries));
    by_time(claims, |claim| (claim.as_of.span, &claim.id))
}

/// Entries by their first day, then their last, then their id.
fn by_time<T>(entries: Vec<T>, key: fn(&T) -> (Span, &String)) -> Vec<T> {
    let rows = rows_by_time(entries.iter().map(key).collect());
    let mut entries: Vec<Option<T>> = entries.into_iter().map(Some).collect();
    rows.into_iter().filter_map(|row| entries.get_mut(row)?.take()).collect()
}

/// Kept apart from the entries' type, so that the page holds one sort and not two.
fn rows_by_time(keys: Vec<(Span, &String)>) -> Vec<Row> {
    let mut keys: Vec<_> =
        keys.into_iter().enumerate().map(|(row, (span, id))| (span, id, row)).collect();
    crate::core::order::sort_by(&mut keys, &Ord::cmp);
    keys.into_iter().map(|(_, _, row)| row).collect()
}

/// The tags in alphabetical order; events that knew them in the order met know them anew.
fn in_order<'v>(tags: Ids<'v>, events: &mut [Event]) -> Vec<&'v str> {
    let mut row_of = vec![0; tags.len()];
    for (row, met) in tags.values().enumerate() {
        if let Some(slot) = row_of.get_mut(*met) {
            *slot = row;
        }
    }
    for tag in events.iter_mut().flat_map(|event| &mut event.tags) {
        *tag = row_of.get(*tag).copied().unwrap_or_default();
    }
    tags.into_keys().collect()
}

pub(super) fn event<'v>(
    field: &Field<'v, '_>,
    id: &str,
    entries: &Entries<'v>,
    tags: &mut Ids<'v>,
) -> Option<Event> {
    let start = field.at("start").date()?;
    let end_field = field.at("end");
    let end = match end_field.given() {
        Some(end) => Some(end.date()?),
        None => None,
    };
    let last = end.as_ref().map_or(start.span.last, |end| end.span.last);
    if last < start.span.first {
        return end_field.note(Expected::DateOrder);
    }
    let kind = field.at("kind").word(Kind::from_id, Expected::Kind)?;
    let certainty = field.at("certainty").word(Certainty::from_id, Expected::Certainty)?;
    let title = field.at("title").text()?;
    let sources = field.sources(&entries.source_ids)?;
    let (summary, place) = (field.at("summary"), field.at("place"));
    let figures = field.at("figures");
    let figures = figures.items().filter_map(|item| figure(&item, entries)).collect();
    Some(Event {
        id: id.to_owned(),
        span: Span { first: start.span.first, last },
        start,
        end,
        place: place.given().and_then(|place| place.row(&entries.place_ids, Expected::KnownPlace)),
        area: 0,
        kind,
        title,
        summary: summary.given().and_then(|text| text.text()).unwrap_or_default(),
        actors: field.at("actors").rows(&entries.actor_ids, Expected::KnownActor),
        figures,
        tags: tags_of(&field.at("tags"), tags),
        certainty,
        sources,
    })
}

fn tags_of<'v>(field: &Field<'v, '_>, tags: &mut Ids<'v>) -> Vec<Row> {
    let mut here = Ids::new();
    let mut rows = Vec::new();
    for item in field.items() {
        let Some(tag) = item.words() else { continue };
        let next = tags.len();
        let row = *tags.entry(tag).or_insert(next);
        if here.insert(tag, row).is_none() {
            rows.push(row);
        }
    }
    rows
}

pub(super) fn figure<'v>(field: &Field<'v, '_>, entries: &Entries<'v>) -> Option<EventFigure> {
    if !field.is_object() {
        return None;
    }
    let Amount { measure, value, low, high, qualifier } = amount(field)?;
    let note = field.at("note");
    Some(EventFigure {
        measure,
        value,
        low,
        high,
        qualifier,
        counted: field.at("counted").is_true()?,
        note: note.given().and_then(|note| note.text()).unwrap_or_default(),
        sources: field.sources(&entries.source_ids)?,
    })
}

fn amount(field: &Field) -> Option<Amount> {
    let measure = field.at("measure").word(Measure::from_id, Expected::Measure)?;
    let number = |key| match field.at(key).given() {
        Some(number) => number.amount().map(Some),
        None => Some(None),
    };
    let (value, low, high) = (number("value")?, number("low")?, number("high")?);
    let qualifier = field.at("qualifier");
    let qualifier = match qualifier.given() {
        Some(word) => word.word(Qualifier::from_id, Expected::Qualifier)?,
        None => Qualifier::Exact,
    };
    if value.or(low).or(high).is_none() {
        return field.at("value").note(Expected::PositiveNumber);
    }
    let above = |one: Option<f64>, other| one.zip(other).is_some_and(|(one, other)| one > other);
    if above(low, value) || above(low, high) {
        return field.at("low").note(Expected::Range);
    }
    if above(value, high) {
        return field.at("high").note(Expected::Range);
    }
    Some(Amount { measure, value, low, high, qualifier })
}

fn claim<'v>(field: &Field<'v, '_>, id: &str, entries: &Entries<'v>) -> Option<Claim> {
    let Amount { measure, value, low, high, qualifier } = amount(field)?;
    let scope_field = field.at("scope");
    let scope = scope_field.words()?;
    if !is_country(scope) && !entries.region_ids.contains_key(scope) {
        return scope_field.note(Expected::Scope);
    }
    let (claimant, note) = (field.at("claimant"), field.at("note"));
    let breakdown = field.at("breakdown");
    let breakdown = breakdown.items().filter_map(|item| {
        Some(Breakdown { group: item.at("group").text()?, value: item.at("value").amount()? })
    });
    Some(Claim {
        id: id.to_owned(),
        measure,
        as_of: field.at("as_of").date()?,
        value,
        low,
        high,
        qualifier,
        scope: scope.to_owned(),
        breakdown: breakdown.collect(),
        claimant: claimant.text()?,
        note: note.given().and_then(|note| note.text()).unwrap_or_default(),
        sources: field.sources(&entries.source_ids)?,
    })
}
