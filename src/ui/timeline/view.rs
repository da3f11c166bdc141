//! The timeline's frame: the bar over the stage, and whether its lanes fill a phone's screen.

use crate::ui::prelude::*;

use super::{bar::Bar, stage::Stage};
use crate::{
    core::{
        i18n::{Word, say},
        timeline::{Limits, Sequence},
    },
    state::{App, Shared},
    ui::parts::is_phone,
};

/// What the parts of the timeline share.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The events under every filter but the window, and their lanes.
    pub sequence: Memo<Shared<Sequence>>,
    pub limits: Memo<Limits>,
    /// Whether the page is so narrow that only the band is shown.
    pub is_phone: ReadSignal<bool>,
    /// Whether the lanes fill the screen of a phone.
    pub full: RwSignal<bool>,
}

/// The timeline.
#[component]
pub fn Timeline() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let lanes = Memo::new(move |_| app.query().read().lanes);
    let mask = Memo::new(move |_| app.derived.settled.read().all());
    let sequence = Memo::new(move |_| {
        Shared::new(Sequence::new(&app.archive(), &mask.read(), lanes.get(), None))
    });
    let limits = Memo::new(move |_| Limits::of(&app.archive()));
    let is_phone = is_phone();
    let full = RwSignal::new(false);
    let shown = Shown { sequence, limits, is_phone, full };
    view! {
        <section
            class="page__timeline timeline"
            class:timeline--full=move || full.get() && is_phone.get()
            aria-label=say(lang, Word::LandmarkTimeline)
            on:keydown=move |event| {
                if event.key() == "Escape" && full.get_untracked() {
                    event.prevent_default();
                    full.set(false);
                }
            }
        >
            <Bar shown />
            <Stage shown />
            <div data-desk-dates=""></div>
        </section>
    }
}
