//! Notes to files and links, and from files.

use crate::ui::prelude::*;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlInputElement};

use super::{
    book::{Book, now},
    by_hand::ByHand,
    plan::{Coming, PlanDialog},
    sieve::Sifted,
    target::{Way, state_word, target_words, way},
};
use crate::{
    browser::{clipboard, device, download, url},
    core::{
        i18n::{Word, day_medium, say},
        link,
        notes::{
            Export, INTAKE_MAX_BYTES, IntakeError, Note, Setting, Wording, collection, csv,
            json_text, markdown, packed, take_in,
        },
    },
    state::{App, Keeping},
};

/// The forms that notes are written in.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    WebAnnotation,
    Table,
    Text,
    Link,
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
    // What is shown to be copied by hand: a frame that may keep nothing may save no file either.
    let by_hand = RwSignal::new(None::<Form>);
    let is_blocked = move || book.notes.keeping().get() == Keeping::Blocked;
    let shown = Memo::new(move |_| by_hand.get().or(is_blocked().then_some(Form::WebAnnotation)));
    let text = Memo::new(move |_| {
        shown.get().map_or_else(String::new, |form| match form {
            Form::Link => link_to(app, &book.record(), &found.read()).unwrap_or_default(),
            form => written(app, &book.record(), &found.read().all(), form).2,
        })
    });
    let save = move |form: Form| {
        by_hand.set(is_blocked().then_some(form));
        let (end, media_type, text) =
            written(app, &book.record(), &found.read_untracked().all(), form);
        let name = format!("{}-{}.{end}", book.record(), device::local_day(now()));
        download::save(&name, media_type, &text);
    };
    let copy = move |_| {
        let Some(link) = link_to(app, &book.record(), &found.read_untracked()) else {
            return said.set(Some(Word::DeskLinkTooLong));
        };
        clipboard::write(link, move |is| {
            by_hand.set((!is).then_some(Form::Link));
            said.set(Some(if is { Word::DeskCopied } else { Word::DeskCopyByHand }));
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
                Coming::of(Err(IntakeError::TooLarge))
            } else if let Some(text) = download::text(file).await {
                let (record, page) = (book.record(), url::href_with(""));
                let (record, lang) = (Some(record.as_str()), lang.tag());
                Coming::of(take_in(&text, Setting { record, page: &page, lang, now: now() }))
            } else {
                Coming::refused(Word::DeskRefusedUnread)
            };
            coming.set(Some(taken));
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
                {when(move || shown.get().is_some(), move || view! { <ByHand text /> })}
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

/// The address of this view with notes; nothing where they are too many.
fn link_to(app: App, record: &str, notes: &Sifted) -> Option<String> {
    let packed = packed(record, &notes.all())?;
    let query = link::encode(&app.query().read_untracked());
    let mark = if query.is_empty() { "" } else { "&" };
    Some(url::href_with(&format!("{query}{mark}notes={packed}")))
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
        Form::Text | Form::Link => {
            let text = markdown(
                notes,
                Wording {
                    title,
                    name: &|target| target_words(app, target),
                    address: &|target| match way(app, target) {
                        Way::Here(link) => url::href_with(&link),
                        Way::Elsewhere(address) => address,
                        Way::None => String::new(),
                    },
                    state: &|state| say(lang, state_word(state)).to_owned(),
                    day: &|at| day_medium(lang, device::local_day(at)),
                },
            );
            ("md", "text/markdown", text)
        }
    }
}
