//! What this page wrote a moment ago, where no other tab writes: browsers that run tabs apart show
//! each what the others keep a little late, so that one may write over what another just wrote.

use super::book::Book;
use crate::{
    browser::{device, storage},
    core::notes::{Document, Moment, Note},
};

/// How long a note stays in the journal at least; by then all tabs see what all of them keep.
const JOURNAL_MS: i64 = 20_000;
/// The journal of a page that is gone is let go of after so long.
const LEFT_MS: i64 = 600_000;

impl Book {
    fn journal_prefix(self) -> String {
        format!("journal:{}:", self.record())
    }

    fn journal_key(self) -> String {
        self.journal_prefix() + &self.tab.get_value()
    }

    /// Puts down at once what was written.
    pub(super) fn put_in_journal(self, notes: Vec<Note>) {
        let now_ms = device::now_ms();
        let entries = notes.into_iter().map(|note| (now_ms, note));
        self.journal.try_update_value(|journal| journal.extend(entries));
        self.write_journal();
    }

    fn write_journal(self) {
        let notes: Vec<Note> = self
            .journal
            .with_value(|journal| journal.iter().map(|(_, note)| note.clone()).collect());
        if notes.is_empty() {
            return storage::remove(&self.journal_key());
        }
        let mut journal = Document::new(&self.record());
        journal.put_all(notes);
        // Without room the notes themselves find none either, and that is told.
        let _ = storage::set(&self.journal_key(), &journal.write());
    }

    /// Takes what stands in the journals of other pages, and says which of them may go once it is
    /// written.
    pub(super) fn read_journals(self) -> Vec<String> {
        let past = Moment::from_ms(device::now_ms() - LEFT_MS);
        let own = self.journal_key();
        let mut old = Vec::new();
        for key in storage::keys(&self.journal_prefix()).into_iter().filter(|key| *key != own) {
            let text = storage::get(&key).unwrap_or_default();
            let stored = Document::read(&text, &self.record());
            let is_copied = self.look_at(&text, &stored);
            self.notes.meet(&stored.document);
            if is_copied && stored.document.notes().iter().all(|note| note.modified <= past) {
                old.push(key);
            }
        }
        old
    }

    /// Lets go of what is written and has been seen by all tabs.
    pub(super) fn trim_journals(self, old: &[String]) {
        for key in old {
            storage::remove(key);
        }
        let past_ms = device::now_ms() - JOURNAL_MS;
        let is_trimmed = self.journal.try_update_value(|journal| {
            let before = journal.len();
            journal.retain(|(since_ms, _)| *since_ms > past_ms);
            journal.len() < before
        });
        if is_trimmed == Some(true) {
            self.write_journal();
        }
    }
}
