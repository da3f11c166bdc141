//! The desk: the second program of the page. It holds what a reader asks for now and then, and comes
//! when it is first wanted, so that the page itself stays small. It reads the record as the page
//! does; the two have nothing in common but the document and the address.

mod claims;
mod code;
mod copy;
mod embed;
mod own;
mod paper;
mod picture;
mod places;
mod qr;
mod share;
mod shelf;
mod table;

use wasm_bindgen_futures::spawn_local;

use self::{
    claims::Claims,
    own::{OwnLine, OwnRecord},
    paper::Paper,
    places::Places,
    share::Share,
    shelf::Shelf,
    table::DataTable,
};
use crate::{
    browser::{desk, focus, noted, url},
    core::{
        i18n::{Lang, Speaker, Word, say},
        notes::told,
    },
    state::App,
    ui::{
        filters::Panel,
        notes::{NotesInLink, NotesPanel},
        prelude::*,
        shell::{
            address,
            columns::Progress,
            record::{Loaded, country_names, learn_sources, named, record},
        },
    },
};

/// Everything the desk shows, from its first moment.
#[component]
pub fn Desk() -> impl IntoView {
    let opened = RwSignal::new(None::<App>);
    let failed = RwSignal::new(None::<(Lang, String)>);
    let shelf = Shelf::new();
    let shown = StoredValue::new(None::<String>);
    let load = move || {
        let (lang, name) = (language(), named());
        failed.set(None);
        spawn_local(async move {
            let speakers = [Speaker::Page, Speaker::Desk];
            let loaded = record(name.clone(), lang, &speakers, Progress::new()).await;
            // The page may speak another language by now, or show another record.
            if lang != language() || name != named() {
                return;
            }
            match loaded {
                Ok(loaded) => {
                    let before = shown.get_value();
                    if before.as_ref().is_some_and(|before| *before != name) {
                        opened.set(None);
                        // What had the focus was the other record's.
                        focus::if_lost([own::LINE, "events"].map(str::to_owned).into());
                    }
                    shown.set_value(Some(name));
                    open(opened, lang, loaded);
                }
                Err(sentence) => failed.set(Some((lang, sentence))),
            }
        });
    };
    load();
    keep(desk::on_language(load));
    view! {
        {move || opened.get().map(|app| view! { <Open app shelf /> })}
        {move || failed.get().map(|(lang, sentence)| view! {
            <div class="desk-failed" role="alert">
                <p>{sentence}</p>
                <button class="button" on:click=move |_| load()>{say(lang, Word::FailedRetry)}</button>
            </div>
        })}
    }
}

fn language() -> Lang {
    Lang::from_tag(&desk::language()).unwrap_or_default()
}

/// Takes the record, the first time or in another language.
fn open(opened: RwSignal<Option<App>>, lang: Lang, loaded: Loaded) {
    let countries = country_names(&loaded.archive, lang);
    let app = if let Some(app) = opened.get_untracked() {
        app.open(loaded.archive, lang, countries);
        app
    } else {
        let (query, _) = address::read(&url::fragment(), &loaded.archive, lang);
        App::new(loaded.archive, lang, countries, query)
    };
    // What the link asked for and could not be had is told by the page.
    let notices = RwSignal::new(Vec::new());
    if let Some(file) = app.archive().sources_file.clone() {
        spawn_local(learn_sources(app, notices, file));
    }
    opened.set(Some(app));
}

/// The open record in its language; made anew when the language changes.
#[component]
fn Open(
    /// The desk's state.
    app: App,
    /// The notes of all records.
    shelf: Shelf,
) -> impl IntoView {
    provide_context(app);
    address::join(app, RwSignal::new(Vec::new()));
    let book = shelf.book(&app.archive().id);
    provide_context(book);
    effect(move || {
        // The page asks for nothing: it is told again when it comes in another language.
        app.opened().track();
        noted::tell(&told(&book.notes.document().read()));
    });
    move || {
        app.opened().track();
        view! { <Tools /> }
    }
}

/// What the desk offers.
#[component]
fn Tools() -> impl IntoView {
    let table = RwSignal::new(false);
    let filters = RwSignal::new(false);
    let shares = RwSignal::new(false);
    let notes = RwSignal::new(false);
    let writes = RwSignal::new(false);
    let owns = RwSignal::new(false);
    let look = move || match desk::wish().as_deref() {
        Some("table") => table.set(true),
        Some("filters") => filters.set(true),
        Some("share") => shares.set(true),
        Some("notes") => notes.set(true),
        Some("note") => writes.set(true),
        Some("own") => {
            // It is asked for there too.
            shares.set(false);
            owns.set(true);
        }
        _ => {}
    };
    look();
    keep(desk::on_wish(look));
    view! {
        <DataTable open=table />
        <Panel open=filters />
        <Share open=shares />
        <OwnRecord open=owns />
        <OwnLine />
        <Claims />
        <NotesPanel open=notes />
        <NotesInLink />
        <Places writes />
        <Paper />
    }
}
