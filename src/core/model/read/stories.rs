//! Guided tours: their steps, and what each step shows.

use super::{
    entries::{Entries, list},
    field::{Field, Ids},
};
use crate::core::{
    i18n::Text,
    model::{Events, Expected, Kind, Story, StoryStep, StoryView},
};

pub(super) fn read<'v>(root: &Field<'v, '_>, entries: &Entries<'v>, events: &Events) -> Vec<Story> {
    let mut rows = Ids::new();
    // Only a record with stories pays for the ids.
    let told = if root.at("stories").items().next().is_some() { events.len() } else { 0 };
    for row in 0..told {
        rows.insert(events.id(row), row);
    }
    let story = |field: &Field<'v, '_>, id: &str| {
        let (summary, steps) = (field.at("summary"), field.at("steps"));
        Some(Story {
            id: id.to_owned(),
            title: field.at("title").text()?,
            summary: summary.given().and_then(|text| text.text()).unwrap_or_default(),
            steps: steps.items().filter_map(|item| step(&item, entries, &rows)).collect(),
        })
    };
    list(&root.at("stories"), story).0
}

fn step(field: &Field, entries: &Entries, events: &Ids) -> Option<StoryStep> {
    if !field.is_object() {
        return None;
    }
    let (event, view) = (field.at("event"), field.at("view"));
    let text = field.at("text");
    // A delivered record's texts follow with its sources.
    let follows = entries.sources_file.is_some() && text.given().is_none();
    Some(StoryStep {
        text: if follows { Text::default() } else { text.text()? },
        event: event.given().and_then(|event| event.row(events, Expected::KnownEvent)),
        view: view.given().map(|view| view_of(&view, entries)).unwrap_or_default(),
    })
}

fn view_of(field: &Field, entries: &Entries) -> StoryView {
    if !field.is_object() {
        return StoryView::default();
    }
    let day = |key| field.at(key).given().and_then(|day| day.day());
    let (mut from, mut to) = (day("from"), day("to"));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        (from, to) = (None, field.note(Expected::DateOrder));
    }
    let known = |key: &str, ids: &Ids, expected| {
        field.at(key).known(ids, expected).map(|(id, _)| id.to_owned()).collect()
    };
    StoryView {
        from,
        to,
        cursor: day("cursor"),
        regions: known("regions", &entries.region_ids, Expected::KnownRegion),
        kinds: kinds(&field.at("kinds")),
        actors: known("actors", &entries.actor_ids, Expected::KnownActor),
    }
}

fn kinds(field: &Field) -> Vec<Kind> {
    field.items().filter_map(|item| item.word(Kind::from_id, Expected::Kind)).collect()
}
