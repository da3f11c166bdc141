//! Texts that were kept as they were found, because they were damaged or of an earlier version: to
//! save, or to delete.

use crate::ui::prelude::*;

use super::{book::Book, spot::Spot};
use crate::{
    browser::{device, download, storage},
    core::{
        i18n::{Word, day_medium, fill, number, say},
        notes::{Moment, Stored, utf16_units},
    },
    state::{App, Found, Gone},
};

impl Book {
    fn copy_prefix(self) -> String {
        format!("backup:{}:", self.key())
    }

    /// The keys of the copies, the latest first; followed.
    pub fn copies(self) -> Vec<String> {
        self.copies.track();
        self.notes.found().track();
        let mut keys = storage::keys(&self.copy_prefix());
        keys.sort_unstable_by(|one, other| other.cmp(one));
        keys
    }

    /// Keeps a copy of a text that is damaged or of an earlier version, unless there is one, and
    /// tells the reader. Says whether the text may be written over.
    pub(super) fn look_at(self, text: &str, stored: &Stored) -> bool {
        let is_migrated = stored.migrated_from.is_some();
        if !is_migrated && !stored.is_damaged() {
            return true;
        }
        let copies: Vec<String> =
            storage::keys(&self.copy_prefix()).iter().filter_map(|key| storage::get(key)).collect();
        let losses = stored.new_losses(&copies);
        if !is_migrated && losses.is_empty() {
            return true;
        }
        let is_copied = copies.iter().any(|copy| copy == text) || self.copy(text);
        let may_go = is_copied || losses.is_empty();
        self.notes.learn_found(Found { is_migrated, losses, is_copied, both: 0 });
        may_go
    }

    fn copy(self, text: &str) -> bool {
        let now_ms = device::now_ms();
        // Several may be found at once.
        let mut keys = (now_ms..now_ms + 1_000).map(|ms| format!("{}{ms}", self.copy_prefix()));
        let key = keys.find(|key| storage::get(key).is_none());
        key.is_some_and(|key| storage::set(&key, text))
    }

    /// Keeps a copy again that was deleted.
    pub(super) fn keep_copy(self, key: &str, text: &str) {
        // The room that it had is there still, unless another page took it.
        let _ = storage::set(key, text);
        self.copies.update(|copies| *copies += 1);
    }

    fn delete_copy(self, key: &str) {
        let text = storage::get(key).unwrap_or_default();
        storage::remove(key);
        self.notes.learn_gone(Some(Gone::Copy { key: key.to_owned(), text }));
        self.copies.update(|copies| *copies += 1);
    }
}

/// When a copy was made, as its key says.
pub fn made_at(key: &str) -> Moment {
    let ms = key.rsplit(':').next().and_then(|ms| ms.parse().ok());
    Moment::from_ms(ms.unwrap_or_default())
}

/// The copies that are kept, where there are any.
#[component]
pub fn Copies(
    /// Where it stands.
    spot: Spot,
) -> impl IntoView {
    let lang = App::shared().lang();
    let book = Book::shared();
    let keys = Memo::new(move |_| book.copies());
    let copy = move |key: String| {
        let text = storage::get(&key).unwrap_or_default();
        let date = day_medium(lang, device::local_day(made_at(&key)));
        let units = number(lang, utf16_units(&text) as f64);
        let words = fill(lang, Word::DeskCopiesOf, &[("date", &date), ("n", &units)]);
        let (saved, deleted) = (key.clone(), key);
        let delete = move |_| {
            book.delete_copy(&deleted);
            spot.focus_first(vec![spot.undo_id()]);
        };
        view! {
            <li class="editor__row">
                <span>{words}</span>
                <button class="button" on:click=move |_| save(book, &saved)>
                    {say(lang, Word::DeskCopiesSave)}
                </button>
                <button class="button" on:click=delete>{say(lang, Word::DeskDelete)}</button>
            </li>
        }
    };
    when(
        move || !keys.read().is_empty(),
        move || {
            view! {
                <section class="exchange" aria-label=say(lang, Word::DeskCopies)>
                    <h3 class="detail__heading">{say(lang, Word::DeskCopies)}</h3>
                    <p class="note">{say(lang, Word::DeskCopiesExplained)}</p>
                    <ul class="copies">{entries(move || keys.get(), String::clone, copy)}</ul>
                </section>
            }
        },
    )
}

fn save(book: Book, key: &str) {
    let text = storage::get(key).unwrap_or_default();
    let name = format!("{}-{}.json", book.record(), device::local_day(made_at(key)));
    download::save(&name, "application/json", &text);
}
