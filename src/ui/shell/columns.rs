//! Opens a record in columns: reads it as it comes, says how far it is, and lets the reader stop it.

use crate::ui::prelude::*;

use crate::{
    browser::{fetch, pause::pause},
    core::{
        i18n::{Lang, Plural, Word, fill, number, plural_of, say},
        model::{ColumnsError, ColumnsReader, Imported},
    },
};

/// So many bytes are read before the browser may draw.
const BYTES_AT_ONCE: usize = 2 << 20;

/// How far a big record is: so many events of so many; and whether the reader had it stopped.
#[derive(Clone, Copy)]
pub struct Progress {
    events: RwSignal<Option<(u64, u64)>>,
    stopped: RwSignal<bool>,
}

impl Progress {
    pub fn new() -> Self {
        Self { events: RwSignal::new(None), stopped: RwSignal::new(false) }
    }

    /// Nothing has come yet, and nobody stopped it.
    pub fn begin(self) {
        self.events.set(None);
        self.stopped.set(false);
    }
}

/// How far a big record is, and a way to stop it.
pub fn coming(lang: Lang, progress: Progress) -> impl IntoView {
    move || {
        progress.events.get().map(|(now, all)| {
            let (n, m) = (number(lang, now as f64), number(lang, all as f64));
            let label = plural_of(lang, Plural::CountOfEvents, all, &[("n", &n), ("m", &m)]);
            view! {
                <progress
                    class="state__progress"
                    max=all.to_string()
                    value=now.to_string()
                    aria-label=label.clone()
                ></progress>
                <p class="state__text">{label}</p>
                <button class="button" on:click=move |_| progress.stopped.set(true)>
                    {say(lang, Word::LoadingStop)}
                </button>
            }
        })
    }
}

/// A record in columns, read as it comes.
pub async fn opened(address: &str, lang: Lang, progress: Progress) -> Result<Imported, String> {
    let refused =
        |error: ColumnsError| fill(lang, Word::FailedColumns, &[("why", &error.to_string())]);
    let fetched = |error: fetch::FetchError| format!("{} ({error})", say(lang, Word::FailedFetch));
    let pieces = fetch::pieces(address).await.map_err(fetched)?;
    let mut reader = ColumnsReader::default();
    let (mut come, mut since_pause) = (0_usize, 0);
    while let Some(piece) = pieces.next().await.map_err(fetched)? {
        come += piece.len();
        since_pause += piece.len();
        reader.push(&piece).map_err(refused)?;
        if since_pause < BYTES_AT_ONCE {
            continue;
        }
        since_pause = 0;
        let rows = reader.rows() as f64;
        let now = rows * (come as f64 / reader.file_bytes().max(1) as f64);
        progress.events.set(Some((now as u64, rows as u64)));
        pause().await;
        if progress.stopped.get_untracked() {
            return Err(say(lang, Word::LoadingStopped).to_owned());
        }
    }
    reader.finish().map_err(refused)
}
