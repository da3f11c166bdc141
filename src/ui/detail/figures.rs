//! The numbers an event's sources give, each with what is counted and the sources' numbers.

use crate::ui::prelude::*;

use crate::{
    core::{
        i18n::{Lang, Word, figure_words, fill, measure_word_of, say},
        model::{EventFigure, Measure, Row},
    },
    state::App,
};

/// An event's figures.
#[component]
pub fn Figures(
    /// The event's row.
    row: Row,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = app.archive();
    let event = archive.events.get(row)?;
    let rows = event
        .figures
        .iter()
        .map(|figure| {
            let note = figure.note.in_language(lang, &archive.language);
            let deaths = figure.measure == Measure::Deaths;
            view! {
                <div class="detail__figure">
                    <dt class="detail__number" class:detail__number--deaths=deaths>
                        {number(lang, figure)}
                    </dt>
                    <dd>
                        <p>
                            {(figure.measure != Measure::Other)
                                .then(|| measured(lang, figure))}
                            <References event=row sources=figure.sources.clone() />
                        </p>
                        <p class="note" lang=note.tag.to_owned()>{note.text.to_owned()}</p>
                    </dd>
                </div>
            }
        })
        .collect_view();
    (!event.figures.is_empty()).then(|| {
        view! {
            <h3 class="detail__heading">{say(lang, Word::EventFigures)}</h3>
            <dl>{rows}</dl>
        }
    })
}

fn measured(lang: Lang, figure: &EventFigure) -> &'static str {
    say(lang, measure_word_of(lang, figure.measure, figure.value, figure.high))
}

fn number(lang: Lang, figure: &EventFigure) -> String {
    figure_words(lang, figure.value, figure.low, figure.high, figure.qualifier)
}

/// The numbers of the sources, as they stand in the list below; a click goes there.
#[component]
fn References(
    /// The event's row.
    event: Row,
    /// The sources' rows.
    sources: Vec<Row>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = app.archive();
    let listed = archive.events.get(event).as_ref().map(super::sources::listed).unwrap_or_default();
    let links = sources
        .into_iter()
        .filter_map(|source| listed.iter().position(|row| *row == source))
        .map(|position| {
            let number = (position + 1).to_string();
            view! {
                <button
                    class="detail__ref"
                    aria-label=fill(lang, Word::EventSourceNumber, &[("n", &number)])
                    on:click={
                        let id = format!("source-{number}");
                        move |_| crate::browser::focus::by_id(&id)
                    }
                >
                    {number.clone()}
                </button>
            }
        })
        .collect_view();
    view! { <span class="detail__refs">{links}</span> }
}
