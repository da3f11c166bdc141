//! One note as it is read: what it is about, its words, its tags and its state.

use crate::ui::prelude::*;

use super::{
    book::{Book, now},
    editor::Editor,
    spot::Spot,
    target::{Way, colour_word, state_word, target_words, way},
};
use crate::{
    browser::{device, focus, names},
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
    /// Where it stands.
    spot: Spot,
) -> impl IntoView {
    let app = App::shared();
    let book = Book::shared();
    let id = note.id.clone();
    let now = {
        let id = id.clone();
        Memo::new(move |_| {
            book.notes.document().read().note(&id).cloned().unwrap_or_else(|| note.clone())
        })
    };
    let has_draft = book.notes.drafts().read_untracked().note(&id).is_some();
    if has_draft && book.place_of_untracked(&id).is_none() {
        // What was being written when the page went is there again, and waits to be gone on with.
        book.open_editor(&id, &spot.name());
    }
    let asked = StoredValue::new(false);
    let edits = {
        let (id, name) = (id.clone(), spot.name());
        Memo::new(move |_| book.place_of(&id).as_deref() == Some(name.as_str()))
    };
    let row_id = spot.id("note", &id);
    let body = move || {
        if edits.get() {
            let close = move |id: String| {
                book.close_editor(&id, &spot.name());
                focus::by_id(&spot.id("edit", &id));
            };
            let note = now.get_untracked();
            let abouts = vec![(note.target.clone(), String::new())];
            let takes_focus = asked.get_value();
            asked.set_value(false);
            view! { <Editor note abouts spot takes_focus close=Callback::new(close) /> }
        } else {
            let note = now.get();
            view! { {title(app, &note, show)} {said(app, &note)} <Ways note spot asked /> }
        }
    };
    view! {
        <li class="noted" id=row_id tabindex="-1">
            {body}
        </li>
    }
}

/// What can be done with a note.
#[component]
fn Ways(
    /// The note.
    note: Note,
    /// Where it stands.
    spot: Spot,
    /// Told when the reader asks for the editor.
    asked: StoredValue<bool>,
) -> impl IntoView {
    let lang = App::shared().lang();
    let book = Book::shared();
    let (edited, deleted) = (note.id.clone(), note.id.clone());
    let (here, edit_id) = (spot.name(), spot.id("edit", &note.id));
    let edit = move |_| {
        asked.set_value(true);
        book.open_editor(&edited, &here);
    };
    let delete = move |_| {
        book.notes.delete(&deleted, now());
        spot.focus_first(vec![spot.undo_id()]);
    };
    let id = note.id;
    let word = move || {
        let has_draft = book.notes.drafts().read().note(&id).is_some();
        say(lang, if has_draft { Word::DeskDraftGoOn } else { Word::DeskEdit })
    };
    view! {
        <div class="noted__ways">
            <button class="button" id=edit_id on:click=edit>{word}</button>
            <button class="button" on:click=delete>{say(lang, Word::DeskDelete)}</button>
        </div>
    }
}

/// What a note is about, as a way there.
fn title(app: App, note: &Note, show: Option<Callback<Note>>) -> Option<View> {
    let show = show?;
    let words = shown(&target_words(app, &note.target));
    let whole = note.clone();
    let title = match way(app, &note.target) {
        Way::Here(_) => view! {
            <button class="link" on:click=move |_| show.run(whole.clone())>{words}</button>
        },
        Way::Elsewhere(address) => outward(&address, words),
        Way::None => view! { <bdi>{words}</bdi> },
    };
    Some(view! { <h3 class="noted__title">{title}</h3> })
}

/// A link that leaves the page.
fn outward(address: &str, words: String) -> View {
    view! {
        <a
            class="link"
            href=address.to_owned()
            target="_blank"
            rel="noopener noreferrer nofollow"
        >
            {words}
        </a>
    }
}

/// What a note says, and how it stands.
fn said(app: App, note: &Note) -> View {
    let lang = app.lang();
    let written = day_short(lang, device::local_day(note.modified));
    view! {
        {note.target.quote().map(|quote| view! {
            <blockquote class="quoted" dir="auto">{shown(&quote.exact)}</blockquote>
        })}
        {stands(app, note)}
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
            <span class="note">{fill(lang, Word::DeskWritten, &[("date", &written)])}</span>
        </p>
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
            let language = shown(&names::language(lang, &tag));
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
                    PieceKind::Link => outward(&words, words.clone()),
                }
            });
            view! { <p class="noted__text" dir="auto">{parts.collect_view()}</p> }
        })
        .collect_view()
}
