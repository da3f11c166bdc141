//! One event in the list.

use crate::ui::prelude::*;

use crate::{
    browser::focus,
    core::{
        i18n::{Lang, Plural, Text, Word, family_word, kind_word, plural, say},
        model::{Archive, Event, Known, Links, Row},
        query::{excerpt, highlights},
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
    let (title, tag) = (title.text.to_owned(), title.tag.to_owned());
    let meta = meta(&archive, &event, lang);
    let shown = format!("{title} {meta}");
    let search = move || app.derived.search.get();
    let found = move |text: String| move || marked(&text, &highlights(&text, &search()));
    let why = move || {
        let search = search();
        let archive = app.archive();
        let sources = app.sources().read();
        let excerpt =
            excerpt(&shown, unseen(&archive, row, lang, sources.known(&archive)), &search)?;
        let text = marked(&excerpt.text, &excerpt.marks);
        Some(view! { <span class="list__why">{text}</span> })
    };
    let noted = move || {
        let count = app.derived.noted.read().of_events(&[row]);
        (count > 0).then(|| {
            view! { <span class="list__notes">{plural(lang, Plural::CountNotes, u64::from(count))}</span> }
        })
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
            <span class="list__title" lang=tag>{found(title)}</span>
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
                {found(meta)}
                {noted}
            </span>
            {why}
        </button>
    })
}

/// The texts a search reads that a row does not show: the prose, then who, what about, by whom.
fn unseen<'a>(archive: &'a Archive, row: Row, lang: Lang, known: Known<'a>) -> Vec<&'a str> {
    let text = |text: &'a Text| text.in_language(lang, &archive.language).text;
    let events = &archive.events;
    let rows = |links: &'a Links| links.of(row).iter().map(|row| *row as Row);
    let actors = rows(events.actors()).filter_map(|row| archive.actors.get(row));
    let sources = rows(events.sources()).filter_map(|row| known.sources.get(row));
    let mut texts = vec![known.summary(archive, row, lang).text];
    actors.for_each(|actor| texts.extend([actor.name.as_str(), text(&actor.role)]));
    let tags = rows(events.tags()).filter_map(|row| archive.tags.get(row));
    tags.for_each(|tag| texts.extend([text(&tag.name), tag.id.as_str()]));
    sources.for_each(|source| texts.extend([&source.title, &source.publisher].map(String::as_str)));
    texts
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
