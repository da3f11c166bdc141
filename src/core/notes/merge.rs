//! Bringing two documents of one record together, as two tabs or two devices have them.
//! What a file brings is weighed in `plan` instead, where a person decides.

use serde_json::{Map, Value};

use super::{Document, Note, json};
use crate::core::order::sort_by;

/// Two documents as one. Of every note the form that holds ([`Note::precedence`]) is taken: the last
/// writer's, also when it is a deletion. No id is lost, and what either keeps beside notes stays.
/// Commutative, associative and idempotent, so devices agree in whatever order they meet.
pub fn merge(one: &Document, other: &Document) -> Document {
    let mut merged = Document::new(one.record.as_str().max(&other.record));
    merged.version = one.version.max(other.version);
    merged.rest = merged_fields(&one.rest, &other.rest);
    merged.unread = merged_entries(&one.unread, &other.unread);
    let notes: Vec<Note> = one.notes().iter().chain(other.notes()).cloned().collect();
    merged.fill(notes);
    merged
}

/// The fields of both; where they differ, the one whose text is greater.
fn merged_fields(one: &Map<String, Value>, other: &Map<String, Value>) -> Map<String, Value> {
    let mut merged = one.clone();
    for (key, value) in other {
        let text = json::written(value);
        let holds = one.get(key).is_some_and(|own| json::written(own).cmp(&text).is_ge());
        if !holds {
            merged.insert(key.clone(), value.clone());
        }
    }
    merged
}

/// The entries of both, each once, in the order of their texts.
pub(super) fn merged_entries(one: &[Value], other: &[Value]) -> Vec<Value> {
    let mut entries: Vec<(String, &Value)> =
        one.iter().chain(other).map(|entry| (json::written(entry), entry)).collect();
    sort_by(&mut entries, &|one, other| one.0.cmp(&other.0));
    entries.dedup_by(|one, other| one.0 == other.0);
    entries.into_iter().map(|(_, entry)| entry.clone()).collect()
}
