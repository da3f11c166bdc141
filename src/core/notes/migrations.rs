//! Earlier forms of the stored document, each lifted to the next.
//! One fixture of every form stands in `tests/fixtures/notes/`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Moment, Note, Target, digest::digest, document::VERSION, entry};

/// The fields of a document in the present form, and the version it was found in if that is
/// another. Nothing where the value is no document.
pub(super) fn lifted(value: Value) -> Option<(Map<String, Value>, Option<u64>)> {
    match value {
        Value::Array(entries) => Some((from_version_0(entries), Some(0))),
        Value::Object(fields) => {
            let version = fields.get("version").and_then(Value::as_u64).unwrap_or(VERSION);
            let is_document = fields.get("notes").is_some_and(Value::is_array) && version > 0;
            is_document.then_some((fields, None))
        }
        _ => None,
    }
}

/// Version 0 was a list of `{"event", "text", "time"}`, the time in RFC 3339. Its notes had no ids:
/// they get ones that follow from what they say, so that two tabs that migrate agree.
fn from_version_0(entries: Vec<Value>) -> Map<String, Value> {
    let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
    let notes =
        entries.into_iter().map(|entry| note_of_version_0(&entry, &mut seen).unwrap_or(entry));
    let notes = notes.collect();
    Map::from_iter([("notes".to_owned(), Value::Array(notes))])
}

pub(super) fn note_of_version_0(entry: &Value, seen: &mut BTreeMap<u64, u32>) -> Option<Value> {
    let word = |key: &str| entry.get(key).and_then(Value::as_str);
    let text = word("text")?;
    let event = word("event").unwrap_or_default();
    let time = entry.get("time").and_then(entry::moment).unwrap_or_default();
    let content = digest(&[event, text, &time.to_string()]);
    let count = seen.entry(content).or_default();
    *count += 1;
    let mut id = format!("v0-{content:016x}");
    if *count > 1 {
        id = format!("{id}-{count}");
    }
    let mut fields = entry.as_object()?.clone();
    for old in ["event", "text", "time"] {
        fields.remove(old);
    }
    let target = if event.is_empty() { Target::Record } else { Target::Event(event.to_owned()) };
    let mut note = Note::new(&id, target, Moment::from_ms(time.ms()));
    text.clone_into(&mut note.text);
    note.rest = fields;
    serde_json::from_str(&entry::written(&note)).ok()
}
