//! The stored document: all notes of one record, in one versioned JSON text.
//! Old forms are lifted in `migrations`, damaged ones read in `recovery`; where the text is kept
//! is not known here.

use serde_json::{Map, Value};

use super::{Moment, Note, entry, json, merge, migrations, recovery};
use crate::core::order::sort_by;

/// The version that is written.
pub const VERSION: u64 = 1;

/// All notes of one record, in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The id of the record that the notes are about.
    pub record: String,
    /// The version of the form, at least [`VERSION`]: a later one is kept, for what it means is
    /// kept too.
    pub version: u64,
    notes: Vec<Note>,
    /// Entries that are no notes of this version, kept as they are.
    pub unread: Vec<Value>,
    /// What a later version wrote beside this, by key.
    pub rest: Map<String, Value>,
}

/// A document as it was read, and what has to be said about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stored {
    pub document: Document,
    /// The version that was found, where it is an earlier one.
    pub migrated_from: Option<u64>,
    /// What could not be read, or not wholly. Where there is any, the raw text is to be kept
    /// before anything is written over it.
    pub losses: Vec<Loss>,
}

/// Something in a stored document that could not be read as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    pub kind: LossKind,
    /// Where in the text it starts, in bytes.
    pub at: usize,
    /// The beginning of what stands there, at most 80 characters.
    pub found: String,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LossKind {
    /// The text is no JSON, or not a document; notes were looked for in it one by one.
    Broken,
    /// A note was put together from what is left of it.
    Partial,
    /// An entry is no note; it is kept in the document as it is.
    Kept,
    /// A piece holds nothing that can be read as a note.
    Unreadable,
    /// The document says that it belongs to another record.
    OtherRecord,
    /// An id stood twice with different contents. Both are kept, one of them under another id,
    /// unless one is plainly an earlier form of the other.
    Doubled,
}

impl Document {
    pub fn new(record: &str) -> Self {
        Self { record: record.to_owned(), version: VERSION, ..Self::default() }
    }

    /// Every note, those that are deleted too, in the order of their ids.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The notes that are not deleted.
    pub fn living(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(|note| !note.deleted)
    }

    pub fn note(&self, id: &str) -> Option<&Note> {
        self.notes.get(self.position(id).ok()?)
    }

    fn position(&self, id: &str) -> Result<usize, usize> {
        self.notes.binary_search_by(|note| note.id.as_str().cmp(id))
    }

    /// Puts a note in the place of the one of its id, whichever is the later, and answers with the
    /// one that was there. To merge, see `merge`.
    pub fn put(&mut self, note: Note) -> Option<Note> {
        match self.position(&note.id) {
            Ok(at) => self.notes.get_mut(at).map(|old| std::mem::replace(old, note)),
            Err(at) => {
                self.notes.insert(at, note);
                None
            }
        }
    }

    /// Puts many notes, each in the place of the one of its id.
    pub fn put_all(&mut self, notes: Vec<Note>) {
        let mut all = std::mem::take(&mut self.notes);
        all.extend(notes);
        // The sort is stable, so of several the last one put stands last.
        sort_by(&mut all, &|one, other| one.id.cmp(&other.id));
        for note in all {
            match self.notes.last_mut().filter(|last| last.id == note.id) {
                Some(last) => *last = note,
                None => self.notes.push(note),
            }
        }
    }

    /// Saves what the reader made of a note, which has the `modified` of the form it was made from.
    /// If the note was changed since, what it says now is kept beside it: answers whether it was.
    /// A new note is as old as its first saving.
    pub fn save(&mut self, mut note: Note, at: Moment) -> bool {
        let Some(held) = self.note(&note.id).cloned() else {
            (note.created, note.modified) = (at, at);
            self.put(note);
            return false;
        };
        let is_apart =
            !held.deleted && held.modified != note.modified && !held.says_the_same(&note);
        note.created = held.created;
        note.modified = held.modified;
        note.past.clone_from(&held.past);
        note.touch(at);
        self.put(note);
        if is_apart {
            let mut copy = held;
            copy.id = copy.copy_id();
            if let Some(gone) = self.note(&copy.id) {
                copy.touch(at.max(gone.modified.next()));
            }
            self.put(copy);
        }
        is_apart
    }

