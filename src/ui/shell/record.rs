//! The record as its files come, with the words and the sources that belong to it.

use crate::ui::prelude::*;

use super::{
    columns::{self, Progress},
    notices::Unread,
};
use crate::{
    browser::{fetch, names, own, pause::pause, theme},
    core::{
        i18n::{
            Lang, Plural, Speaker, Word, has_words, keep_words, plural, read_error_words, say,
            words_file,
        },
        model::{self, Archive, AreaKind},
    },
    state::{App, MOST_AT_ONCE, Shared},
};

/// Where the record and its maps stand.
const FOLDER: &str = "data/";
/// The bundled record; a file for each language stands beside it. Another is named by the page's
/// own `data-record`: so, or with the end `.khipu` for a columnar file.
const RECORD: &str = "data/peru-2022-2023";

/// A record as it came from the network.
#[derive(Clone)]
pub struct Loaded {
    pub archive: Shared<Archive>,
    pub unread: Unread,
}

/// The name of the record that the page shows.
pub fn named() -> String {
    theme::record().unwrap_or_else(|| RECORD.to_owned())
}

/// A record in a language, once the programs that show it can speak it.
///
/// # Errors
/// A sentence for the reader, where a file does not come or cannot be read.
pub async fn record(
    named: String,
    lang: Lang,
    speakers: &[Speaker],
    progress: Progress,
) -> Result<Loaded, String> {
    let fetched = |error: fetch::FetchError| fetch_words(lang, &error);
    let words = speakers.iter().filter(|speaker| !has_words(lang, **speaker));
    let words: Vec<_> =
        words.map(|speaker| (*speaker, fetch::start(words_file(lang, *speaker)))).collect();
    #[cfg(feature = "bench")]
    let named = super::bench::record().unwrap_or(named);
    let pieces = fetch::pieces(&match named.strip_suffix(".khipu") {
        Some(_) => named.clone(),
        None => format!("{named}.{}.json", lang.tag()),
    });
    names::wake(lang);
    for (speaker, texts) in words {
        if !keep_words(lang, speaker, &texts.await.map_err(fetched)?) {
            return Err(say(lang, Word::FailedFetch).to_owned());
        }
    }
    #[cfg(feature = "bench")]
    if let Some(archive) = super::bench::asked().await {
        let unread = Unread { problems: Vec::new(), more: 0 };
        return Ok(Loaded { archive: Shared::new(archive), unread });
    }
    let mut imported = columns::opened(pieces.await.map_err(fetched)?, lang, progress).await?;
    if imported.archive.events.len() > MOST_AT_ONCE {
        // What was read and what is drawn of it are each long enough for a task.
        pause().await;
    }
    if own::is_own(&named) {
        // What a delivered record leaves to a second file is not beside the page.
        imported.archive.sources_file = None;
    }
    let unread = Unread { problems: imported.problems, more: imported.more_problems };
    Ok(Loaded { archive: Shared::new(imported.archive), unread })
}

/// Fetches what the record's sources are, and says so where some of it could not be read.
pub async fn learn_sources(app: App, notices: RwSignal<Vec<String>>, file: String) {
    // The page may speak another language by now, or once the file is here.
    let is_open = || app.archive().sources_file.as_ref() == Some(&file);
    if !is_open() {
        return;
    }
    let text = fetch::start_last(&format!("{FOLDER}{file}")).await;
    if !is_open() {
        return;
    }
    let (archive, lang) = (app.archive(), app.lang());
    let read = text.map_err(|error| error.to_string()).and_then(|text| {
        model::read_sources(&text, &archive).map_err(|error| read_error_words(lang, &error))
    });
    app.learn_sources(read.map(|imported| {
        let count = imported.problems.len() + imported.more_problems;
        if count > 0 {
            let sentence = plural(lang, Plural::CountProblems, count as u64);
            notices.update(|notices| notices.push(sentence));
        }
        imported.details
    }));
}

pub fn fetch_words(lang: Lang, error: &fetch::FetchError) -> String {
    format!("{} ({error})", say(lang, Word::FailedFetch))
}

/// The names of the archive's areas that are countries, by area row.
pub fn country_names(archive: &Archive, lang: Lang) -> Vec<String> {
    archive
        .areas
        .iter()
        .map(|area| match area.kind {
            AreaKind::Country => names::country(lang, &area.id),
            AreaKind::Region | AreaKind::Nowhere => String::new(),
        })
        .collect()
}
