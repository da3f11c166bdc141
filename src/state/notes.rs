//! The reader's notes, those being written, and how safely both are kept. Where that is, is not
//! known here.

use super::{ReadSignal, RwSignal, Shared};
use crate::core::notes::{Document, Loss, Moment, Note, Target, reconciled};

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
    /// The text is kept as it was found.
    pub is_copied: bool,
    /// So many notes were changed in another tab too: both forms are kept.
    pub both: usize,
}

/// What the reader took away last, to bring it back.
#[derive(Clone, Debug, PartialEq)]
pub enum Gone {
    /// A note as it was before it was deleted.
    Note(Note),
    /// A note that was being written.
    Draft(Note),
    /// A text that was kept as it was found, and its key.
    Copy { key: String, text: String },
}

impl Gone {
    /// What the note was about.
    pub fn target(&self) -> Option<&Target> {
        match self {
            Self::Note(note) | Self::Draft(note) => Some(&note.target),
            Self::Copy { .. } => None,
        }
    }
}

/// The notes of the open record.
#[derive(Clone, Copy)]
pub struct Notes {
    document: RwSignal<Shared<Document>>,
    drafts: RwSignal<Shared<Document>>,
    keeping: RwSignal<Keeping>,
    found: RwSignal<Found>,
    gone: RwSignal<Option<Gone>>,
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
            gone: RwSignal::new(None),
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

    pub fn gone(self) -> ReadSignal<Option<Gone>> {
        self.gone.read_only()
    }

    /// Deletes a note, so that it can be brought back.
    pub fn delete(self, id: &str, at: Moment) {
        let mut gone = None;
        self.change(|document| gone = document.delete(id, at));
        self.learn_gone(gone.map(Gone::Note));
    }

    /// Brings a deleted note back.
    pub fn bring_back(self, mut note: Note, at: Moment) {
        let gone_at = self.document.read_untracked().note(&note.id).map(|gone| gone.modified);
        note.touch(gone_at.map_or(at, |gone_at| at.max(gone_at.next())));
        self.change(|document| drop(document.put(note)));
    }

    /// Deletes every note, for good.
    pub fn delete_all(self, at: Moment) {
        self.gone.set(None);
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

    /// Takes what another tab has written as well. What both made of one note is all kept, and told.
    pub fn meet(self, other: &Document) {
        let (met, both) = reconciled(&self.document.read_untracked(), other);
        self.take(met);
        self.learn_found(Found { both, ..Found::default() });
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

    /// Takes what was found amiss, beside what the reader has not dismissed yet.
    pub fn learn_found(self, new: Found) {
        let mut found = Found::clone(&self.found.read_untracked());
        found.is_migrated |= new.is_migrated;
        found.both += new.both;
        if !new.losses.is_empty() {
            found.losses = new.losses;
            found.is_copied = new.is_copied;
        }
        if found != *self.found.read_untracked() {
            self.found.set(found);
        }
    }

    /// The reader knows what was found amiss.
    pub fn dismiss_found(self) {
        self.found.set(Found::default());
    }

    /// Takes what the reader took away last.
    pub fn learn_gone(self, gone: Option<Gone>) {
        self.gone.set(gone);
    }
}