    /// Deletes a note at an instant and answers with it, so that the deletion can be undone by
    /// putting it back with a later time.
    pub fn delete(&mut self, id: &str, at: Moment) -> Option<Note> {
        let gone = self.note(id).filter(|note| !note.deleted)?.tombstone(at);
        self.put(gone)
    }

    /// Forgets the deletions before an instant. A device that was away for longer brings those
    /// notes back.
    pub fn forget_deleted(&mut self, before: Moment) {
        self.notes.retain(|note| !note.deleted || note.modified >= before);
    }

    /// Leaves out every deletion, and what a later version wrote beside the notes.
    pub(super) fn keep_living(&mut self) {
        self.notes.retain(|note| !note.deleted);
        self.rest.clear();
        self.unread.clear();
    }

    /// Notes in any order as a document's; of several with one id the one that holds. Answers with
    /// those that gave way although they say something else.
    pub(super) fn fill(&mut self, mut notes: Vec<Note>) -> Vec<Note> {
        sort_by(&mut notes, &|one, other| one.id.cmp(&other.id));
        self.notes.clear();
        let mut gave_way = Vec::new();
        for mut note in notes {
            match self.notes.last_mut().filter(|last| last.id == note.id) {
                Some(last) => {
                    if note.precedence(last).is_gt() {
                        std::mem::swap(last, &mut note);
                    }
                    if note != *last {
                        gave_way.push(note);
                    }
                }
                None => self.notes.push(note),
            }
        }
        gave_way
    }

    /// Reads a stored document of any version, whole or damaged. `record` is the id of the record
    /// that is open, for old forms that do not say it. Never fails: what is lost is listed.
    pub fn read(text: &str, record: &str) -> Stored {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let parsed = serde_json::from_str(text).ok().and_then(migrations::lifted);
        let Some((fields, migrated_from)) = parsed else {
            return recovery::recovered(text, record);
        };
        let mut stored = from_fields(fields, record);
        stored.migrated_from = migrated_from;
        stored
    }

    /// The document as JSON text, without spaces.
    pub fn write(&self) -> String {
        let mut out = format!("{{\"version\":{}", self.version.max(VERSION));
        let mut record = String::new();
        json::push_text(&self.record, &mut record);
        json::push_field("record", &record, &mut out);
        for (key, value) in &self.rest {
            json::push_field(key, &json::written(value), &mut out);
        }
        out.push_str(",\"notes\":[");
        let notes = self.notes.iter().map(entry::written);
        for (at, entry) in notes.chain(self.unread.iter().map(json::written)).enumerate() {
            out.push_str(if at == 0 { "\n" } else { ",\n" });
            out.push_str(&entry);
        }
        out.push_str("\n]}");
        out
    }
}

/// A document of the present form, note by note.
fn from_fields(mut fields: Map<String, Value>, record: &str) -> Stored {
    let mut stored = Stored { document: Document::new(record), ..Stored::default() };
    let version = fields.remove("version").and_then(|value| value.as_u64());
    stored.document.version = version.unwrap_or(VERSION).max(VERSION);
    if let Some(Value::String(own)) = fields.remove("record") {
        if own != record {
            stored.losses.push(Loss::new(LossKind::OtherRecord, 0, &own));
        }
        stored.document.record = own;
    }
    let entries = match fields.remove("notes") {
        Some(Value::Array(entries)) => entries,
        _ => Vec::new(),
    };
    stored.document.rest = fields;
    let mut notes = Vec::with_capacity(entries.len());
    for entry in entries {
        if let Some(note) = entry.as_object().cloned().and_then(entry::read) {
            notes.push(note);
            continue;
        }
        let text = json::written(&entry);
        let rescued =
            entry.as_object().cloned().and_then(|fields| recovery::rescued(fields, &text));
        let kind = if rescued.is_some() { LossKind::Partial } else { LossKind::Kept };
        stored.losses.push(Loss::new(kind, 0, &text));
        match rescued {
            Some(note) => notes.push(note),
            None => stored.document.unread.push(entry),
        }
    }
    stored.document.unread = merge::merged_entries(&stored.document.unread, &[]);
    stored.take(notes);
    stored
}

