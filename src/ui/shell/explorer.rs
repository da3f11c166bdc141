//! The open record: every area of the page in the order a reader meets them.

use std::time::Duration;

use crate::ui::prelude::*;

use super::{
    header::Header,
    keys,
    notices::{Notices, Unread},
};
use crate::{
    browser::{focus, noted, theme},
    core::i18n::{Plural, Word, plural, say},
    state::{App, MOST_AT_ONCE},
    ui::{
        detail::Detail,
        figures::FiguresStrip,
        filters::{Chips, Choices},
        list::List,
        map::Map,
        parts::Pace,
        timeline::Timeline,
    },
};

/// The areas of the page, in the order of reading: those that come together, one after another.
const AREAS: [fn() -> View; 3] = [
    || view! { <FiguresStrip /> <Map /> }.into_view(),
    || view! { <Events /> <Detail /> }.into_view(),
    || view! { <Timeline /> }.into_view(),
];

/// Everything a reader sees of an open record.
#[component]
pub fn Explorer(
    /// What the link asked for and could not be had.
    notices: RwSignal<Vec<String>>,
    /// What the record holds that could not be read.
    unread: Unread,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    keys::listen(app);
    keep(noted::on_told(move |told| app.learn_notes(told)));
    let matching = move || {
        plural(lang, Plural::CountMatches, app.derived.in_words.read_untracked().count() as u64)
    };
    // Said once the view rests: a screen reader would say each of the counts on the way.
    let announced = RwSignal::new(matching());
    let speaks = Pace::new(u32::MAX, move || announced.set(matching()));
    effect(move || {
        drop(app.derived.held.read());
        app.derived.in_words.track();
        speaks.moved();
    });
    let words = Pace::new(1, move || app.say_window());
    effect(move || {
        drop(app.derived.held.read());
        words.moved();
    });
    let come = come();
    effect(move || {
        if come.get() == AREAS.len() {
            #[cfg(feature = "bench")]
            super::bench::offer(app);
            theme::ready();
        }
    });
    let areas = AREAS.iter().enumerate().map(|(at, area)| when(move || come.get() > at, area));
    view! {
        <button class="button skip" on:click=move |_| focus::by_id("events")>
            {say(lang, Word::SkipToEvents)}
        </button>
        <div class="page">
            <Header />
            <Notices notices unread />
            <main class="page__main">
                {areas.collect_view()}
            </main>
            <p class="unseen" role="status">{move || announced.get()}</p>
        </div>
    }
}

/// The events in view with what chooses them.
#[component]
fn Events() -> impl IntoView {
    let lang = App::shared().lang();
    view! {
        <section
            id="events"
            class="page__list list"
            aria-label=say(lang, Word::LandmarkEvents)
            tabindex="-1"
        >
            <section aria-label=say(lang, Word::LandmarkFilters)>
                <Chips />
                <Choices />
            </section>
            <List />
        </section>
    }
}

/// How many of the areas are there. All at once; those of a big record each in a task of its own, so that the page
/// answers in between.
fn come() -> RwSignal<usize> {
    fn next(come: RwSignal<usize>) {
        let after = move || {
            // The page may have gone on to another record.
            let Some(now) = come.try_get_untracked().filter(|now| *now < AREAS.len()) else {
                return;
            };
            come.set(now + 1);
            next(come);
        };
        set_timeout(after, Duration::ZERO);
    }
    let is_big = App::shared().archive().events.len() > MOST_AT_ONCE;
    let come = RwSignal::new(if is_big { 0 } else { AREAS.len() });
    if is_big {
        next(come);
    }
    come
}
