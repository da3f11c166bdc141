//! The strip itself.

use crate::ui::prelude::*;

use super::cell::Cell;
use crate::{
    core::{
        figures::SHOWN,
        i18n::{Word, day_long, fill, number, say},
    },
    state::App,
};

/// Four figures and the date they hold for.
#[component]
pub fn FiguresStrip() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let first = app.archive().window.first;
    let cursor = app.derived.cursor;
    let since = move || {
        let days = cursor.get().0 - first.0 + 1;
        (days > 0).then(|| fill(lang, Word::FiguresDay, &[("n", &number(lang, f64::from(days)))]))
    };
    view! {
        <section class="page__figures" aria-label=say(lang, Word::LandmarkFigures)>
            <ul class="figures">
                {SHOWN.map(|measure| view! { <li><Cell measure /></li> }).collect_view()}
                <li class="figures__date">
                    <span class="note">{say(lang, Word::FiguresAsOf)}</span>
                    <span class="figures__day">{move || day_long(lang, cursor.get())}</span>
                    <span class="note">{since}</span>
                </li>
            </ul>
        </section>
    }
}
