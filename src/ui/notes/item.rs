//! One note as it is read: what it is about, its words, its tags and its state.

use crate::ui::prelude::*;

use super::{
    book::{Book, now},
    editor::Editor,
    target::{colour_word, state_word, target_words},
};
use crate::{
    browser::{focus, names},
    core::{
        i18n::{Word, day_short, fill, say},
        notes::{Note, PieceKind, Standing, State, pieces, shown, sign, standing},
    },
    state::App,
};

/// A note with what can be done with it.
#[component]
pub fn Item(
    /// The note.
    note: Note,
    /// Called to show what it is about; nothing where that is shown already.
    show: Option<Callback<Note>>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let book = Book::shared();
    let editing = RwSignal::new(book.notes.drafts().read_untracked().note(&note.id).is_some());
    let id = note.id.clone();
    let edit_id = format!("edit-{id}");
    let whole = note.clone();
    let read = move || {
        let note = whole.clone();
        let title = show.map(|show| {
            let shown = note.clone();
            view! {
                <h3 class="noted__title">
                    <button class="link" on:click=move |_| show.run(shown.clone())>
                        {crate::core::notes::shown(&target_words(app, &note.target))}
                    </button>
                </h3>
            }
        });
        let delete = {
            let id = note.id.clone();
            move |_| {
                book.notes.delete(&id, now());
                focus::if_lost(vec!["note-undo".to_owned(), "notes-count".to_owned()]);
            }
        };
        view! {
            {title}
            {note.target.quote().map(|quote| view! {
                <blockquote class="quoted" dir="auto">{shown(&quote.exact)}</blockquote>
            })}
            {stands(app, &note)}
            {text_view(&note.text)}
            <p class="noted__about">
                <span class=format!("swatch swatch--{} swatch--still", note.colour.id())>
                    {say(lang, colour_word(note.colour))}
                </span>
                {(note.state != State::Open).then(|| view! {
                    <span class="noted__state">{say(lang, state_word(note.state))}</span>
                })}
                {note.tags.iter().map(|tag| view! {
                    <bdi class="noted__tag">"#" {shown(tag)}</bdi>
                }).collect_view()}
                <span class="note">
                    {fill(lang, Word::DeskWritten, &[("date", &day_short(lang, note.modified.day()))])}
                </span>
            </p>
            <div class="noted__ways">
                <button class="button" id=edit_id.clone() on:click=move |_| editing.set(true)>
                    {say(lang, Word::DeskEdit)}
                </button>
                <button class="button" on:click=delete>{say(lang, Word::DeskDelete)}</button>
            </div>
        }
    };
    let write = move || {
        let edited = format!("edit-{}", note.id);
        let close = move |()| {
            editing.set(false);
            focus::by_id(&edited);
        };
        let abouts = vec![(note.target.clone(), String::new())];
        view! { <Editor note=note.clone() is_new=false abouts close=Callback::new(close) /> }
    };
    view! {
        <li class="noted" id=format!("note-{id}") tabindex="-1">
            {move || if editing.get() { write() } else { read() }}
        </li>
    }
}

/// Says where a note no longer stands as it was written.
fn stands(app: App, note: &Note) -> View {
    let lang = app.lang();
    let archive = app.archive();
    let sources = app.sources().read();
    let sentence = match standing(note, &archive, sources.known(&archive), lang) {
        Standing::Here | Standing::Unknown => return None::<String>.into_view(),
        Standing::Changed => say(lang, Word::DeskStandingChanged).to_owned(),
        Standing::OtherLanguage(tag) => {
            let language = names::language(lang, &tag);
            fill(lang, Word::DeskStandingOther, &[("language", &language)])
        }
        Standing::WordsGone => say(lang, Word::DeskStandingWordsGone).to_owned(),
        Standing::Gone => say(lang, Word::DeskStandingGone).to_owned(),
    };
    view! { <p class="noted__stands">{sentence}</p> }
}

/// A note's text: paragraphs, addresses that can be followed, and a sign for what hides itself.
fn text_view(text: &str) -> View {
    let paragraphs = text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    paragraphs
        .map(|paragraph| {
            let parts = pieces(paragraph).into_iter().map(|piece| {
                let words = paragraph.get(piece.range).unwrap_or_default().to_owned();
                match piece.kind {
                    PieceKind::Plain => words.into_view(),
                    PieceKind::Unseen(character) => {
                        view! { <span class="noted__sign">{sign(character)}</span> }
                    }
                    PieceKind::Link => view! {
                        <a
                            class="link"
                            href=words.clone()
                            target="_blank"
                            rel="noopener noreferrer nofollow"
                        >
                            {words.clone()}
                        </a>
                    },
                }
            });
            view! { <p class="noted__text" dir="auto">{parts.collect_view()}</p> }
        })
        .collect_view()
}
