//! What the column shows when no event is open: what this record is, and its guided tours.

use crate::ui::prelude::*;

use crate::{
    browser::focus,
    core::{
        i18n::{Word, date_of_iso, family_word, fill, say},
        model::Family,
    },
    state::App,
    ui::parts::FamilyMark,
};

/// The record's own introduction.
#[component]
pub fn About() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = app.archive();
    let description = archive.description.in_language(lang, &archive.language);
    let tours = archive
        .stories
        .iter()
        .map(|story| {
            let title = story.title.in_language(lang, &archive.language).text.to_owned();
            let summary = story.summary.in_language(lang, &archive.language).text.to_owned();
            let id = story.id.clone();
            view! {
                <li>
                    <button class="detail__story" on:click=move |_| {
                        app.tell(&id, 0);
                        focus::by_id("tour-next");
                    }>
                        <span class="detail__story-title">{title}</span>
                        <span class="note">{summary}</span>
                    </button>
                </li>
            }
        })
        .collect_view();
    let families = Family::ALL
        .iter()
        .map(|&family| {
            view! {
                <li>
                    <FamilyMark family />
                    {say(lang, family_word(family))}
                </li>
            }
        })
        .collect_view();
    // A record need not say either.
    let mut edition = String::new();
    if !archive.updated.is_empty() {
        let date = date_of_iso(lang, &archive.updated);
        edition = fill(lang, Word::AboutUpdated, &[("date", &date)]);
    }
    if !archive.license.is_empty() {
        let licence = fill(lang, Word::AboutLicence, &[("licence", &archive.license)]);
        edition = if edition.is_empty() { licence } else { format!("{edition} · {licence}") };
    }
    view! {
        <h2 class="detail__title">{say(lang, Word::AboutTitle)}</h2>
        <p class="detail__prose" lang=description.tag.to_owned()>
            {description.text.to_owned()}
        </p>
        <p class="note">{say(lang, Word::AboutPick)}</p>
        {(!archive.stories.is_empty())
            .then(|| view! { <h3 class="detail__heading">{say(lang, Word::StoryHeading)}</h3> })}
        <ul>{tours}</ul>
        <h3 class="detail__heading">{say(lang, Word::AboutMarks)}</h3>
        <ul class="legend">{families}</ul>
        <p class="detail__heading">{edition}</p>
        <p class="detail__heading">
            <button class="button" data-desk="own" aria-haspopup="dialog">
                {say(lang, Word::AboutOwn)}
            </button>
        </p>
    }
}
