//! A record in the format khipu/1 of the events in view, with all that belongs to them.
//! What each entry says is written by the model; this puts them together, an entry a line.

use serde_json::Value;

use super::{InView, Part, push_lines};
use crate::core::{model::Writer, time::Span};

/// Why a view cannot be written as a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what the record's sources are has not arrived: wait for it, or load the record again")]
pub struct Incomplete;

/// The view as a record of its own, which Khipu reads back without a problem: equal to the record
/// where every event is in view.
///
/// # Errors
/// When only the ids of the sources are known.
pub fn json(view: &InView) -> Result<String, Incomplete> {
    let archive = view.archive;
    let part = Part::of(view);
    let writer = Writer::new(archive, view.known);
    let sources: Option<Vec<Value>> = part.sources.rows().map(|row| writer.source(row)).collect();
    let sources = sources.ok_or(Incomplete)?;
    let areas = part.areas.rows().filter_map(|row| archive.areas.get(row));
    let mut regions = areas.filter(|area| area.is_region()).map(|area| writer.region(area));
    let places = part.places.rows().filter_map(|row| archive.places.get(row));
    let actors = part.actors.rows().filter_map(|row| archive.actors.get(row));
    let tags = part.tags.rows().filter_map(|row| archive.tags.get(row));
    let claims = part.claims.rows().filter_map(|row| archive.claims.get(row));
    let lists: [(&str, &mut dyn Iterator<Item = Value>); 8] = [
        ("regions", &mut regions),
        ("sources", &mut sources.into_iter()),
        ("places", &mut places.map(|place| writer.place(place))),
        ("actors", &mut actors.map(|actor| writer.actor(actor))),
        ("tags", &mut tags.filter_map(|tag| writer.tag(tag))),
        ("events", &mut view.rows.iter().filter_map(|row| writer.event(row))),
        ("figures", &mut claims.map(|claim| writer.claim(claim))),
        ("stories", &mut part.stories.rows().filter_map(|row| writer.story(row))),
    ];
    let window = part.days.unwrap_or(archive.window);
    let mut out = String::from("{");
    for (key, value) in writer.head(window, nearest(archive.cursor, window)) {
        push_key(&mut out, &key);
        out.push_str(&value.to_string());
    }
    for (key, entries) in lists {
        push_key(&mut out, key);
        push_lines(&mut out, entries);
    }
    out.push_str("\n}\n");
    Ok(out)
}

/// The day of a span that is nearest to one.
fn nearest(day: crate::core::time::Day, span: Span) -> crate::core::time::Day {
    day.max(span.first).min(span.last)
}

/// Adds a key of the record, whose names need no escape, on a line of its own.
fn push_key(out: &mut String, key: &str) {
    out.push_str(if out.len() > 1 { ",\n\"" } else { "\n\"" });
    out.push_str(key);
    out.push_str("\": ");
}
