//! Notes while they are written, each under a key of its own, so that no tab writes over another's;
//! and which of them have an editor on this page.

use leptos::prelude::on_cleanup;

use super::book::Book;
use crate::{
    browser::storage,
    core::notes::{Document, Note},
    state::{Gone, Keeping},
};

impl Book {
    pub(super) fn draft_key(self, id: &str) -> String {
        format!("draft:{}:{id}", self.record())
    }

    pub(super) fn read_drafts(self) {
        let mut drafts = Document::new(&self.record());
        for key in storage::keys(&self.draft_key("")) {
            let text = storage::get(&key).unwrap_or_default();
            drafts.put_all(Document::read(&text, &self.record()).document.notes().to_vec());
        }
        let ids = drafts.notes().iter().map(|note| note.id.clone()).collect();
        self.kept_drafts.set_value(ids);
        self.notes.take_drafts(drafts);
    }

    /// Lets go of what another tab has finished, unless it is being written here too. What that tab
    /// begins is its own as long as it is open.
    pub(super) fn drop_drafts(self) {
        for id in self.kept_drafts.get_value() {
            if storage::get(&self.draft_key(&id)).is_some() {
                continue;
            }
            self.learn_draft(&id, false);
            let draft = self.notes.drafts().read_untracked().note(&id).cloned();
            match draft.filter(|_| self.place_of_untracked(&id).is_some()) {
                Some(draft) => self.keep_draft(draft),
                None => self.notes.forget_draft(&id),
            }
        }
    }

    fn learn_draft(self, id: &str, is_kept: bool) {
        self.kept_drafts.try_update_value(|kept| {
            kept.retain(|known| known != id);
            if is_kept {
                kept.push(id.to_owned());
            }
        });
    }

    /// Keeps a note while it is written, so that nothing of it is lost with the page.
    pub fn keep_draft(self, note: Note) {
        let mut alone = Document::new(&self.record());
        alone.put(note.clone());
        if storage::is_open() {
            let is_kept = storage::set(&self.draft_key(&note.id), &alone.write());
            self.learn_draft(&note.id, is_kept);
            if !is_kept {
                self.notes.learn_keeping(Keeping::Full);
            }
        }
        self.notes.draft(note);
    }

    /// Keeps the drafts that there was no room for.
    pub(super) fn keep_drafts(self) {
        for draft in self.notes.drafts().get_untracked().notes() {
            if !self.kept_drafts.with_value(|kept| kept.contains(&draft.id)) {
                self.keep_draft(draft.clone());
            }
        }
    }

    /// Whether every draft stands in the browser's storage.
    pub(super) fn has_kept_drafts(self) -> bool {
        let drafts = self.notes.drafts().read_untracked();
        self.kept_drafts
            .with_value(|kept| drafts.notes().iter().all(|draft| kept.contains(&draft.id)))
    }

    /// Forgets a note that is written no more.
    pub fn forget_draft(self, id: &str) {
        storage::remove(&self.draft_key(id));
        self.learn_draft(id, false);
        self.notes.forget_draft(id);
    }

    /// Gives up what was written of a note, so that it can be brought back.
    pub fn give_up(self, id: &str) {
        let draft = self.notes.drafts().read_untracked().note(id).cloned();
        let says_something = |draft: &Note| {
            let document = self.notes.document().read_untracked();
            document.note(id).filter(|held| !held.deleted).map_or_else(
                || !draft.text.trim().is_empty() || !draft.tags.is_empty(),
                |held| !held.says_the_same(draft),
            )
        };
        self.forget_draft(id);
        if let Some(draft) = draft.filter(says_something) {
            self.notes.learn_gone(Some(Gone::Draft(draft)));
        }
    }

    /// Where on the page a note has its editor; followed.
    pub fn place_of(self, id: &str) -> Option<String> {
        place_in(&self.editors.read(), id)
    }

    /// The same, not followed.
    pub fn place_of_untracked(self, id: &str) -> Option<String> {
        place_in(&self.editors.try_read_untracked()?, id)
    }

    /// Gives a note an editor at a place; it has one at most.
    pub fn open_editor(self, id: &str, place: &str) {
        if self.place_of_untracked(id).as_deref() != Some(place) {
            self.editors.update(|editors| {
                editors.retain(|(open, _)| open != id);
                editors.push((id.to_owned(), place.to_owned()));
            });
        }
    }

    /// Takes the editor of a note away, if it is at a place.
    pub fn close_editor(self, id: &str, place: &str) {
        if self.place_of_untracked(id).as_deref() == Some(place) {
            self.editors.update(|editors| editors.retain(|(open, _)| open != id));
        }
    }

    /// Has an editor at a place until the calling component goes.
    pub fn hold_editor(self, id: &str, place: &str) {
        self.open_editor(id, place);
        let (id, place) = (id.to_owned(), place.to_owned());
        on_cleanup(move || self.close_editor(&id, &place));
    }
}

fn place_in(editors: &[(String, String)], id: &str) -> Option<String> {
    editors.iter().find(|(open, _)| open == id).map(|(_, place)| place.clone())
}
