//! Notes to files and links, and from files.

use crate::ui::prelude::*;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlInputElement};

use super::{
    book::{Book, now},
    plan::{Coming, PlanDialog},
    sieve::Sifted,
    target::{state_word, target_link, target_words},
};
use crate::{
    browser::{clipboard, download, url},
    core::{
        i18n::{Word, day_medium, say},
        link,
        notes::{
            Export, INTAKE_MAX_BYTES, IntakeError, Note, Setting, Wording, collection, csv,
            json_text, markdown, packed, take_in,
        },
    },
    state::App,
};

/// The forms that notes are written in.
#[derive(Clone, Copy)]
enum Form {
    WebAnnotation,
    Table,
    Text,
}

/// The ways out and in. What is written are the notes that are shown.
#[component]
pub fn Exchange(
    /// The notes that the panel shows.
    found: Memo<Sifted>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let book = Book::shared();
    let said = RwSignal::new(None::<Word>);
    let coming = RwSignal::new(None::<Coming>);
    let save = move |form: Form| {
        let (end, media_type, text) =
            written(app, &book.record(), &found.read_untracked().all(), form);
        let name = format!("{}-{}.{end}", book.record(), now().day());
        download::save(&name, media_type, &text);
    };
    let copy = move |_| {
        let Some(packed) = packed(&book.record(), &found.read_untracked().all()) else {
            return said.set(Some(Word::DeskLinkTooLong));
        };
        let query = link::encode(&app.query().read_untracked());
        let mark = if query.is_empty() { "" } else { "&" };
        clipboard::write(url::href_with(&format!("{query}{mark}notes={packed}")), move |is| {
            said.set(Some(if is { Word::DeskCopied } else { Word::DeskCopyFailed }));
        });
    };
    let choose = move |event: Event| {
        let input: Option<HtmlInputElement> =
            event.target().and_then(|target| target.dyn_into().ok());
        let Some(file) = input.as_ref().and_then(|input| input.files()?.get(0)) else { return };
        // The same file may be chosen again.
        if let Some(input) = input {
            input.set_value("");
        }
        spawn_local(async move {
            let taken = if file.size() > INTAKE_MAX_BYTES as f64 {
                Err(IntakeError::TooLarge)
            } else {
                let text = download::text(file).await.unwrap_or_default();
                let (record, page) = (book.record(), url::href_with(""));
                take_in(&text, Setting { record: Some(&record), page: &page, now: now() })
            };
            coming.set(Some(Coming::of(taken)));
        });
    };
    let ways = [
        (Form::WebAnnotation, Word::DeskExportAnnotations),
        (Form::Table, Word::DeskExportTable),
        (Form::Text, Word::DeskExportText),
    ];
    view! {
        <section class="exchange" aria-label=say(lang, Word::DeskExchange)>
            <h3 class="detail__heading">{say(lang, Word::DeskExchange)}</h3>
            {when(move || !found.read().is_empty(), move || view! {
                <div class="editor__row">
                    {ways.map(|(form, word)| view! {
                        <button class="button" on:click=move |_| save(form)>{say(lang, word)}</button>
                    }).collect_view()}
                    <button class="button" on:click=copy>{say(lang, Word::DeskCopyLink)}</button>
                    <span role="status">{move || said.get().map(|word| say(lang, word))}</span>
                </div>
            })}
            <label class="button exchange__file">
                {say(lang, Word::DeskImport)}
                <input
                    class="unseen"
                    type="file"
                    accept=".json,.jsonld,.csv,.txt"
                    on:change=choose
                />
            </label>
            <p class="note">{say(lang, Word::DeskImportForms)}</p>
        </section>
        <PlanDialog coming />
    }
}

/// Notes as a file: its ending, its media type and its text.
fn written(
    app: App,
    record: &str,
    notes: &[Note],
    form: Form,
) -> (&'static str, &'static str, String) {
    let lang = app.lang();
    let page = url::href_with("");
    let title = say(lang, Word::DeskNotesTitle);
    match form {
        Form::WebAnnotation => {
            let export = Export { record, page: &page, label: title };
            let text = json_text(&collection(notes, export));
            ("jsonld", "application/ld+json", text)
        }
        Form::Table => ("csv", "text/csv", csv(record, notes)),
        Form::Text => {
            let text = markdown(
                notes,
                Wording {
                    title,
                    name: &|target| target_words(app, target),
                    address: &|target| url::href_with(&target_link(lang, target)),
                    state: &|state| say(lang, state_word(state)).to_owned(),
                    day: &|day| day_medium(lang, day),
                },
            );
            ("md", "text/markdown", text)
        }
    }
}