impl Stored {
    /// Fills the document. Of notes with one id all are kept that have something of their own to
    /// say.
    pub(super) fn take(&mut self, notes: Vec<Note>) {
        let mut copies = Vec::new();
        for mut note in self.document.fill(notes) {
            self.losses.push(Loss::new(LossKind::Doubled, 0, &entry::written(&note)));
            let is_said = |held: &Note| {
                held.follows(&note) || held.says_the_same(&note) && held.rest == note.rest
            };
            if !self.document.note(&note.id).is_some_and(is_said) {
                note.id = note.copy_id();
                copies.push(note);
            }
        }
        copies.retain(|copy| self.document.note(&copy.id).is_none());
        self.document.put_all(copies);
    }

    /// Whether the raw text holds more than the document does.
    pub fn is_damaged(&self) -> bool {
        !self.losses.is_empty()
    }

    /// The losses that no earlier text has, of those that were kept as they were found. What cannot
    /// be read is written again as it is, so that it is found at every reading.
    pub fn new_losses(&self, copies: &[String]) -> Vec<Loss> {
        let Document { record, unread, .. } = &self.document;
        let copies: Vec<Document> =
            copies.iter().map(|copy| Document::read(copy, record).document).collect();
        let has_entry = |entry| copies.iter().any(|copy| copy.unread.contains(entry));
        let has_entries = unread.iter().all(has_entry);
        let has_record = copies.iter().any(|copy| copy.record == *record);
        let is_new = |loss: &&Loss| match loss.kind {
            LossKind::Kept => !has_entries,
            LossKind::OtherRecord => !has_record,
            _ => true,
        };
        self.losses.iter().filter(is_new).cloned().collect()
    }
}

impl Loss {
    pub(super) fn new(kind: LossKind, at: usize, found: &str) -> Self {
        Self { kind, at, found: found.chars().take(80).collect() }
    }
}

/// The units of UTF-16 that a text takes, by which browsers measure what they store.
pub fn utf16_units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The units of UTF-16 that a note takes in the stored text, with what parts it from the next.
pub fn note_units(note: &Note) -> usize {
    utf16_units(&entry::written(note)) + 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::notes::{Target, merge};

    fn said(note: &Note, text: &str) -> Note {
        Note { text: text.to_owned(), ..note.clone() }
    }

    fn texts(document: &Document) -> Vec<&str> {
        document.living().map(|note| note.text.as_str()).collect()
    }

    #[test]
    fn a_note_is_stamped_when_it_is_saved() {
        let mut document = Document::new("r");
        let draft = said(&Note::new("a", Target::Record, Moment::from_ms(10)), "one");
        assert!(!document.save(draft.clone(), Moment::from_ms(50)));
        let saved = document.note("a").unwrap().clone();
        assert_eq!((saved.created.ms(), saved.modified.ms()), (50, 50));
        assert!(!document.save(said(&saved, "two"), Moment::from_ms(40)));
        let again = document.note("a").unwrap();
        assert!(again.follows(&saved), "its time only goes forward");
        assert_eq!(texts(&document), ["two"]);
    }

    #[test]
    fn what_was_saved_meanwhile_is_kept_beside_it() {
        let mut document = Document::new("r");
        let draft = Note::new("a", Target::Record, Moment::from_ms(10));
        document.save(said(&draft, "one"), Moment::from_ms(20));
        // The same draft, gone on with in another tab.
        assert!(document.save(said(&draft, "other"), Moment::from_ms(30)));
        assert_eq!(texts(&document), ["other", "one"]);
        let base = document.note("a").unwrap().clone();
        assert!(!document.save(said(&base, "third"), Moment::from_ms(40)));
        assert!(document.save(said(&base, "fourth"), Moment::from_ms(50)));
        assert_eq!(texts(&document).len(), 3);
        assert!(!document.save(said(&base, "fourth"), Moment::from_ms(60)), "it says the same");
    }

    #[test]
    fn a_note_that_was_deleted_meanwhile_comes_back_with_what_was_written() {
        let mut document = Document::new("r");
        let note = said(&Note::new("a", Target::Record, Moment::from_ms(10)), "one");
        document.put(note.clone());
        document.delete("a", Moment::from_ms(90));
        let gone = document.clone();
        assert!(!document.save(said(&note, "two"), Moment::from_ms(50)));
        assert_eq!(texts(&merge(&gone, &document)), ["two"]);
    }
}
