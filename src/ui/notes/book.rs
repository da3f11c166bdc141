//! Joins the reader's notes to the browser's storage, so that not one is lost: read once, merged
//! with what other tabs write, written whole at every change.

use crate::ui::prelude::*;

use crate::{
    browser::{device, storage},
    core::{
        notes::{Document, Moment, Note, Stored, utf16_units},
        order::sort_by,
    },
    state::{Found, Keeping, Notes, Shared},
};

/// How long a deletion is remembered, so that no other device brings the note back.
const REMEMBERED_MS: i64 = 180 * 86_400_000;
/// What Chromium keeps for one origin, in units of UTF-16, keys included.
pub const ROOM_UNITS: usize = 5_242_880;

/// The notes of the open record and where they are kept.
#[derive(Clone, Copy)]
pub struct Book {
    pub notes: Notes,
    /// The record's id.
    record: StoredValue<String>,
    /// The stored text as this tab knows it.
    known: StoredValue<Option<String>>,
    /// Whether what is stored may be written over: not while it holds more than could be read and
    /// there is no room for a copy.
    is_writable: StoredValue<bool>,
    /// Whether the browser was asked to hold on to what is stored.
    is_asked: StoredValue<bool>,
}

/// Whether hardly any room would be left with a text under a key in place of what stands there, as
/// far as can be known: browsers have limits of their own.
fn is_scarce(key: &str, text: &str) -> bool {
    let others = storage::sizes().into_iter().filter(|(other, _)| !other.ends_with(key));
    let units = utf16_units(key) + utf16_units(text);
    units + others.map(|(_, size)| size).sum::<usize>() > ROOM_UNITS / 10 * 9
}

/// What takes room in this browser's storage, the largest first, with the units of each.
pub fn sizes() -> Vec<(String, usize)> {
    let mut sizes = storage::sizes();
    sort_by(&mut sizes, &|one, other| other.1.cmp(&one.1));
    sizes
}

/// Now, as notes are stamped.
pub fn now() -> Moment {
    Moment::from_ms(device::now_ms())
}

impl Book {
    /// Opens the notes of a record, and keeps what becomes of them until the calling component goes.
    pub fn open(record: &str) -> Self {
        let book = Self {
            notes: Notes::new(record),
            record: StoredValue::new(record.to_owned()),
            known: StoredValue::new(None),
            is_writable: StoredValue::new(true),
            is_asked: StoredValue::new(false),
        };
        if storage::is_open() {
            book.read();
        } else {
            book.notes.learn_keeping(Keeping::Blocked);
        }
        keep(storage::on_change(&book.key(), move || book.meet()));
        keep(storage::on_change(&book.drafts_key(), move || book.read_drafts()));
        let mut opened: Option<Shared<Document>> = Some(book.notes.document().get_untracked());
        effect(move || {
            let document = book.notes.document().get();
            // What was just read need not be written, unless it was in another form.
            if opened.take().as_ref() != Some(&document) || book.known.get_value().is_none() {
                book.write();
            }
        });
        book
    }

    /// The component's notes.
    pub fn shared() -> Self {
        expect_context::<Self>()
    }

    /// The open record's id.
    pub fn record(self) -> String {
        self.record.get_value()
    }

    fn key(self) -> String {
        format!("notes:{}", self.record())
    }

    fn drafts_key(self) -> String {
        format!("drafts:{}", self.record())
    }

    fn read(self) {
        self.read_drafts();
        let Some(text) = storage::get(&self.key()) else { return };
        let Stored { mut document, migrated_from, losses } = Document::read(&text, &self.record());
        document.forget_deleted(Moment::from_ms(device::now_ms() - REMEMBERED_MS));
        let is_changed = migrated_from.is_some() || !losses.is_empty();
        if is_changed {
            let backup = format!("backup:{}:{}", self.key(), device::now_ms());
            let is_kept = storage::set(&backup, &text);
            // Without a copy the text stays as it was found.
            self.is_writable.set_value(is_kept || losses.is_empty());
            let backup = is_kept.then(|| format!("khipu:{backup}"));
            self.notes.learn_found(Found { is_migrated: migrated_from.is_some(), losses, backup });
        } else {
            self.known.set_value(Some(text));
        }
        self.notes.meet(&document);
    }

    /// Takes what another tab wrote.
    fn meet(self) {
        let Some(text) = storage::get(&self.key()) else { return };
        if self.known.try_get_value().flatten().as_ref() == Some(&text) {
            return;
        }
        let stored = Document::read(&text, &self.record());
        self.known.set_value(Some(text));
        self.notes.meet(&stored.document);
    }

    /// Writes the notes, with what another tab may have written in between; then once more alone,
    /// because two tabs may have done so at the same instant.
    fn write(self) {
        if !storage::is_open() {
            return self.notes.learn_keeping(Keeping::Blocked);
        }
        self.write_once();
        let again = move || {
            if self.is_writable.try_get_value().is_some() {
                self.write_once();
            }
        };
        device::alone(&format!("khipu {}", self.key()), again);
    }

    fn write_once(self) {
        if !self.is_writable.get_value() {
            return self.notes.learn_keeping(Keeping::Full);
        }
        self.meet();
        let document = self.notes.document().get_untracked();
        let text = document.write();
        if self.known.get_value().as_ref() == Some(&text) {
            return;
        }
        let is_scarce = is_scarce(&self.key(), &text);
        let is_kept = storage::set(&self.key(), &text);
        self.notes.learn_keeping(match (is_kept, is_scarce) {
            (false, _) => Keeping::Full,
            (true, true) => Keeping::Scarce,
            (true, false) => Keeping::Kept,
        });
        if is_kept {
            self.known.set_value(Some(text));
        }
    }

    /// Keeps a note as it is after the reader wrote it, and asks the browser once to hold on to it.
    pub fn save(self, mut note: Note, is_new: bool) {
        if !is_new {
            note.touch(now());
        }
        let id = note.id.clone();
        self.notes.write(note);
        self.forget_draft(&id);
        if !self.is_asked.get_value() {
            self.is_asked.set_value(true);
            device::persist(|_| {});
        }
    }

    fn read_drafts(self) {
        let text = storage::get(&self.drafts_key()).unwrap_or_default();
        if !text.is_empty() {
            self.notes.take_drafts(Document::read(&text, &self.record()).document);
        }
    }

    /// Keeps a note while it is written, so that nothing of it is lost with the page.
    pub fn keep_draft(self, note: Note) {
        self.change_drafts(|drafts| drop(drafts.put(note)));
    }

    /// Forgets a note that is written no more.
    pub fn forget_draft(self, id: &str) {
        self.change_drafts(|drafts| {
            drop(drafts.delete(id, Moment::default()));
            drafts.forget_deleted(Moment::LAST);
        });
    }

    fn change_drafts(self, change: impl FnOnce(&mut Document)) {
        // Another tab has drafts of its own.
        self.read_drafts();
        let mut drafts = Document::clone(&self.notes.drafts().read_untracked());
        change(&mut drafts);
        if drafts.notes().is_empty() {
            storage::remove(&self.drafts_key());
        } else if storage::is_open() && !storage::set(&self.drafts_key(), &drafts.write()) {
            self.notes.learn_keeping(Keeping::Full);
        }
        self.notes.take_drafts(drafts);
    }

    /// How many units the notes take.
    pub fn units(self) -> usize {
        utf16_units(&self.notes.document().read_untracked().write())
    }
}
