//! The notes on dates in words: the line above the timeline's band is for the eye alone.

use crate::ui::prelude::*;

use super::target::target_words;
use crate::{
    core::{
        i18n::{Plural, labelled, plural},
        notes::Target,
        order::sort_by,
    },
    state::App,
    ui::notes::Book,
};

/// How many notes are about which days.
#[component]
pub fn Dated() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let book = Book::shared();
    let words = Memo::new(move |_| {
        let document = book.notes.document().read();
        let time = |target: &Target| match target {
            Target::Time(date) => {
                Some((date.span.first, date.span.last, target_words(app, target)))
            }
            _ => None,
        };
        let mut days: Vec<_> = document.living().filter_map(|note| time(&note.target)).collect();
        sort_by(&mut days, &|one, other| one.cmp(other));
        let count = plural(lang, Plural::CountNotes, days.len() as u64);
        days.dedup();
        let days: Vec<String> = days.into_iter().map(|(.., words)| words).collect();
        (!days.is_empty()).then(|| labelled(lang, &count, &days.join(" · ")))
    });
    view! {
        <p class="unseen" id="dated-notes">
            {move || words.get()}
        </p>
    }
}
