//! What the reader has to know of how the notes are kept.

use crate::ui::prelude::*;

use super::{
    book::{Book, ROOM_UNITS, sizes},
    copies::made_at,
    spot::Spot,
};
use crate::{
    browser::device,
    core::i18n::{Lang, Plural, Word, day_medium, fill, labelled, number, plural, say},
    state::{App, Found, Keeping},
};

/// How many of the largest are listed where room is short.
const LISTED: usize = 6;

/// Sentences about the notes' storage; none while all is well.
#[component]
pub fn Banner(
    /// Whether it stands where the ways to save the notes are.
    in_panel: bool,
    /// Where it stands.
    spot: Spot,
) -> impl IntoView {
    let lang = App::shared().lang();
    let book = Book::shared();
    let keeping = move || match book.notes.keeping().get() {
        Keeping::Kept => (device::forgets()
            && book.notes.document().read().living().next().is_some())
        .then(|| view! { <p class="banner">{say(lang, Word::DeskKeepingForgets)}</p> }),
        Keeping::Blocked => Some(view! {
            <div class="banner" role="alert">
                <p>{say(lang, Word::DeskKeepingBlocked)}</p>
                {to_panel(lang, in_panel)}
            </div>
        }),
        Keeping::Full => Some(short_of_room(book, Word::DeskKeepingFull, in_panel, spot)),
        Keeping::Scarce => Some(short_of_room(book, Word::DeskKeepingScarce, in_panel, spot)),
    };
    let found = move || {
        let found = book.notes.found().get();
        if found == Found::default() {
            return None;
        }
        let dismiss = move |_| {
            book.notes.dismiss_found();
            spot.focus_first(Vec::new());
        };
        Some(view! {
            <div class="banner" role="alert">
                {sentences(lang, &found).map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
                <div class="editor__row">
                    {to_panel(lang, in_panel)}
                    <button class="button" on:click=dismiss>{say(lang, Word::DeskDismiss)}</button>
                </div>
            </div>
        })
    };
    view! {
        {keeping}
        {found}
    }
}

/// The way to where notes are saved and copies are listed.
fn to_panel(lang: Lang, in_panel: bool) -> Option<View> {
    (!in_panel).then(|| {
        view! {
            <button class="button" data-desk="notes">{say(lang, Word::DeskNotesTitle)}</button>
        }
    })
}

/// What takes room, and the way to try once more.
fn short_of_room(book: Book, word: Word, in_panel: bool, spot: Spot) -> View {
    let lang = App::shared().lang();
    book.copies();
    let sizes = sizes();
    let used: usize = sizes.iter().map(|(_, units)| units).sum();
    let units = |units: usize| number(lang, units as f64);
    let lines = sizes.into_iter().take(LISTED).map(|(key, size)| {
        let name = key_words(lang, &book.record(), &key);
        view! { <li>{labelled(lang, &name, &units(size))}</li> }
    });
    let parts = [("n", &units(used)), ("all", &units(ROOM_UNITS)), ("notes", &units(book.units()))];
    let room = fill(lang, Word::DeskSpace, &parts.map(|(name, value)| (name, value.as_str())));
    let again = move |_| {
        book.try_again();
        spot.focus_first(Vec::new());
    };
    view! {
        <div class="banner" role="alert">
            <p>{say(lang, word)}</p>
            <p>{room}</p>
            <ul class="banner__sizes">{lines.collect_view()}</ul>
            <div class="editor__row">
                <button class="button" on:click=again>{say(lang, Word::DeskTryAgain)}</button>
                {to_panel(lang, in_panel)}
            </div>
        </div>
    }
}

/// What stands under a key, in words.
fn key_words(lang: Lang, record: &str, key: &str) -> String {
    let Some(own) = key.strip_prefix("khipu:") else {
        return labelled(lang, say(lang, Word::DeskSpaceOthers), key);
    };
    let (kind, rest) = own.split_once(':').unwrap_or((own, ""));
    let (word, of) = match kind {
        "notes" => (Word::DeskNotesTitle, rest),
        "journal" => (Word::DeskSpaceJournal, rest.split(':').next().unwrap_or_default()),
        "draft" => (Word::DeskDraft, rest.split(':').next().unwrap_or_default()),
        "backup" => {
            let date = day_medium(lang, device::local_day(made_at(own)));
            return labelled(lang, say(lang, Word::DeskCopies), &date);
        }
        _ => return labelled(lang, say(lang, Word::DeskSpaceSettings), own),
    };
    let what = say(lang, word);
    if of == record { what.to_owned() } else { labelled(lang, what, of) }
}

/// What was found amiss.
fn sentences(lang: Lang, found: &Found) -> impl Iterator<Item = String> {
    let migrated = found.is_migrated.then(|| say(lang, Word::DeskFoundMigrated).to_owned());
    let damaged = (!found.losses.is_empty()).then(|| {
        let words = plural(lang, Plural::CountDeskLosses, found.losses.len() as u64);
        let copied = if found.is_copied { Word::DeskFoundCopy } else { Word::DeskFoundNoCopy };
        format!("{words} {}", say(lang, copied))
    });
    let both = (found.both > 0).then(|| plural(lang, Plural::CountDeskBoth, found.both as u64));
    [migrated, damaged, both].into_iter().flatten()
}
