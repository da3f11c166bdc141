//! Has the words of a big record put in order once somebody searches: by the page's worker, and where there is
//! none, here, a little at a time.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen_futures::spawn_local;

use crate::{
    browser::{indexer, pause::pause},
    core::query::{Carried, IndexBuilder, Searched},
    state::{App, MOST_AT_ONCE},
    ui::prelude::*,
};

/// About so many events are read at a time, which takes a few milliseconds.
const EVENTS: usize = 1_000;
/// And so many bytes of what a worker made.
const BYTES: usize = 1 << 19;

/// Learns the words whenever a search needs them, until the page goes.
pub fn join(app: App) {
    let wanted = Memo::new(move |_| {
        let searches = !app.derived.search.read().is_empty();
        let is_big = app.opened().read().events.len() > MOST_AT_ONCE;
        searches && is_big && app.derived.index.read().is_none()
    });
    let turn = Rc::new(Cell::new(0_u32));
    effect(move || {
        // What is learnt of another record, language or state of the sources is for nothing.
        app.opened().track();
        app.sources().track();
        let now = turn.get() + 1;
        turn.set(now);
        if wanted.get() {
            spawn_local(learn(app, Rc::clone(&turn), now));
        }
    });
}

/// Learns the index of the open record, unless it is not wanted any more once it is made.
async fn learn(app: App, turn: Rc<Cell<u32>>, now: u32) {
    let archive = app.archive();
    let sources = app.sources().read_untracked();
    let known = sources.known(&archive);
    let searched = Searched::new(&archive, app.lang(), &app.countries(), known);
    let (numbers, bytes) = searched.columns();
    let answer = indexer::ask(&numbers, &bytes).await.ok();
    let rows = archive.events.len();
    let mut carried = answer.and_then(|bytes| Carried::new(indexer::bytes(bytes), rows));
    let mut builder = IndexBuilder::new(&searched);
    loop {
        let is_done = if let Some(coming) = &mut carried {
            let step = coming.step(BYTES);
            if step.is_none() {
                carried = None;
            }
            step.unwrap_or_default()
        } else {
            builder.step(EVENTS)
        };
        // What the search then draws has a task of its own too.
        pause().await;
        if turn.get() != now {
            return;
        }
        if is_done {
            break;
        }
    }
    let index = carried.map_or_else(|| builder.finish(), Carried::finish);
    app.learn_index(index.with(searched.names(&archive)));
}
