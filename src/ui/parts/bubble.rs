//! The events of a mark that stands for several, as a short list over the drawing.

use crate::ui::prelude::*;

use super::{CloseButton, Mark};
use crate::{
    browser::focus,
    core::{
        i18n::{Plural, Word, day_short, plural, say},
        model::Row,
    },
    state::App,
};

/// Up to so many events are listed.
const MOST_LISTED: usize = 200;

/// The list, absent when nothing is opened.
#[component]
pub fn Bubble(
    /// The element's id, one for each drawing.
    id: &'static str,
    /// The id of the drawing's twin, where the focus goes back to.
    twin: &'static str,
    /// The events to choose from.
    opened: RwSignal<Option<Vec<Row>>>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let close = Callback::new(move |()| {
        opened.set(None);
        focus::first_in(twin);
    });
    move || {
        let rows = opened.get()?;
        let archive = app.archive();
        let count = plural(lang, Plural::CountEvents, rows.len() as u64);
        focus::by_id(id);
        let more = rows.len().saturating_sub(MOST_LISTED);
        let items = rows
            .into_iter()
            .take(MOST_LISTED)
            .filter_map(|row| {
                let event = archive.events.get(row)?;
                let title = event.title.in_language(lang, &archive.language).text.to_owned();
                let day = day_short(lang, event.span.first);
                Some(view! {
                    <li>
                        <button class="bubble__row" on:click=move |_| {
                            opened.set(None);
                            app.select(row);
                            focus::by_id("event-title");
                        }>
                            <Mark kind=event.kind />
                            <span>{title} <span class="note">" " {day}</span></span>
                        </button>
                    </li>
                })
            })
            .collect_view();
        Some(view! {
            <div
                class="bubble"
                id=id
                role="group"
                aria-label=say(lang, Word::LandmarkEvents)
                tabindex="-1"
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        event.prevent_default();
                        close.run(());
                    }
                }
            >
                <div class="bubble__head">
                    <span>{count}</span>
                    <CloseButton on_close=close />
                </div>
                <ul>{items}</ul>
                {(more > 0)
                    .then(|| view! {
                        <p class="note">"+ " {plural(lang, Plural::CountOthers, more as u64)}</p>
                    })}
            </div>
        })
    }
}
