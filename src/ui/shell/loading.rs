//! From nothing to an open record: fetches the record and the maps, says what it waits for,
//! and says what failed with a way on.

use std::time::Duration;

use crate::ui::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    address,
    columns::{Progress, coming},
    explorer::Explorer,
    indexing,
    notices::Unread,
    record::{Loaded, country_names, fetch_words, learn_sources, named, record},
};
use crate::{
    browser::{fetch, focus, listening::Listening, media, own, storage, theme, url},
    core::{
        i18n::{Lang, Speaker, Word, say},
        link,
        map::Atlas,
        query::Query,
    },
    state::{App, Shared, Sources},
    ui::parts::Colours,
};

/// The maps, beside the page.
pub const COUNTRY_MAP: &str = "data/peru-regions.topo.json";
pub const WORLD_MAP: &str = "data/world-countries.topo.json";

/// Everything the page opens with.
#[derive(Clone)]
struct Opened {
    app: App,
    atlas: Shared<Atlas>,
    unread: Unread,
    notices: Vec<String>,
}

/// The whole page, from its first moment.
#[component]
pub fn Shell() -> impl IntoView {
    let failed = RwSignal::new(None::<String>);
    let opened = RwSignal::new(None::<Opened>);
    let progress = Progress::new();
    let wanted = wanted_language();
    theme::document(say(wanted, Word::AppName), wanted.tag());
    let start = move || {
        let wanted = wanted_language();
        opened.set(None);
        failed.set(None);
        progress.begin();
        spawn_local(async move {
            let name = named();
            match arrived(wanted, progress).await {
                // The reader has gone on to another record.
                _ if name != named() => {}
                Ok((loaded, atlas)) => {
                    let (query, notices) = address::read(&url::fragment(), &loaded.archive, wanted);
                    let countries = country_names(&loaded.archive, wanted);
                    let app = App::new(loaded.archive, wanted, countries, query);
                    opened.set(Some(Opened {
                        app,
                        atlas: Shared::new(atlas),
                        unread: loaded.unread,
                        notices,
                    }));
                }
                Err(sentence) => {
                    theme::failed();
                    failed.set(Some(sentence));
                }
            }
        });
    };
    start();
    keep(own::on_opened(start));
    view! {
        {move || match (opened.get(), failed.get()) {
            (Some(opened), _) => {
                view! { <Open opened /> }
            }
            (None, Some(sentence)) => {
                view! {
                    <main class="state">
                        <h1 class="state__title">{say(wanted, Word::FailedTitle)}</h1>
                        <p class="state__text" role="alert">
                            {sentence}
                        </p>
                        <button class="button" on:click=move |_| start()>
                            {say(wanted, Word::FailedRetry)}
                        </button>
                    </main>
                }
            }
            (None, None) => {
                view! {
                    <main class="state" aria-busy="true">
                        <h1 class="state__title">{say(wanted, Word::AppName)}</h1>
                        <p class="state__text" role="status">{say(wanted, Word::Loading)}</p>
                        {coming(wanted, progress)}
                    </main>
                }
            }
        }}
    }
}

/// The open record in its language; made anew when the language changes.
#[component]
fn Open(opened: Opened) -> impl IntoView {
    let Opened { app, atlas, unread, notices } = opened;
    provide_context(app);
    provide_context(atlas);
    provide_context(Colours::followed());
    let notices = RwSignal::new(notices);
    address::join(app, notices);
    let unread = RwSignal::new(unread);
    let busy = StoredValue::new(None::<Lang>);
    // A step back to before any language was chosen leads to the one the page opened with.
    let first = app.lang();
    let wanted = move |query: &Query| query.lang.unwrap_or(first);
    effect(move || {
        let lang = wanted(&app.query().read());
        if lang == app.lang() || busy.get_value() == Some(lang) {
            return;
        }
        busy.set_value(Some(lang));
        spawn_local(async move {
            let progress = Progress::new();
            let loaded = record(named(), lang, &[Speaker::Page], progress).await;
            let is_wanted = wanted(&app.query().read_untracked()) == lang;
            match loaded {
                Ok(loaded) if is_wanted => {
                    unread.set(loaded.unread);
                    let countries = country_names(&loaded.archive, lang);
                    let is_chosen = focus::is_in(".header__group");
                    app.open(loaded.archive, lang, countries);
                    if is_chosen {
                        focus::by_id(&format!("lang-{}", lang.tag()));
                    }
                }
                Err(sentence) if is_wanted => {
                    notices.set(vec![sentence]);
                    let stays = app.lang();
                    app.change(|query| query.lang = Some(stays));
                }
                _ => {}
            }
            busy.set_value(None);
        });
    });
    indexing::join(app);
    let cited = looks_at_sources(app);
    effect(move || {
        if !cited.get() || !matches!(*app.sources().read(), Sources::OnTheirWay) {
            return;
        }
        // Followed too: a record in another language may open while the sources of the first are
        // still on their way, and has a file of its own.
        let Some(file) = app.opened().read().sources_file.clone() else { return };
        // First the record is drawn: the frame's callback stands before that, a task after it.
        request_animation_frame(move || {
            let learn = learn_sources(app, notices, file);
            set_timeout(move || spawn_local(learn), Duration::ZERO);
        });
    });
    effect(move || {
        let archive = app.opened().get();
        let title = archive.title.in_language(app.lang(), &archive.language).text.to_owned();
        theme::document(&title, app.lang().tag());
    });
    move || {
        app.opened().track();
        view! { <Explorer notices unread=unread.get_untracked() /> }
    }
}

async fn arrived(lang: Lang, progress: Progress) -> Result<(Loaded, Atlas), String> {
    let country = fetch::start(COUNTRY_MAP);
    let world = fetch::start(WORLD_MAP);
    let loaded = record(named(), lang, &[Speaker::Page], progress).await?;
    let fetched = |error: fetch::FetchError| fetch_words(lang, &error);
    let country = country.await.map_err(fetched)?;
    let world = world.await.map_err(fetched)?;
    let atlas = Atlas::read(&country, &world)
        .map_err(|error| format!("{}: {error}", say(lang, Word::FailedMap)))?;
    Ok((loaded, atlas))
}

/// Whether something cites sources, or the reader is about to see what does: the first touch of
/// anything says so early enough. Who only glances at the page does not pay for them.
fn looks_at_sources(app: App) -> Memo<bool> {
    let touched = RwSignal::new(false);
    for name in ["pointerdown", "keydown"] {
        let touch = move |_| {
            if !touched.get_untracked() {
                touched.set(true);
            }
        };
        keep(web_sys::window().map(|window| Listening::to(&window, name, true, touch)));
    }
    Memo::new(move |_| {
        let query = app.query().read();
        let Query { event, claims, filters, story, .. } = &*query;
        let searches = !filters.search.is_empty() || !filters.sources.is_empty();
        touched.get() || event.is_some() || claims.is_some() || story.is_some() || searches
    })
}

/// The language of the link, else the one chosen before, else the browser's, else English.
fn wanted_language() -> Lang {
    link::decode(&url::fragment())
        .query
        .lang
        .or_else(|| storage::get("lang").and_then(|tag| Lang::from_tag(&tag)))
        .or_else(|| media::languages().iter().find_map(|tag| Lang::from_tag(tag)))
        .unwrap_or_default()
}
