//! Joins the reader's notes to the browser's storage, so that not one is lost: read once, merged
//! with what other tabs write, written whole at every change. What was written a moment ago stands in
//! this tab's own journal too: browsers that run tabs apart show each what the others keep a little
//! late, so that one may write over what another just wrote.

use crate::ui::prelude::*;

use crate::{
    browser::{device, storage},
    core::{
        notes::{Document, Moment, Note, Stored, utf16_units},
        order::sort_by,
    },
    state::{Found, Keeping, Notes},
};

/// How long a note stays in the journal at least; by then all tabs see what all of them keep.
const JOURNAL_MS: i64 = 20_000;
/// The journal of a page that is gone is let go of after so long.
const LEFT_MS: i64 = 600_000;
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
    tab: StoredValue<String>,
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

    fn key(self) -> String {
        format!("notes:{}", self.record())
    }

    /// Each draft stands apart, so that no tab writes over another's.
    fn draft_key(self, id: &str) -> String {
        format!("draft:{}:{id}", self.record())
    }

    fn journal_prefix(self) -> String {
        format!("journal:{}:", self.record())
    }

    fn journal_key(self) -> String {
        self.journal_prefix() + &self.tab.get_value()
    }

    /// Puts down at once what was written, where no other tab writes.
    fn put_in_journal(self, notes: Vec<Note>) {
        let key = self.journal_key();
        let text = storage::get(&key).unwrap_or_default();
        let mut journal = Document::read(&text, &self.record()).document;
        journal.put_all(notes);
        // Without room the notes themselves find none either, and that is told.
        let _ = storage::set(&key, &journal.write());
    }

    /// Takes what stands in the journals, and lets go of what all tabs have seen by now.
    fn read_journals(self) {
        let now_ms = device::now_ms();
        let own = self.journal_key();
        for key in storage::keys(&self.journal_prefix()) {
            let text = storage::get(&key).unwrap_or_default();
            let journal = Document::read(&text, &self.record()).document;
            self.notes.meet(&journal);
            let age_ms = if key == own { JOURNAL_MS } else { LEFT_MS };
            let past = Moment::from_ms(now_ms - age_ms);
            let recent: Vec<Note> =
                journal.notes().iter().filter(|note| note.modified > past).cloned().collect();
            if recent.is_empty() {
                storage::remove(&key);
            } else if key == own && recent.len() < journal.notes().len() {
                let mut journal = Document::new(&self.record());
                journal.put_all(recent);
                // It takes less room than before.
                let _ = storage::set(&key, &journal.write());
            }
        }
    }

    /// Reads what is stored, and says whether the stored notes are not all that was found, or are
    /// in another form: a page may have gone before it wrote them whole.
    fn read(self) -> bool {
        self.read_drafts();
        self.read_notes();
        let stored = self.notes.document().get_untracked();
        for key in storage::keys(&self.journal_prefix()) {
            let text = storage::get(&key).unwrap_or_default();
            self.notes.meet(&Document::read(&text, &self.record()).document);
        }
        let found = self.notes.document().get_untracked();
        found != stored || (self.known.get_value().is_none() && !found.notes().is_empty())
    }

    fn read_notes(self) {
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

    /// Takes what another tab wrote, and writes what that tab did not see.
    fn meet(self) {
        if self.read_others() {
            self.write();
        }
    }

    /// Takes what is stored, and says whether it lacks anything that is known here.
    fn read_others(self) -> bool {
        let Some(text) = storage::get(&self.key()) else { return true };
        if self.known.try_get_value().flatten().as_ref() == Some(&text) {
            return false;
        }
        let stored = Document::read(&text, &self.record()).document;
        self.known.set_value(Some(text));
        self.notes.meet(&stored);
        stored != **self.notes.document().read_untracked()
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
        if !self.is_writable.get_value() {
            return self.notes.learn_keeping(Keeping::Full);
        }
        self.read_others();
        self.read_journals();
        let text = self.notes.document().get_untracked().write();
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

    /// Keeps a note as the reader wrote it; with the first one asks the browser to hold on to them.
    pub fn save(self, mut note: Note, is_new: bool) {
        if !is_new {
            note.touch(now());
        }
        let id = note.id.clone();
        let is_first = self.notes.document().read_untracked().notes().is_empty();
        self.notes.write(note);
        self.forget_draft(&id);
        if is_first {
            device::persist();
        }
    }

    fn read_drafts(self) {
        let mut drafts = Document::new(&self.record());
        for key in storage::keys(&self.draft_key("")) {
            let text = storage::get(&key).unwrap_or_default();
            drafts.put_all(Document::read(&text, &self.record()).document.notes().to_vec());
        }
        self.notes.take_drafts(drafts);
    }

    /// Lets go of what another tab has finished. What it begins is its own as long as it is open.
    fn drop_drafts(self) {
        let drafts = self.notes.drafts().get_untracked();
        for note in
            drafts.notes().iter().filter(|it| storage::get(&self.draft_key(&it.id)).is_none())
        {
            self.notes.forget_draft(&note.id);
        }
    }

    /// Keeps a note while it is written, so that nothing of it is lost with the page.
    pub fn keep_draft(self, note: Note) {
        let mut alone = Document::new(&self.record());
        alone.put(note.clone());
        if storage::is_open() && !storage::set(&self.draft_key(&note.id), &alone.write()) {
            self.notes.learn_keeping(Keeping::Full);
        }
        self.notes.draft(note);
    }

    /// Forgets a note that is written no more.
    pub fn forget_draft(self, id: &str) {
        storage::remove(&self.draft_key(id));
        self.notes.forget_draft(id);
    }

    /// How many units the notes take.
    pub fn units(self) -> usize {
        utf16_units(&self.notes.document().read_untracked().write())
    }
}
