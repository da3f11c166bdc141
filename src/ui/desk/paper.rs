//! What paper has and the screen has not: a heading that says what is shown, where and when, and the
//! events in view with their sources. It is made when the page is printed.

use crate::ui::prelude::*;

use leptos::prelude::Owner;

use super::share::{cited, filters_in_words};
use crate::{
    browser::paper,
    core::{
        i18n::{Lang, Plural, Word, edtf_span, kind_word, plural, say, span_words},
        model::{Archive, Row},
    },
    state::App,
    ui::{
        detail::{source_name, source_origin},
        view::fill,
    },
};

/// The most events that are listed.
const MOST: usize = 150;

/// The heading and the list, while the page is printed: made at once when the browser says that it will
/// be, which waits for nothing. Shows nothing itself.
#[component]
pub fn Paper() -> impl IntoView {
    let parent = Owner::new();
    let head = paper::Sheet::new("paper", true)?;
    let list = paper::Sheet::new("paper", false)?;
    let places = [head.element().clone(), list.element().clone()];
    keep((head, list));
    keep(paper::on_print(move |is| {
        let owner = parent.child();
        let views = owner.with(|| {
            if is {
                [view! { <Heading /> }, view! { <Listed /> }]
            } else {
                [None::<String>.into_view(), None::<String>.into_view()]
            }
        });
        for (place, view) in places.iter().zip(views) {
            fill(place, view);
        }
        // Nothing on paper changes.
        owner.cleanup();
    }));
    None::<String>
}

#[component]
fn Heading() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = app.archive();
    let query = app.query().get_untracked();
    let title = archive.title.in_language(lang, &archive.language);
    // Days that were chosen are among the filters.
    let days = query.filters.window.is_none().then(|| span_words(lang, archive.window));
    let filters = filters_in_words(app, &query);
    let shown: Vec<String> =
        days.into_iter().chain([filters]).filter(|words| !words.is_empty()).collect();
    view! {
        <p class="paper__title" lang=title.tag.to_owned()>{title.text.to_owned()}</p>
        <p>{shown.join(" · ")}</p>
        <p class="paper__cited">{cited(app)}</p>
    }
}

#[component]
fn Listed() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = app.archive();
    let in_view = app.derived.in_view.get_untracked();
    let (mut events, mut sources) = (Vec::new(), Vec::<Row>::new());
    for row in in_view.iter().take(MOST) {
        let Some(event) = archive.events.get(row) else { continue };
        let mut numbers = Vec::new();
        for source in &event.sources {
            let at = sources.iter().position(|other| other == source).unwrap_or_else(|| {
                sources.push(*source);
                sources.len() - 1
            });
            numbers.push(format!("[{}]", at + 1));
        }
        events.push(listed(&archive, lang, row, numbers.join(" ")));
    }
    let more = in_view.count().saturating_sub(MOST) as u64;
    let names = app.sources().read_untracked();
    let names = names.listed(&archive);
    let sources: Vec<View> = sources
        .iter()
        .filter_map(|row| names.get(*row))
        .map(|source| {
            view! {
                <li>{source_name(lang, source)} " " {source_origin(lang, source)}</li>
            }
        })
        .collect();
    view! {
        <h2>{plural(lang, Plural::CountMatches, in_view.count() as u64)}</h2>
        <ol class="paper__events">{events}</ol>
        {(more > 0).then(|| view! {
            <p>{plural(lang, Plural::CountOthers, more)} " – " {say(lang, Word::DeskPaperMore)}</p>
        })}
        <h2>{say(lang, Word::EventSources)}</h2>
        <ol class="paper__sources">{sources}</ol>
    }
}

fn listed(archive: &Archive, lang: Lang, row: Row, numbers: String) -> Option<View> {
    let event = archive.events.get(row)?;
    let title = event.title.in_language(lang, &archive.language);
    let place = event.place.and_then(|place| archive.places.get(place));
    let what = [
        edtf_span(lang, &event.start, event.end.as_ref()),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        say(lang, kind_word(event.kind)).to_owned(),
    ];
    let what = what.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    Some(view! {
        <li>
            <strong lang=title.tag.to_owned()>{title.text.to_owned()}</strong>
            " "
            {what}
            " "
            {numbers}
        </li>
    })
}
