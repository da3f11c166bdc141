//! The notes of one thing that is no event, beside it.

use crate::ui::prelude::*;

use super::{
    book::{Book, now},
    editor::Editor,
    item::Item,
    spot::Spot,
    undo::Undo,
    unfinished::Unfinished,
};
use crate::{
    browser::device,
    core::{
        i18n::{Word, say},
        model::{Measure, Row},
        notes::{Note, Target},
    },
    state::App,
};

/// What tells the notes of a claim from others on the page.
pub fn claim_place(row: Row) -> String {
    format!("note-claim-{row}")
}

/// What tells the notes of a measure's claims from others on the page.
pub fn claims_place(measure: Measure) -> String {
    format!("note-claims-{}", measure.id())
}

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
    let spot = Spot::new(&id, &id);
    let here = target.clone();
    let is_here = Callback::new(move |target: Option<Target>| target.as_ref() == Some(&here));
    let editor = move || {
        let note = writing.get()?;
        let close = move |_: String| {
            writing.set(None);
            spot.focus_home();
        };
        let abouts = vec![(note.target.clone(), String::new())];
        let close = Callback::new(close);
        Some(view! { <Editor note abouts spot takes_focus=true close /> })
    };
    let on = target;
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
        <Unfinished writing spot is_here />
        <Undo spot is_here />
        <ul class="noted__list">
            {entries(
                move || notes.get(),
                |note| note.id.clone(),
                move |note| view! { <Item note show=None spot /> },
            )}
        </ul>
    }
}
