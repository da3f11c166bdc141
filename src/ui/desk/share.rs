//! What can be done with the view: its link passed on, what is in it saved, and it cited.

use crate::ui::prelude::*;

use super::{
    copy::{Copy, InPlaceOfFile},
    embed::Embed,
    picture::Pictures,
    qr::QrCode,
};
use crate::{
    browser::{device, download, own, share, url},
    core::{
        export::{Format, InView, citation},
        i18n::{Plural, Word, plural, say},
        link,
        notes::Moment,
        query::{Query, choices},
    },
    state::App,
    ui::{filters::choice_in_words, parts::Dialog},
};

/// The formats that a view is saved in, and what each is called.
const FORMATS: [(Format, Word); 6] = [
    (Format::Csv, Word::DeskShareCsv),
    (Format::Json, Word::DeskShareJson),
    (Format::GeoJson, Word::DeskShareGeojson),
    (Format::ICalendar, Word::DeskShareIcs),
    (Format::BibTex, Word::DeskShareBib),
    (Format::CslJson, Word::DeskShareCsl),
];

/// The dialog of sharing and saving.
#[component]
pub fn Share(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let lang = App::shared().lang();
    view! {
        <Dialog
            open
            title=say(lang, Word::DeskShareTitle).to_owned()
            on_close=Callback::new(move |()| open.set(false))
        >
            <Ways />
        </Dialog>
    }
}

#[component]
fn Ways() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let waits = RwSignal::new(false);
    let unsaved = RwSignal::new(None::<String>);
    let address = Memo::new(move |_| url::href_with(&link::encode(&app.query().read())));
    let cited = Memo::new(move |_| cited(app));
    let save = move |format: Format| {
        let text = with_view(app, |view| format.text(view));
        match text {
            Ok(text) => {
                let name = format!("{}.{}", app.archive().id, format.extension());
                download::save(&name, format.media_type(), &text);
                waits.set(false);
                unsaved.set(device::is_without_origin().then_some(text));
            }
            Err(_) => waits.set(true),
        }
    };
    let in_view =
        move || plural(lang, Plural::CountMatches, app.derived.in_view.read().count() as u64);
    view! {
        <section class="share" aria-label=say(lang, Word::DeskShareLink)>
            <label class="editor__field">
                <span>{say(lang, Word::DeskShareLink)}</span>
                <input class="field" readonly=true value=move || address.get() id="share-link" />
            </label>
            <div class="editor__row">
                <Copy label=Word::DeskShareCopy text=address is_main=true />
                {share::is_there().then(|| view! {
                    <button
                        class="button"
                        on:click=move |_| {
                            let archive = app.archive();
                            let title = archive.title.in_language(lang, &archive.language).text;
                            share::offer(title, &address.read_untracked());
                        }
                    >
                        {say(lang, Word::DeskShareSystem)}
                    </button>
                })}
            </div>
            {own::open().map(|_| view! { <p class="note">{say(lang, Word::DeskOwnLink)}</p> })}
            <QrCode address />
        </section>
        <section class="share" aria-label=say(lang, Word::DeskShareSave)>
            <h3 class="detail__heading">{say(lang, Word::DeskShareSave)}</h3>
            <p class="note">{in_view}</p>
            <div class="editor__row">
                {FORMATS.map(|(format, word)| view! {
                    <button class="button" on:click=move |_| save(format)>{say(lang, word)}</button>
                }).collect_view()}
                <button class="button" on:click=move |_| device::print()>
                    {say(lang, Word::DeskSharePrint)}
                </button>
                <span role="status">
                    {move || waits.get().then(|| say(lang, Word::DeskShareWait))}
                </span>
            </div>
            <InPlaceOfFile text=unsaved />
        </section>
        <Pictures />
        <section class="share" aria-label=say(lang, Word::DeskShareCite)>
            <h3 class="detail__heading">{say(lang, Word::DeskShareCite)}</h3>
            <p class="share__cited">{move || cited.get()}</p>
            <div class="editor__row">
                <Copy label=Word::DeskShareCiteCopy text=cited is_main=false />
            </div>
        </section>
        // Another site has no such file.
        {own::open().is_none().then(|| view! { <Embed /> })}
        {own::is_here().then(|| view! {
            <section class="share" aria-label=say(lang, Word::DeskOwnTitle)>
                <h3 class="detail__heading">{say(lang, Word::DeskOwnTitle)}</h3>
                <div class="editor__row">
                    <button class="button" data-desk="own" aria-haspopup="dialog">
                        {say(lang, Word::DeskOwnChoose)}
                    </button>
                </div>
            </section>
        })}
    }
}

/// The filters of a query in words.
pub fn filters_in_words(app: App, query: &Query) -> String {
    let words: Vec<String> =
        choices(query).iter().map(|choice| choice_in_words(app, choice)).collect();
    words.join(", ")
}

/// The view as a citation says it, seen today.
pub fn cited(app: App) -> String {
    let query = app.query().read();
    let address = url::href_with(&link::encode(&query));
    let today = Moment::from_ms(device::now_ms()).day();
    with_view(app, |view| citation(view, &filters_in_words(app, &query), &address, today))
}

/// Does something with what is in view.
pub fn with_view<T>(app: App, act: impl FnOnce(&InView) -> T) -> T {
    let archive = app.archive();
    let sources = app.sources().read();
    let (rows, page) = (app.derived.in_view.read(), url::href_with(""));
    act(&InView {
        archive: &archive,
        known: sources.known(&archive),
        rows: &rows,
        window: app.derived.filters.read().window,
        lang: app.lang(),
        page: Some(&page),
    })
}
