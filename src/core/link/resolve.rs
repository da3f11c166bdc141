//! A link against the record that is open: what the record does not hold is dropped.

use crate::core::query::Set;

use super::{Notice, Reason, note, value};
use crate::core::{model::Archive, query::Query, time::Span};

/// The query without what the record does not hold, with a notice for each thing dropped.
/// A window open at one end closes at the record's own first or last day.
pub fn resolve(mut query: Query, archive: &Archive) -> (Query, Vec<Notice>) {
    let mut notices = Vec::new();
    let filters = &mut query.filters;
    keep(&mut filters.areas, "region", &mut notices, |id| {
        archive.areas.iter().any(|area| area.id == id)
    });
    keep(&mut filters.actors, "actor", &mut notices, |id| {
        archive.actors.iter().any(|actor| actor.id == id)
    });
    keep(&mut filters.tags, "tag", &mut notices, |id| archive.tags.iter().any(|tag| tag.id == *id));
    keep(&mut filters.sources, "source", &mut notices, |id| {
        archive.sources.iter().any(|source| source.id == id)
    });
    filters.window = filters.window.map(|window| closed(window, archive));
    let extent = archive.extent();
    if let Some(window) = filters.window.take_if(|window| !window.meets(extent)) {
        note(&mut notices, "from", &window.first.to_string(), Reason::NotInRecord);
    }
    if let Some(id) = query.event.take_if(|id| archive.event_row(id).is_none()) {
        note(&mut notices, "event", &id, Reason::NotInRecord);
    }
    if let Some((id, step)) = &mut query.story {
        let steps = archive.stories.iter().find(|story| story.id == *id);
        let last = steps.and_then(|story| story.steps.len().checked_sub(1));
        match last {
            Some(last) if *step <= last => {}
            Some(last) => {
                note(
                    &mut notices,
                    "story",
                    &value::written_story(&(id.clone(), *step)),
                    Reason::NotInRecord,
                );
                *step = last;
            }
            None => {
                note(&mut notices, "story", id, Reason::NotInRecord);
                query.story = None;
            }
        }
    }
    (query, notices)
}

fn keep(
    ids: &mut Set<String>,
    key: &str,
    notices: &mut Vec<Notice>,
    is_held: impl Fn(&str) -> bool,
) {
    ids.retain(|id| {
        let held = is_held(id);
        if !held {
            note(notices, key, id, Reason::NotInRecord);
        }
        held
    });
}

fn closed(window: Span, archive: &Archive) -> Span {
    let (open, extent) = (value::writable(), archive.extent());
    let first =
        if window.first <= open.first { extent.first.min(window.last) } else { window.first };
    let last = if window.last >= open.last { extent.last.max(first) } else { window.last };
    Span { first, last }
}
