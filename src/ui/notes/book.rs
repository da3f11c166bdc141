//! Joins the reader's notes to the browser's storage, so that not one is lost: read once, merged
//! with what other tabs write, written whole at every change. What was written a moment ago stands in
//! `journal` too, what is being written in `drafts`, what could not be read whole in `copies`.

use crate::ui::prelude::*;

use crate::{
    browser::{device, storage},
    core::{
        notes::{Document, Moment, Note, Stored, utf16_units},
        order::sort_by,
    },
    state::{Found, Gone, Keeping, Notes},
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
    /// What tells this page's journal from those of others.
    pub(super) tab: StoredValue<String>,
    /// What stands in this page's journal, and since when, in milliseconds since 1970.
    pub(super) journal: StoredValue<Vec<(i64, Note)>>,
    /// The ids of the drafts that stand in the browser's storage, as far as this page knows.
    pub(super) kept_drafts: StoredValue<Vec<String>>,
    /// The notes that have an editor on this page, each with where it is.
    pub(super) editors: RwSignal<Vec<(String, String)>>,
    /// Changes whenever copies do.
    pub(super) copies: RwSignal<usize>,
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
            tab: StoredValue::new(device::new_id()),
            journal: StoredValue::new(Vec::new()),
            kept_drafts: StoredValue::new(Vec::new()),
            editors: RwSignal::new(Vec::new()),
            copies: RwSignal::new(0),
        };
        let mut is_behind = false;
        if storage::is_open() {
            is_behind = book.read();
        } else {
            book.notes.learn_keeping(Keeping::Blocked);
        }
        keep(storage::on_change(&book.key(), move || book.meet()));
        keep(storage::on_change(&book.draft_key(""), move || book.drop_drafts()));
        let mut before = book.notes.document().get_untracked();
        if is_behind {
            book.write();
        }
        effect(move || {
            let document = book.notes.document().get();
            let is_new = |note: &&Note| before.note(&note.id) != Some(*note);
            let changed: Vec<Note> = document.notes().iter().filter(is_new).cloned().collect();
            before = document;
            if !changed.is_empty() {
                book.put_in_journal(changed);
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

    pub(super) fn key(self) -> String {
        format!("notes:{}", self.record())
    }

    /// Reads what is stored, and says whether the stored notes are not all that was found, or are
    /// in another form: a page may have gone before it wrote them whole.
    fn read(self) -> bool {
        self.read_drafts();
        let is_changed = storage::get(&self.key()).is_some_and(|text| self.take(text));
        let stored = self.notes.document().get_untracked();
        self.read_journals();
        is_changed || self.notes.document().get_untracked() != stored
    }

    /// Takes a stored text, keeps a copy of one that is to be mended, and says whether it is to be
    /// written anew.
    fn take(self, text: String) -> bool {
        let stored = Document::read(&text, &self.record());
        self.is_writable.set_value(self.look_at(&text, &stored));
        self.known.set_value(Some(text));
        let Stored { mut document, migrated_from, losses } = stored;
        let is_first = self.notes.document().read_untracked().notes().is_empty();
        if is_first {
            document.forget_deleted(Moment::from_ms(device::now_ms() - REMEMBERED_MS));
        }
        self.notes.meet(&document);
        let is_mended = migrated_from.is_some() || !losses.is_empty();
        is_mended || (!is_first && document != **self.notes.document().read_untracked())
    }

    /// Takes what another tab wrote, and writes what that tab did not see.
    fn meet(self) {
        if self.read_others() {
            self.write();
        }
    }

    /// Takes what is stored, and says whether it lacks anything that is known here.
    fn read_others(self) -> bool {
        let text = storage::get(&self.key());
        if text.is_some() && self.known.try_get_value().flatten() == text {
            return false;
        }
        self.known.set_value(None);
        text.is_none_or(|text| self.take(text))
    }

    /// Writes the notes once no other tab does.
    fn write(self) {
        if !storage::is_open() {
            return self.notes.learn_keeping(Keeping::Blocked);
        }
        let write = move || {
            if self.is_writable.try_get_value().is_some() {
                self.write_once();
            }
        };
        device::alone(&format!("khipu {}", self.key()), write);
    }

    fn write_once(self) {
        self.read_others();
        if !self.is_writable.get_value() {
            return self.notes.learn_keeping(Keeping::Full);
        }
        let past = self.read_journals();
        let text = self.notes.document().get_untracked().write();
        let is_known = self.known.get_value().as_ref() == Some(&text);
        if is_known && *self.notes.keeping().read_untracked() == Keeping::Kept {
            return self.trim_journals(&past);
        }
        let is_scarce = is_scarce(&self.key(), &text);
        let is_kept = is_known || storage::set(&self.key(), &text);
        self.notes.learn_keeping(match (is_kept && self.has_kept_drafts(), is_scarce) {
            (false, _) => Keeping::Full,
            (true, true) => Keeping::Scarce,
            (true, false) => Keeping::Kept,
        });
        if is_kept {
            self.known.set_value(Some(text));
            self.trim_journals(&past);
        }
    }

    /// Tries once more to keep what there was no room for.
    pub fn try_again(self) {
        if let Some(text) = storage::get(&self.key())
            && !self.is_writable.get_value()
        {
            self.take(text);
        }
        self.keep_drafts();
        self.write();
    }

    /// Changes the notes; with the first ones asks the browser to hold on to them.
    pub fn change(self, change: impl FnOnce(&mut Document)) {
        let has_some = move || !self.notes.document().read_untracked().notes().is_empty();
        let had_some = has_some();
        self.notes.change(change);
        if !had_some && has_some() {
            device::persist();
        }
    }

    /// Keeps a note as the reader wrote it. What another tab made of it meanwhile is kept beside it.
    pub fn save(self, note: Note) {
        let id = note.id.clone();
        let mut both = false;
        self.change(|document| both = document.save(note, now()));
        self.forget_draft(&id);
        self.notes.learn_found(Found { both: usize::from(both), ..Found::default() });
    }

    /// Brings back what the reader took away last.
    pub fn bring_back(self) {
        match self.notes.gone().get_untracked() {
            Some(Gone::Note(note)) => self.notes.bring_back(note, now()),
            Some(Gone::Draft(note)) => self.keep_draft(note),
            Some(Gone::Copy { key, text }) => self.keep_copy(&key, &text),
            None => {}
        }
        self.notes.learn_gone(None);
    }

    /// How many units the notes take.
    pub fn units(self) -> usize {
        utf16_units(&self.notes.document().read_untracked().write())
    }
}
