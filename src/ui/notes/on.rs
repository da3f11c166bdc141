//! The notes of one thing that is no event, beside it.

use crate::ui::prelude::*;

use super::{
    book::{Book, now},
    editor::Editor,
    item::Item,
    unfinished::Unfinished,
};
use crate::{
    browser::{device, focus},
    core::{
        i18n::{Word, say},
        notes::{Note, Target},
    },
    state::App,
};

/// The notes of a target, and the way to write one.
#[component]
pub fn NotesOn(
    /// What they are about.
    target: Target,
    /// What the button is called.
    label: String,
    /// What tells the button from others.
    id: String,
) -> impl IntoView {
    let lang = App::shared().lang();
    let book = Book::shared();
    let writing = RwSignal::new(None::<Note>);
    let about = target.clone();
    let notes = Memo::new(move |_| {
        let document = book.notes.document().read();
        let is_on = |note: &&Note| note.target == about;
        document.living().filter(is_on).cloned().collect::<Vec<_>>()
    });
    let button = id.clone();
    let editor = move || {
        let note = writing.get()?;
        let button = button.clone();
        let close = move |()| {
            writing.set(None);
            focus::by_id(&button);
        };
        let abouts = vec![(note.target.clone(), String::new())];
        Some(view! { <Editor note is_new=true abouts close=Callback::new(close) /> })
    };
    let on = target.clone();
    let start = move |_| writing.set(Some(Note::new(&device::new_id(), on.clone(), now())));
    view! {
        <button
            class="button"
            id=id
            aria-label=label
            on:click=start
        >
            {say(lang, Word::DeskWrite)}
        </button>
        {editor}
        <Unfinished writing on=Some(target) />
        <ul class="noted__list">
            {entries(
                move || notes.get(),
                |note| format!("{} {}", note.id, note.modified.ms()),
                |note| view! { <Item note show=None /> },
            )}
        </ul>
    }
}
