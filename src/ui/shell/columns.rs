//! Opens a record as it comes. A big one comes in columns, from its file or from the worker that reads
//! JSON (`public/reader.js`): here is said how far it is, and the reader can stop it.

use crate::ui::prelude::*;

use super::record::fetch_words;
use crate::{
    browser::{
        fetch::{Lost, Piece, Pieces},
        pause::pause,
    },
    core::{
        i18n::{Lang, Plural, Word, fill, number, plural_of, read_error_words, say},
        model::{self, ColumnsError, ColumnsReader, Imported},
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

/// A record, read as it comes: whole from a text, or in columns.
pub async fn opened(pieces: Pieces, lang: Lang, progress: Progress) -> Result<Imported, String> {
    let refused =
        |error: ColumnsError| fill(lang, Word::FailedColumns, &[("why", &error.to_string())]);
    let lost = |lost: Lost| match lost {
        Lost::Fetch(error) => fetch_words(lang, &error),
        Lost::Refused(sentence) => sentence,
    };
    let mut reader = ColumnsReader::default();
    let (mut come, mut since_pause) = (0_usize, 0);
    while let Some(piece) = pieces.next().await.map_err(lost)? {
        let (piece, read) = match piece {
            Piece::Text(text) => {
                return model::read(&text).map_err(|error| read_error_words(lang, &error));
            }
            Piece::Bytes(piece, read) => (piece, read),
        };
        come += piece.len();
        since_pause += piece.len();
        reader.push(&piece).map_err(refused)?;
        if read.is_none() && since_pause < BYTES_AT_ONCE {
            continue;
        }
        since_pause = 0;
        let rows = reader.rows() as f64;
        let share = come as f64 / reader.file_bytes().max(1) as f64;
        let (now, all) = read.unwrap_or((rows * share, rows));
        progress.events.set(Some((now as u64, all as u64)));
        // What a worker gives comes in tasks of its own.
        if read.is_none() {
            pause().await;
        }
        if progress.stopped.get_untracked() {
            return Err(say(lang, Word::LoadingStopped).to_owned());
        }
    }
    reader.finish().map_err(refused)
}
