//! What the reader has to know of how the notes are kept.

use crate::ui::prelude::*;

use super::book::{Book, ROOM_UNITS, sizes};
use crate::{
    browser::device,
    core::i18n::{Plural, Word, fill, labelled, number, plural, say},
    state::{App, Found, Keeping},
};

/// How many of the largest are listed where room is short.
const LISTED: usize = 6;

/// Sentences about the notes' storage; none while all is well.
#[component]
pub fn Banner(
    /// Whether it stands where the ways to save the notes are.
    in_panel: bool,
) -> impl IntoView {
    let lang = App::shared().lang();
    let book = Book::shared();
    let to_panel =
        move || {
            (!in_panel).then(|| view! {
            <button class="button" data-desk="notes">{say(lang, Word::DeskNotesTitle)}</button>
        })
        };
    let keeping = move || match book.notes.keeping().get() {
        Keeping::Kept => (device::forgets()
            && book.notes.document().read().living().next().is_some())
        .then(|| view! { <p class="banner">{say(lang, Word::DeskKeepingForgets)}</p> }),
        Keeping::Blocked => Some(view! {
            <div class="banner" role="alert">
                <p>{say(lang, Word::DeskKeepingBlocked)}</p>
                {to_panel()}
            </div>
        }),
        keeping @ (Keeping::Full | Keeping::Scarce) => {
            let word = if keeping == Keeping::Full {
                Word::DeskKeepingFull
            } else {
                Word::DeskKeepingScarce
            };
            let sizes = sizes();
            let used: usize = sizes.iter().map(|(_, units)| units).sum();
            let units = |units: usize| number(lang, units as f64);
            let lines = sizes.into_iter().take(LISTED).map(|(key, size)| {
                view! {
                    <li>{labelled(lang, &key, &units(size))}</li>
                }
            });
            let room = fill(
                lang,
                Word::DeskSpace,
                &[
                    ("n", &units(used)),
                    ("all", &units(ROOM_UNITS)),
                    ("notes", &units(book.units())),
                ],
            );
            Some(view! {
                <div class="banner" role="alert">
                    <p>{say(lang, word)}</p>
                    <p>{room}</p>
                    <ul class="banner__sizes">{lines.collect_view()}</ul>
                    {to_panel()}
                </div>
            })
        }
    };
    let found = move || {
        let found = book.notes.found().get();
        let Found { is_migrated, losses, backup } = &found;
        if !is_migrated && losses.is_empty() {
            return None;
        }
        let damaged = (!losses.is_empty()).then(|| {
            let words = plural(lang, Plural::CountDeskLosses, losses.len() as u64);
            let kept = backup.as_ref().map_or_else(
                || say(lang, Word::DeskFoundNoCopy).to_owned(),
                |key| fill(lang, Word::DeskFoundCopy, &[("key", key)]),
            );
            view! { <p>{words} " " {kept}</p> }
        });
        Some(view! {
            <div class="banner" role="alert">
                {is_migrated.then(|| view! { <p>{say(lang, Word::DeskFoundMigrated)}</p> })}
                {damaged}
                <button class="button" on:click=move |_| book.notes.learn_found(Found::default())>
                    {say(lang, Word::DeskDismiss)}
                </button>
            </div>
        })
    };
    view! {
        {keeping}
        {found}
    }
}
