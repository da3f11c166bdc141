//! Opens a record of the reader's own: the dialog that takes its file, and the line over the page that
//! says which is open and closes it. What is no record leaves the page as it is.

use leptos::prelude::Owner;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use crate::{
    browser::{desk, own},
    core::{
        i18n::{Lang, Speaker, Word, fill, read_error_words, say},
        model::{JSON_MOST_BYTES, ReadError},
        notes::shown,
    },
    state::App,
    ui::{
        parts::Dialog,
        prelude::*,
        shell::{
            columns::{Progress, coming},
            record::record,
        },
        view,
    },
};

/// The most bytes of a record in columns, which `public/own.js` holds whole.
const COLUMNS_MOST_BYTES: f64 = (512_u32 << 20) as f64;
/// The most letters of a file's name that are shown.
const NAME_MOST: usize = 80;
/// The line's place over the page.
pub const LINE: &str = "own-record";

/// The dialog that takes a file; it opens by itself for one that was dropped or came by the system.
#[component]
pub fn OwnRecord(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let lang = App::shared().lang();
    let refused = RwSignal::new(None::<String>);
    let reads = RwSignal::new(false);
    let progress = Progress::new();
    let look = move || {
        let Some(name) = own::offered() else { return };
        refused.set(None);
        reads.set(true);
        open.set(true);
        progress.begin();
        spawn_local(async move {
            let read = id_of(&name, lang, progress).await;
            // Whoever closes the dialog has thought better of it; in another language it is another.
            let is_wanted = open.try_read_untracked().is_some_and(|open| *open);
            match read {
                _ if !is_wanted => {}
                Ok(id) => {
                    open.set(false);
                    own::take(&name, &id);
                }
                Err(why) => refused.set(Some(why)),
            }
            reads.set(false);
        });
    };
    look();
    keep(own::on_offered(look));
    view! {
        <Dialog
            open
            title=say(lang, Word::DeskOwnTitle).to_owned()
            on_close=Callback::new(move |()| {
                open.set(false);
                refused.set(None);
            })
        >
            {own::missing().map(|id| view! {
                <p class="banner">{fill(lang, Word::DeskOwnMissing, &[("id", &id)])}</p>
            })}
            <p class="own__what">{say(lang, Word::DeskOwnWhat)}</p>
            <div class="own__ways">
                <label class="button button--main own__file">
                    {say(lang, Word::DeskOwnChoose)}
                    <input class="unseen" type="file" accept=".json,.khipu" data-own-file="" />
                </label>
                <span class="note">{say(lang, Word::DeskOwnDrop)}</span>
            </div>
            <div role="alert">
                {move || refused.get().map(|why| view! { <p class="banner own__refused">{why}</p> })}
            </div>
            <div role="status">
                {when(move || reads.get(), move || view! { <p>{say(lang, Word::DeskOwnReading)}</p> })}
            </div>
            {coming(lang, progress)}
            <p class="note">{say(lang, Word::DeskOwnForm)}</p>
        </Dialog>
    }
}

/// The id of the record in a file; else why it is none, in words.
async fn id_of(name: &str, lang: Lang, progress: Progress) -> Result<String, String> {
    let unread = || say(lang, Word::DeskOwnUnreadable).to_owned();
    let file = own::file(name).ok_or_else(unread)?;
    let is_columnar = name.strip_suffix(".khipu").is_some();
    let refused = |why: &str| {
        let file = short(&file.name());
        fill(lang, Word::DeskOwnRefused, &[("name", &file), ("why", why)])
    };
    if !is_columnar && file.size() > JSON_MOST_BYTES as f64 {
        return Err(refused(&read_error_words(lang, &ReadError::TooLarge)));
    }
    if file.size() > COLUMNS_MOST_BYTES {
        return Err(refused(say(lang, Word::DeskRefusedTooLarge)));
    }
    let loaded = record(name.to_owned(), lang, &[Speaker::Page], progress).await;
    loaded.map(|loaded| loaded.archive.id.clone()).map_err(|why| refused(&why))
}

/// A file's name as it can be shown: no letters that hide or turn others, and not too many.
fn short(name: &str) -> String {
    let name = shown(name);
    match name.char_indices().nth(NAME_MOST) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name,
    }
}

/// Puts the line over the page while a file of the reader's own is open. Shows nothing itself.
#[component]
pub fn OwnLine() -> impl IntoView {
    if own::open().is_some() {
        let owner = Owner::new();
        let mut filled: Option<Element> = None;
        let mut look = move || {
            if own::open().is_none() || filled.as_ref().is_some_and(|it| it.is_connected()) {
                return;
            }
            filled = desk::line(LINE);
            if let Some(place) = &filled {
                owner.cleanup();
                view::fill(place, owner.with(|| view! { <Line /> }));
            }
        };
        look();
        keep(desk::on_elements(look));
    }
    None::<String>
}

#[component]
fn Line() -> impl IntoView {
    let lang = App::shared().lang();
    let kept = RwSignal::new(own::is_kept());
    keep(own::on_kept(move || kept.set(own::is_kept())));
    let name = own::open().map(|file| short(&file.name())).unwrap_or_default();
    let stays = move || {
        kept.get().map(|is| say(lang, if is { Word::DeskOwnKept } else { Word::DeskOwnLost }))
    };
    view! {
        <span>{fill(lang, Word::DeskOwnOpen, &[("name", &name)])} " " {stays}</span>
        <button class="button button--plain" on:click=move |_| own::close()>
            {say(lang, Word::DeskOwnClose)}
        </button>
    }
}
