//! The way back after something was taken away.

use crate::ui::prelude::*;

use super::{book::Book, spot::Spot};
use crate::{
    core::{
        i18n::{Word, say},
        notes::Target,
    },
    state::{App, Gone},
};

/// Says what was taken away last, and brings it back.
#[component]
pub fn Undo(
    /// Where it stands.
    spot: Spot,
    /// Whether it stands where notes on this are; without it, wherever.
    is_here: Callback<Option<Target>, bool>,
) -> impl IntoView {
    let lang = App::shared().lang();
    let book = Book::shared();
    let gone = Memo::new(move |_| {
        book.notes.gone().get().filter(|gone| is_here.run(gone.target().cloned()))
    });
    let said = move || {
        gone.read().as_ref().map(|gone| {
            let word = match gone {
                Gone::Note(_) => Word::DeskDeleted,
                Gone::Draft(_) => Word::DeskGivenUp,
                Gone::Copy { .. } => Word::DeskCopiesDeleted,
            };
            say(lang, word)
        })
    };
    let undo_id = spot.undo_id();
    let bring_back = move |_| {
        let id = match gone.get_untracked() {
            Some(Gone::Note(note) | Gone::Draft(note)) => note.id,
            _ => String::new(),
        };
        book.bring_back();
        let ids = ["draft", "edit", "note"].map(|part| spot.id(part, &id));
        spot.focus_first(ids.to_vec());
    };
    view! {
        <div class="undo">
            <span role="status">{said}</span>
            {when(move || gone.read().is_some(), move || {
                view! {
                    <button class="button" id=undo_id.clone() on:click=bring_back>
                        {say(lang, Word::DeskUndo)}
                    </button>
                }
            })}
        </div>
    }
}
