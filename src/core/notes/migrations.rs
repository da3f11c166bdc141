//! Earlier forms of the stored document, each lifted to the next.
//! One fixture of every form stands in `tests/fixtures/notes/`.

use serde_json::{Map, Value};

use super::{Moment, Note, Target, digest::digest, document::VERSION, entry};
use crate::core::order::sort_by;

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
    let contents: Vec<u64> = entries.iter().map(content_of_version_0).collect();
    // Of entries that say the same each gets the number of those before it.
    let mut order: Vec<usize> = (0..entries.len()).collect();
    sort_by(&mut order, &|one, other| contents.get(*one).cmp(&contents.get(*other)));
    let mut counts = vec![0_usize; entries.len()];
    for pair in order.windows(2) {
        let &[one, other] = pair else { continue };
        let before = counts.get(one).copied().unwrap_or_default();
        if let Some(count) =
            counts.get_mut(other).filter(|_| contents.get(one) == contents.get(other))
        {
            *count = before + 1;
        }
    }
    let lifted = entries.into_iter().zip(counts);
    let notes =
        lifted.map(|(entry, count)| note_of_version_0(&entry, count).unwrap_or(entry)).collect();
    Map::from_iter([("notes".to_owned(), Value::Array(notes))])
}

fn word<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn time(entry: &Value) -> Moment {
    entry.get("time").and_then(entry::moment).unwrap_or_default()
}

fn content_of_version_0(entry: &Value) -> u64 {
    digest(&[word(entry, "event"), word(entry, "text"), &time(entry).to_string()])
}

/// The entry in the present form, after so many others that say the same; nothing where it has no
/// text.
pub(super) fn note_of_version_0(entry: &Value, count: usize) -> Option<Value> {
    let text = entry.get("text")?.as_str()?;
    let mut id = format!("v0-{:016x}", content_of_version_0(entry));
    if count > 0 {
        id = format!("{id}-{}", count + 1);
    }
    let mut fields = entry.as_object()?.clone();
    for old in ["event", "text", "time"] {
        fields.remove(old);
    }
    let target = match word(entry, "event") {
        "" => Target::Record,
        event => Target::Event(event.to_owned()),
    };
    let mut note = Note::new(&id, target, time(entry));
    text.clone_into(&mut note.text);
    note.rest = fields;
    serde_json::from_str(&entry::written(&note)).ok()
}
