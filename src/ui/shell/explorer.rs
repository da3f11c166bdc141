//! The open record: every area of the page in the order a reader meets them.

use crate::ui::prelude::*;

use super::{
    header::Header,
    keys,
    notices::{Notices, Unread},
};
use crate::{
    browser::{focus, noted},
    core::i18n::{Plural, Word, plural, say},
    state::App,
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
    let announced = Memo::new(move |_| {
        plural(lang, Plural::CountMatches, app.derived.in_words.read().count() as u64)
    });
    let words = Pace::new(0, move || app.say_window());
    effect(move || {
        drop(app.derived.held.read());
        words.moved();
    });
    view! {
        <button class="button skip" on:click=move |_| focus::by_id("events")>
            {say(lang, Word::SkipToEvents)}
        </button>
        <div class="page">
            <Header />
            <Notices notices unread />
            <main class="page__main">
                <FiguresStrip />
                <Map />
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
                <Detail />
                <Timeline />
            </main>
            <p class="unseen" role="status">{move || announced.get()}</p>
        </div>
    }
}
