//! The sources of an event, numbered: title, publisher, date, language and link.

use crate::ui::prelude::*;

use crate::{
    browser::names,
    core::{
        i18n::{Lang, Word, edtf_words, fill, say, source_kind_word},
        model::{Event, Row, Source},
    },
    state::App,
    ui::parts::SourcesAwaited,
};

/// An event's sources in the order of their numbers: its own, then those of its figures.
pub fn listed(event: &Event) -> Vec<Row> {
    let of_figures = event.figures.iter().flat_map(|figure| &figure.sources);
    let mut rows: Vec<Row> = Vec::new();
    for row in event.sources.iter().chain(of_figures) {
        if !rows.contains(row) {
            rows.push(*row);
        }
    }
    rows
}

/// The numbered list of sources.
#[component]
pub fn Sources(
    /// The event's row.
    row: Row,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = app.archive();
    let event = archive.events.get(row)?;
    let items = listed(&event)
        .into_iter()
        .enumerate()
        .filter_map(|(index, row)| {
            let id = archive.sources.get(row)?.id.clone();
            let name = move || {
                let sources = app.sources().read();
                sources.listed(&app.archive()).get(row).map(|source| source_name(lang, source))
            };
            let origin = move || {
                let sources = app.sources().read();
                let archive = app.archive();
                let source = sources.listed(&archive).get(row);
                source.map_or_else(String::new, |source| source_origin(lang, source))
            };
            Some(view! {
                <li class="detail__source" id=format!("source-{}", index + 1) tabindex="-1">
                    <span class="detail__source-number">{index + 1}</span>
                    <div>
                        {name}
                        <p class="detail__source-from">
                            {origin}
                            <button
                                class="link"
                                on:click=move |_| app.narrow(|filters| filters.toggle_source(&id))
                            >
                                {say(lang, Word::EventAllOfSource)}
                            </button>
                        </p>
                    </div>
                </li>
            })
        })
        .collect_view();
    Some(view! {
        <h3 class="detail__heading">{say(lang, Word::EventSources)}</h3>
        <SourcesAwaited id="event-sources" />
        <ol>{items}</ol>
    })
}

/// A source's title, as a link out where it has one.
pub fn source_name(lang: Lang, source: &Source) -> View {
    let (title, language) = (source.title.clone(), source.language.clone());
    let Some(url) = source.url.clone() else {
        return view! { <span lang=language>{title}</span> };
    };
    view! {
        <a
            href=url
            target="_blank"
            rel="noopener noreferrer"
            hreflang=language.clone()
            lang=language
        >
            {title}
            <span class="unseen">" " {say(lang, Word::EventNewTab)}</span>
        </a>
    }
}

/// Who published a source, when, what it is and in which language, if not the reader's; nothing
/// where only the source's id is known.
pub fn source_origin(lang: Lang, source: &Source) -> String {
    let Some(kind) = source.kind else { return String::new() };
    let mut parts = vec![source.publisher.clone()];
    parts.extend(source.author.clone());
    parts.extend(source.published.as_ref().map(|date| edtf_words(lang, date)));
    parts.push(say(lang, source_kind_word(kind)).to_owned());
    if source.language != lang.tag() {
        let language = names::language(lang, &source.language);
        parts.push(fill(lang, Word::EventInLanguage, &[("language", &language)]));
    }
    parts.join(" · ")
}
