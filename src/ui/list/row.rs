//! One event in the list.

use crate::ui::prelude::*;

use crate::{
    browser::focus,
    core::{
        i18n::{Lang, Plural, Word, family_word, kind_word, plural, say},
        model::{Archive, Event, Row},
        query::highlights,
    },
    state::App,
    ui::parts::{Mark, marked},
};

/// A button with the event's mark, title, place and number of sources.
#[component]
pub fn EventRow(
    /// The event's row.
    row: Row,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = app.archive();
    let event = archive.events.get(row)?;
    let title = event.title.in_language(lang, &archive.language);
    let (text, tag) = (title.text.to_owned(), title.tag.to_owned());
    let found = move || {
        let ranges = highlights(&text, &app.derived.filters.read().search);
        marked(&text, &ranges)
    };
    let deaths = event.counted_deaths();
    let open = move |_| {
        app.select(row);
        focus::by_id("event-title");
    };
    Some(view! {
        <button
            class="list__row"
            id=format!("row-{row}")
            aria-current=move || (app.derived.event.get() == Some(row)).to_string()
            on:click=open
        >
            <Mark kind=event.kind />
            <span class="list__title" lang=tag>{found}</span>
            <span class="list__meta">
                {(deaths > 0)
                    .then(|| {
                        view! {
                            <span class="list__deaths">
                                {plural(lang, Plural::CountKilled, u64::from(deaths))}
                            </span>
                            " · "
                        }
                    })}
                <span class="unseen">
                    {say(lang, family_word(event.kind.family()))} ", "
                    {say(lang, kind_word(event.kind))} ", "
                </span>
                {meta(&archive, event, lang)}
            </span>
        </button>
    })
}

fn meta(archive: &Archive, event: &Event, lang: Lang) -> String {
    let sources = plural(lang, Plural::CountSources, event.sources.len() as u64);
    let place = event.place.and_then(|row| archive.places.get(row));
    let name = place.map_or(say(lang, Word::EventNowhere), |place| place.name.as_str());
    let area = archive
        .areas
        .get(event.area)
        .map(|area| area.name.in_language(lang, &archive.language).text)
        .filter(|area| !area.is_empty() && *area != name);
    let unplaced = place.is_some_and(|place| place.at.is_none());
    let note = unplaced.then(|| say(lang, Word::MapNoCoordinates));
    let parts = [Some(name), area].into_iter().flatten().collect::<Vec<_>>().join(", ");
    [Some(parts.as_str()), note, Some(&sources)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}
