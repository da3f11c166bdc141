//! One event in full.

use crate::ui::prelude::*;

use super::{figures::Figures, sources::Sources};
use crate::{
    browser::{focus, names},
    core::{
        i18n::{Word, certainty_word, edtf_span, kind_word, place_words, say},
        model::{Archive, Row},
        query::highlights,
    },
    state::{App, Shared},
    ui::parts::{CloseButton, Icon, Mark, Sign, marked},
};

/// An event: when, where, what, how many, who, and who says so.
#[component]
pub fn EventDetail(
    /// The event's row.
    row: Row,
    /// Called when the reader closes it.
    close: Callback<()>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = app.archive();
    let event = archive.events.get(row)?;
    let title = event.title.in_language(lang, &archive.language);
    let search = app.query().read_untracked().filters.search.clone();
    let found = marked(title.text, &highlights(title.text, &search));
    // The prose of a delivered record follows after it.
    let prose = move || {
        let (archive, sources) = (app.archive(), app.sources().read());
        let prose = sources.known(&archive).summary(&archive, row, lang);
        let (text, tag) = (prose.text, prose.tag.to_owned());
        view! {
            <p class="detail__prose" lang=tag>{marked(text, &highlights(text, &search))}</p>
        }
    };
    let family = event.kind.family().id();
    let outside = move || !app.derived.in_view.read().contains(row);
    Some(view! {
        <div class="detail__bar">
            <p class=format!("detail__kind detail__kind--{family}")>
                <Mark kind=event.kind />
                {say(lang, kind_word(event.kind))} " · "
                {say(lang, certainty_word(event.certainty))}
            </p>
            <div class="detail__steps">
                <Neighbours row />
                <CloseButton on_close=close />
            </div>
        </div>
        <h2 class="detail__title" id="event-title" tabindex="-1" lang=title.tag.to_owned()>
            {found}
        </h2>
        <p class="detail__when">
            {edtf_span(lang, &event.start, event.end.as_ref())} " · "
            {place_words(&archive, &event, lang, &|code| names::country(lang, code))}
        </p>
        {when(outside, move || view! { <div class="detail__outside">
                <p>{say(lang, Word::EventOutside)}</p>
                <button class="link" on:click=move |_| {
                    app.clear();
                    focus::by_id("events");
                }>
                    {say(lang, Word::FiltersClearAll)}
                </button>
            </div> })}
        {prose}
        <button class="button" id="write-note" data-desk="note">{say(lang, Word::EventNote)}</button>
        <div data-desk-event=event.id.clone()></div>
        <Figures row />
        <People archive=archive.clone() row />
        <Topics archive=archive.clone() row />
        <Sources row />
    })
}

/// The buttons to the events before and after, in the order of days, among those in view.
#[component]
fn Neighbours(
    /// The open event's row.
    row: Row,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let around = Memo::new(move |_| {
        let in_view = app.derived.in_view.read();
        (in_view.last_before(row), in_view.next_after(row))
    });
    let go = move |to: Option<Row>| {
        if let Some(to) = to {
            app.select(to);
            focus::by_id("event-title");
        }
    };
    view! {
        <button
            class="button button--icon"
            aria-label=say(lang, Word::EventPrevious)
            title=say(lang, Word::EventPrevious)
            disabled=move || around.read().0.is_none()
            on:click=move |_| go(around.get_untracked().0)
        >
            <Icon sign=Sign::Back />
        </button>
        <button
            class="button button--icon"
            aria-label=say(lang, Word::EventNext)
            title=say(lang, Word::EventNext)
            disabled=move || around.read().1.is_none()
            on:click=move |_| go(around.get_untracked().1)
        >
            <Icon sign=Sign::Forward />
        </button>
    }
}

/// The people and organisations of the event; a click narrows the record to one.
#[component]
fn People(
    /// The open record.
    archive: Shared<Archive>,
    /// The event's row.
    row: Row,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let event = archive.events.get(row)?;
    let actors = event.actors.iter().filter_map(|actor| archive.actors.get(*actor));
    let chips = actors
        .map(|actor| {
            let id = actor.id.clone();
            let pressed = {
                let id = id.clone();
                move || app.derived.filters.read().actors.contains(&id).to_string()
            };
            let role = actor.role.in_language(lang, &archive.language).text.to_owned();
            view! {
                <button
                    class="chip"
                    title=role
                    aria-pressed=pressed
                    on:click=move |_| app.narrow(|filters| filters.toggle_actor(&id))
                >
                    {actor.name.clone()}
                </button>
            }
        })
        .collect_view();
    (!event.actors.is_empty()).then(|| {
        view! {
            <h3 class="detail__heading">{say(lang, Word::EventPeople)}</h3>
            <div class="detail__tags">{chips}</div>
        }
    })
}

/// The event's topics; a click narrows the record to one.
#[component]
fn Topics(
    /// The open record.
    archive: Shared<Archive>,
    /// The event's row.
    row: Row,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let event = archive.events.get(row)?;
    let tags = event.tags.iter().filter_map(|tag| archive.tags.get(*tag));
    let chips = tags
        .map(|tag| {
            let id = tag.id.clone();
            let pressed = {
                let id = id.clone();
                move || app.derived.filters.read().tags.contains(&id).to_string()
            };
            view! {
                <button
                    class="chip"
                    aria-pressed=pressed
                    on:click=move |_| app.narrow(|filters| filters.toggle_tag(&id))
                >
                    {tag.words(lang, &archive.language)}
                </button>
            }
        })
        .collect_view();
    (!event.tags.is_empty()).then(|| {
        view! {
            <h3 class="detail__heading">{say(lang, Word::EventTopics)}</h3>
            <div class="detail__tags">{chips}</div>
        }
    })
}
