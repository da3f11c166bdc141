//! The address and the state: each change of a choice goes to the address, each step back
//! comes from it.

use std::time::Duration;

use crate::ui::prelude::*;

use crate::{
    browser::url,
    core::{
        i18n::{Lang, notice_words},
        link::{self, Trace, trace},
        model::Archive,
        query::Query,
    },
    state::App,
};

/// How often the address follows a long gesture, in milliseconds: browsers refuse to be told
/// more than some hundred times in half a minute.
const EVERY_MS: u64 = 300;
/// How many times in a row it waits for a gesture that goes on: to write it takes longer than to
/// draw what it says.
const PATIENCE: u32 = 3;

/// What a fragment means for a record, and in words what of it could not be had.
pub fn read(fragment: &str, archive: &Archive, lang: Lang) -> (Query, Vec<String>) {
    let decoded = link::decode(fragment);
    let (query, missing) = link::resolve(decoded.query, archive);
    let notices = decoded.notices.iter().chain(&missing);
    (query, notices.map(|notice| notice_words(lang, notice)).collect())
}

/// Whether the address may be written at once.
#[derive(Clone, Copy, PartialEq)]
enum Pace {
    Free,
    /// It was written a moment ago.
    Resting,
    /// It was written a while ago, and what it says has changed since.
    Late,
    /// What it says has changed this moment.
    Behind,
}

/// Lets the address rest, then brings it up if it fell behind.
fn rest(app: App, pace: StoredValue<Pace>, waited: u32) {
    pace.set_value(if waited == 0 { Pace::Resting } else { Pace::Late });
    let after = move || match pace.try_get_value() {
        Some(Pace::Behind) if waited < PATIENCE => rest(app, pace, waited + 1),
        Some(Pace::Behind | Pace::Late) => {
            url::replace(&link::encode(&app.query().read_untracked()));
            url::mark_behind(false);
            rest(app, pace, 0);
        }
        Some(_) => pace.set_value(Pace::Free),
        None => {}
    };
    set_timeout(after, Duration::from_millis(EVERY_MS));
}

/// Joins the address and the state until the page goes.
pub fn join(app: App, notices: RwSignal<Vec<String>>) {
    // The choices that the address holds, and whether its last entry is one of a long gesture.
    let held = StoredValue::new((app.query().get_untracked(), false));
    let pace = StoredValue::new(Pace::Free);
    effect(move || {
        let query = app.query().get();
        let (before, in_gesture) = held.get_value();
        if query == before {
            return;
        }
        let is_gesture = trace(&before, &query) == Trace::Blur;
        if !(is_gesture && in_gesture) {
            url::push(&link::encode(&query));
        } else if pace.get_value() == Pace::Free {
            url::replace(&link::encode(&query));
            rest(app, pace, 0);
        } else if pace.get_value() != Pace::Behind {
            pace.set_value(Pace::Behind);
            url::mark_behind(true);
        }
        held.set_value((query, is_gesture));
    });
    let listening = url::on_change(move |fragment| {
        let (query, found) = read(&fragment, &app.archive(), app.lang());
        held.set_value((query.clone(), false));
        notices.set(found);
        app.follow(query);
    });
    keep(listening);
    // The page's other program shows the same view. What this one wrote itself it knows.
    keep(url::on_written(move |fragment| {
        if fragment != link::encode(&app.query().read_untracked()) {
            let (query, found) = read(&fragment, &app.archive(), app.lang());
            // Asked for by the page around this one; the other program asks for what there is.
            if !found.is_empty() {
                notices.set(found);
            }
            held.set_value((query.clone(), false));
            app.follow(query);
        }
    }));
}
