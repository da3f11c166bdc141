//! The column itself: which of its faces it shows.

use crate::ui::prelude::*;

use super::{about::About, event::EventDetail, tour::Tour};
use crate::{
    browser::{focus, inert},
    core::{
        i18n::{Word, say},
        model::Row,
    },
    state::App,
    ui::parts::{CloseButton, is_phone},
};

/// The open event with the step of the story it belongs to, or the record's own introduction.
#[component]
pub fn Detail() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let event = app.derived.event;
    let story = Memo::new(move |_| app.query().read().story.clone());
    let is_open = move || event.get().is_some() || story.read().is_some();
    let phone = is_phone();
    let is_sheet = Memo::new(move |_| is_open() && phone.get());
    let mut was_sheet = false;
    effect(move || {
        let now = is_sheet.get();
        if was_sheet != now {
            inert::only("event", now);
        }
        was_sheet = now;
    });
    // However the event is closed, the focus goes back to where it stands in the list.
    let mut before = (false, None::<Row>);
    effect(move || {
        let (was_open, row) = before;
        before = (is_open(), event.get());
        if was_open && !before.0 {
            let row = row.map(|row| format!("row-{row}"));
            focus::if_lost(row.into_iter().chain(["events".to_owned()]).collect());
        }
    });
    let close = Callback::new(move |()| {
        app.change(|query| {
            query.event = None;
            query.story = None;
        });
    });
    view! {
        <section
            id="event"
            class="page__detail detail"
            class:detail--open=is_open
            aria-label=say(lang, Word::LandmarkEvent)
            tabindex="-1"
        >
            {when(move || story.read().is_some(), move || view! { <Tour story /> })}
            {move || match event.get() {
                Some(row) => view! { <EventDetail row close /> },
                None if story.read().is_some() => {
                    view! { <CloseButton on_close=close /> }
                }
                None => view! { <About /> },
            }}
        </section>
    }
}
