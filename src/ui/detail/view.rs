//! The column itself: which of its faces it shows.

use crate::ui::parts::erased::{part, when};
use leptos::prelude::*;

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
    Effect::new(move |was: Option<bool>| {
        let now = is_sheet.get();
        if was.unwrap_or(false) != now {
            inert::only("event", now);
        }
        now
    });
    // However the event is closed, the focus goes back to where it stands in the list.
    Effect::new(move |before: Option<(bool, Option<Row>)>| {
        let (was_open, row) = before.unwrap_or_default();
        let now = (is_open(), event.get());
        if was_open && !now.0 {
            let row = row.map(|row| format!("row-{row}"));
            focus::if_lost(row.into_iter().chain(["events".to_owned()]).collect());
        }
        now
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
            {part(move || match event.get() {
                Some(row) => view! { <EventDetail row close /> }.into_any(),
                None if story.read().is_some() => {
                    view! { <CloseButton on_close=close /> }.into_any()
                }
                None => view! { <About /> }.into_any(),
            })}
        </section>
    }
}
