//! Bringing two documents of one record together, as two tabs or two devices have them.
//! What a file brings is weighed in `plan` instead, where a person decides.

use serde_json::{Map, Value};

use super::{Document, Note, json};
use crate::core::order::sort_by;

/// Two documents as one. Of every note the form that holds ([`Note::precedence`]) is taken: the last
/// writer's, also when it is a deletion. No id is lost, and what either keeps beside notes stays.
/// Commutative, associative and idempotent, so devices agree in whatever order they meet.
pub fn merge(one: &Document, other: &Document) -> Document {
    merged(one, other).0
}

/// Two documents as one, of two tabs that wrote at the same time, and how many notes both had
/// changed without knowing of each other. What the form that gave way says is kept beside the one
/// that holds, under an id that follows from what it says.
pub fn reconciled(one: &Document, other: &Document) -> (Document, usize) {
    let (mut merged, gave_way) = merged(one, other);
    let mut copies: Vec<Note> = Vec::new();
    for mut note in gave_way {
        let is_apart = merged.note(&note.id).is_some_and(|held| {
            !held.deleted && !note.deleted && !held.says_the_same(&note) && !held.may_follow(&note)
        });
        note.id = note.copy_id();
        // The reader may have changed or deleted the copy since.
        if is_apart && merged.note(&note.id).is_none() {
            copies.push(note);
        }
    }
    let count = copies.len();
    merged.put_all(copies);
    (merged, count)
}

/// The merged document, and the forms that gave way although they say something else.
fn merged(one: &Document, other: &Document) -> (Document, Vec<Note>) {
    let mut merged = Document::new(one.record.as_str().max(&other.record));
    merged.version = one.version.max(other.version);
    merged.rest = merged_fields(&one.rest, &other.rest);
    merged.unread = merged_entries(&one.unread, &other.unread);
    let notes: Vec<Note> = one.notes().iter().chain(other.notes()).cloned().collect();
    let gave_way = merged.fill(notes);
    (merged, gave_way)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::notes::{Moment, Target};

    fn note(text: &str, at: i64) -> Note {
        let mut note = Note::new("a", Target::Record, Moment::from_ms(at));
        text.clone_into(&mut note.text);
        note
    }

    fn changed(note: &Note, text: &str, at: i64) -> Note {
        let mut note = note.clone();
        text.clone_into(&mut note.text);
        note.touch(Moment::from_ms(at));
        note
    }

    fn check(one: &Note, other: &Note, expected: &[&str]) {
        let document = |note: &Note| {
            let mut document = Document::new("r");
            document.put(note.clone());
            document
        };
        let (met, copies) = reconciled(&document(one), &document(other));
        assert_eq!(reconciled(&document(other), &document(one)).0, met, "in either order");
        assert_eq!(reconciled(&met, &document(one)), (met.clone(), 0), "and once only");
        assert_eq!(reconciled(&met, &document(other)), (met.clone(), 0));
        let texts: Vec<&str> = met.living().map(|note| note.text.as_str()).collect();
        assert_eq!(texts, expected);
        assert_eq!(copies, expected.len().saturating_sub(1));
    }

    #[test]
    fn what_two_tabs_made_of_one_note_is_all_kept() {
        let first = note("first", 10);
        let (one, other) = (changed(&first, "one", 20), changed(&first, "other", 30));
        check(&one, &other, &["other", "one"]);
        check(&note("one", 10), &note("other", 10), &["other", "one"]);
        check(&note("one", 10), &note("other", 11), &["other", "one"]);
    }

    #[test]
    fn a_later_form_of_a_note_stands_alone() {
        let first = note("first", 10);
        let second = changed(&first, "second", 20);
        check(&first, &second, &["second"]);
        check(&second, &changed(&second, "third", 30), &["third"]);
        check(&second, &changed(&first, "second", 30), &["second"]);
        check(&second, &first.tombstone(Moment::from_ms(40)), &[]);
        // A tab slept while the note was written more often than it remembers.
        let often = (30..50).fold(second.clone(), |note, at| changed(&note, "often", at));
        check(&second, &often, &["often"]);
    }

    #[test]
    fn a_copy_that_the_reader_deleted_does_not_come_back() {
        let (one, other) = (note("one", 10), note("other", 11));
        let mut met = Document::new("r");
        met.put(other);
        let mut copy = one.clone();
        copy.id = one.copy_id();
        met.put(copy.tombstone(Moment::from_ms(50)));
        let mut alone = Document::new("r");
        alone.put(one);
        assert_eq!(reconciled(&met, &alone), (met.clone(), 0));
    }
}
