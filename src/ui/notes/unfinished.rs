//! Notes that were being written when the page went: to go on with, or to give up.

use crate::ui::prelude::*;

use super::book::Book;
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
    /// Of this alone; of an event, with its words and figures.
    #[prop(optional_no_strip)]
    on: Option<Target>,
) -> impl IntoView {
    let lang = App::shared().lang();
    let book = Book::shared();
    move || {
        let (document, drafts) = (book.notes.document().read(), book.notes.drafts().read());
        let open = writing.get().map(|note| note.id);
        drafts
            .living()
            .filter(|note| document.note(&note.id).is_none() && open.as_ref() != Some(&note.id))
            .filter(|note| on.as_ref().is_none_or(|on| is_on(&note.target, on)))
            .map(|note| {
                let (draft, id) = (note.clone(), note.id.clone());
                view! {
                    <div class="noted noted--draft">
                        <p>{labelled(lang, say(lang, Word::DeskDraft), &beginning(&note.text))}</p>
                        <div class="noted__ways">
                            <button class="button" on:click=move |_| writing.set(Some(draft.clone()))>
                                {say(lang, Word::DeskDraftGoOn)}
                            </button>
                            <button class="button" on:click=move |_| book.forget_draft(&id)>
                                {say(lang, Word::DeskDraftDiscard)}
                            </button>
                        </div>
                    </div>
                }
            })
            .collect_view()
    }
}

fn is_on(target: &Target, on: &Target) -> bool {
    target == on || (on.event().is_some() && target.event() == on.event())
}

/// The beginning of a text, for a line.
pub fn beginning(text: &str) -> String {
    let mut line: String = text.chars().take(LINE_CHARS).collect();
    if text.chars().nth(LINE_CHARS).is_some() {
        line.push('…');
    }
    shown(&line.replace('\n', " "))
}
