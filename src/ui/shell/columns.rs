//! Opens a record as it comes. A big one comes in columns, from its file or from the worker that reads
//! JSON (`public/reader.js`): here is said how far it is, and the reader can stop it.

use crate::ui::prelude::*;

use super::record::fetch_words;
use crate::{
    browser::{
        fetch::{Piece, Pieces},
        pause::pause,
    },
    core::{
        i18n::{Lang, Plural, Word, fill, number, plural_of, read_error_words, say},
        model::{self, ColumnsError, ColumnsReader, Imported},
    },
};

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
    let far = move || {
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
            }
        })
    };
    // The button stays while the numbers change: what is made anew under a pointer hears no click.
    let stop = move || {
        view! {
            <button class="button" on:click=move |_| progress.stopped.set(true)>
                {say(lang, Word::LoadingStop)}
            </button>
        }
    };
    view! {
        {far}
        {when(move || progress.events.get().is_some(), stop)}
    }
}

/// A record, read as it comes: whole from a text, or in columns. Each piece comes in a task of its own.
pub async fn opened(pieces: Pieces, lang: Lang, progress: Progress) -> Result<Imported, String> {
    let refused =
        |error: ColumnsError| fill(lang, Word::FailedColumns, &[("why", &error.to_string())]);
    let lost = |why: Option<String>| why.unwrap_or_else(|| fetch_words(lang, &pieces.lost()));
    let mut reader = ColumnsReader::default();
    while let Some(piece) = pieces.next().await.map_err(lost)? {
        match piece {
            Piece::Text(text) => {
                return model::read(&text).map_err(|error| read_error_words(lang, &error));
            }
            Piece::Columns(bytes, far) => {
                reader.push(&bytes).map_err(refused)?;
                if let Some((now, all)) = far {
                    progress.events.set(Some((now as u64, all as u64)));
                }
            }
        }
        if progress.stopped.get_untracked() {
            return Err(say(lang, Word::LoadingStopped).to_owned());
        }
    }
    // The last piece and what is made of them all are each long enough for a task.
    pause().await;
    reader.finish().map_err(refused)
}
