//! One figure: the range of the claims that stand, how many they are, and the line over time.

use crate::ui::prelude::*;

use crate::{
    core::{
        figures::{as_of, country, draw, standing_words, steps},
        i18n::{Word, measure_word, range, say},
        model::{Measure, Qualifier},
        time::Span,
    },
    state::{App, Shared},
    ui::parts::Drawing,
};

/// A figure as of the cursor's date; a click opens its claims.
#[component]
pub fn Cell(
    /// What is counted.
    measure: Measure,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = StoredValue::new(app.archive());
    let cursor = app.derived.cursor;
    let standing = Memo::new(move |_| {
        archive.with_value(|archive| as_of(archive, measure, cursor.get(), country(archive)))
    });
    let line = StoredValue::new(archive.with_value(|archive| steps(archive, measure)));
    let domain = archive.with_value(|archive| {
        let last = line.with_value(|line| line.last().map(|step| step.day));
        let window = archive.window;
        Span { first: window.first, last: last.map_or(window.last, |last| last.max(window.first)) }
    });
    let size = RwSignal::new((0.0, 0.0));
    let scene = Memo::new(move |_| {
        line.with_value(|line| Shared::new(draw(measure, line, cursor.get(), size.get(), domain)))
    });
    let count = move || {
        standing
            .read()
            .as_ref()
            .map_or_else(|| "–".to_owned(), |standing| range(lang, standing.low, standing.high))
    };
    let open_ended = move || {
        standing.read().as_ref().is_some_and(|standing| {
            matches!(standing.qualifier, Qualifier::AtLeast | Qualifier::MoreThan)
        })
    };
    let who = move || match standing.read().as_ref() {
        None => say(lang, Word::FiguresNone).to_owned(),
        Some(standing) => archive.with_value(|archive| standing_words(standing, archive, lang)),
    };
    view! {
        <button
            class="figures__cell"
            title=say(lang, Word::FiguresShowClaims)
            aria-haspopup="dialog"
            on:click=move |_| app.change(|query| query.claims = Some(measure))
        >
            <span>
                <span
                    class="figures__number"
                    class:figures__number--deaths=measure == Measure::Deaths
                >
                    {count}
                    {when(open_ended, move || view! { <span class="figures__plus">"+"</span> })}
                </span>
                <span class="figures__what">{say(lang, measure_word(measure))}</span>
                <span class="figures__who">{who}</span>
            </span>
            <span class="figures__line">
                <Drawing
                    class="figures__canvas"
                    scene
                    on_size=move |(width_px, height_px)| size.set((width_px, height_px))
                />
            </span>
        </button>
    }
}
