//! Notes that were being written when the page went: to go on with, or to give up.

use crate::ui::prelude::*;

use super::{book::Book, spot::Spot};
use crate::{
    core::{
        i18n::{Word, labelled, say},
        notes::{Note, Target, shown},
    },
    state::App,
};

/// How many characters of a text stand for it in a line.
const LINE_CHARS: usize = 60;

/// The drafts of notes that are new and not open now.
#[component]
pub fn Unfinished(
    /// The note that is open now.
    writing: RwSignal<Option<Note>>,
    /// Where they stand.
    spot: Spot,
    /// Whether they are about what is shown here.
    is_here: Callback<Option<Target>, bool>,
) -> impl IntoView {
    let lang = App::shared().lang();
    let book = Book::shared();
    move || {
        let (document, drafts) = (book.notes.document().read(), book.notes.drafts().read());
        drafts
            .living()
            // The draft of a note that another tab deleted is one of a new note.
            .filter(|note| document.note(&note.id).is_none_or(|held| held.deleted))
            .filter(|note| book.place_of(&note.id).is_none())
            .filter(|note| is_here.run(Some(note.target.clone())))
            .map(|note| {
                let (draft, id) = (note.clone(), note.id.clone());
                let go_on_id = spot.id("draft", &id);
                let discard = move |_| {
                    book.give_up(&id);
                    spot.focus_first(vec![spot.undo_id()]);
                };
                view! {
                    <div class="noted noted--draft">
                        <p>{labelled(lang, say(lang, Word::DeskDraft), &beginning(&note.text))}</p>
                        <div class="noted__ways">
                            <button
                                class="button"
                                id=go_on_id
                                on:click=move |_| writing.set(Some(draft.clone()))
                            >
                                {say(lang, Word::DeskDraftGoOn)}
                            </button>
                            <button class="button" on:click=discard>
                                {say(lang, Word::DeskDraftDiscard)}
                            </button>
                        </div>
                    </div>
                }
            })
            .collect_view()
    }
}

/// The beginning of a text, for a line.
pub fn beginning(text: &str) -> String {
    let mut line: String = text.chars().take(LINE_CHARS).collect();
    if text.chars().nth(LINE_CHARS).is_some() {
        line.push('…');
    }
    shown(&line.replace('\n', " "))
}
