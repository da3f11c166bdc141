//! The reader's notes, those being written, and how safely both are kept. Where that is, is not
//! known here.

use super::{ReadSignal, RwSignal, Shared};
use crate::core::notes::{Document, Loss, Moment, Note, merge};

/// How the notes are kept on this device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// They are, or there are none yet.
    #[default]
    Kept,
    /// They are, and there is hardly any room left.
    Scarce,
    /// The browser lets this page keep nothing: they last as long as the page is open.
    Blocked,
    /// The browser's room is full: what was written since is in this page alone.
    Full,
}

/// What was found amiss when the notes were read, and has to be told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// They were in the form of an earlier version.
    pub is_migrated: bool,
    pub losses: Vec<Loss>,
    /// The key under which the text is kept as it was found.
    pub backup: Option<String>,
}

/// The notes of the open record.
#[derive(Clone, Copy)]
pub struct Notes {
    document: RwSignal<Shared<Document>>,
    drafts: RwSignal<Shared<Document>>,
    keeping: RwSignal<Keeping>,
    found: RwSignal<Found>,
    /// The form of a note before it was deleted last, to bring it back.
    deleted: RwSignal<Option<Note>>,
}

impl Notes {
    /// No notes of a record.
    pub fn new(record: &str) -> Self {
        let empty = || RwSignal::new(Shared::new(Document::new(record)));
        Self {
            document: empty(),
            drafts: empty(),
            keeping: RwSignal::new(Keeping::default()),
            found: RwSignal::new(Found::default()),
            deleted: RwSignal::new(None),
        }
    }

    pub fn document(self) -> ReadSignal<Shared<Document>> {
        self.document.read_only()
    }

    /// The notes that are being written.
    pub fn drafts(self) -> ReadSignal<Shared<Document>> {
        self.drafts.read_only()
    }

    pub fn keeping(self) -> ReadSignal<Keeping> {
        self.keeping.read_only()
    }

    pub fn found(self) -> ReadSignal<Found> {
        self.found.read_only()
    }

    pub fn deleted(self) -> ReadSignal<Option<Note>> {
        self.deleted.read_only()
    }

    /// Writes a note, over an earlier form of it.
    pub fn write(self, note: Note) {
        self.change(|document| drop(document.put(note)));
    }

    /// Deletes a note, so that it can be brought back.
    pub fn delete(self, id: &str, at: Moment) {
        let mut gone = None;
        self.change(|document| gone = document.delete(id, at));
        self.deleted.set(gone);
    }

    /// Brings the note back that was deleted last.
    pub fn bring_back(self, at: Moment) {
        let Some(mut note) = self.deleted.get_untracked() else { return };
        let gone_at = self.document.read_untracked().note(&note.id).map(|gone| gone.modified);
        note.touch(gone_at.map_or(at, |gone_at| at.max(gone_at.next())));
        self.deleted.set(None);
        self.write(note);
    }

    /// Deletes every note, for good.
    pub fn delete_all(self, at: Moment) {
        self.deleted.set(None);
        self.change(|document| {
            let ids: Vec<String> = document.living().map(|note| note.id.clone()).collect();
            let gone = ids.iter().filter_map(|id| Some(document.note(id)?.tombstone(at)));
            document.put_all(gone.collect());
        });
    }

    /// Changes the notes; nobody is told if they stay what they were.
    pub fn change(self, change: impl FnOnce(&mut Document)) {
        let mut next = Document::clone(&self.document.read_untracked());
        change(&mut next);
        self.take(next);
    }

    /// Takes what another tab has written as well.
    pub fn meet(self, other: &Document) {
        self.take(merge(&self.document.read_untracked(), other));
    }

    fn take(self, next: Document) {
        if next != **self.document.read_untracked() {
            self.document.set(Shared::new(next));
        }
    }

    /// Takes the notes being written, as they are kept.
    pub fn take_drafts(self, drafts: Document) {
        if drafts != **self.drafts.read_untracked() {
            self.drafts.set(Shared::new(drafts));
        }
    }

    /// Takes a note as it is being written.
    pub fn draft(self, note: Note) {
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
        let mut drafts = Document::clone(&self.drafts.read_untracked());
        change(&mut drafts);
        self.take_drafts(drafts);
    }

    /// Takes how the notes are kept now.
    pub fn learn_keeping(self, keeping: Keeping) {
        if keeping != *self.keeping.read_untracked() {
            self.keeping.set(keeping);
        }
    }

    /// Takes what was found amiss; nothing once the reader knows it.
    pub fn learn_found(self, found: Found) {
        self.found.set(found);
    }
}
