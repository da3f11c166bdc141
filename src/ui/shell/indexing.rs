//! Puts the words of a big record in order, a little at a time, once somebody searches.

use wasm_bindgen_futures::spawn_local;

use crate::{
    browser::pause::pause,
    core::query::IndexBuilder,
    state::{App, MOST_AT_ONCE},
    ui::prelude::*,
};

/// About so many events are read at a time, which takes a few milliseconds.
const EVENTS: usize = 1_000;

/// Learns the words whenever a search needs them, until the page goes.
pub fn join(app: App) {
    let wanted = Memo::new(move |_| {
        let searches = !app.derived.search.read().is_empty();
        let is_big = app.opened().read().events.len() > MOST_AT_ONCE;
        searches && is_big && app.derived.index.read().is_none()
    });
    effect(move || {
        if wanted.get() {
            spawn_local(learn(app));
        }
    });
}

async fn learn(app: App) {
    let (archive, countries) = (app.archive(), app.countries());
    let sources = app.sources().read_untracked();
    let mut builder = IndexBuilder::new(&archive, app.lang(), &countries, sources.known(&archive));
    while !builder.step(EVENTS) {
        pause().await;
        if app.archive() != archive {
            return;
        }
    }
    app.learn_index(builder.finish());
}
