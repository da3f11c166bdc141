//! The address and the state: each change of a choice goes to the address, each step back
//! comes from it.

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
    ui::parts::Pace,
};

/// How many times in a row the address waits for a gesture that goes on: to write it takes longer than to
/// draw what it says, Chromium asks for the page's icon again, and browsers refuse to be told more than some
/// hundred times in half a minute.
const PATIENCE: u32 = 16;

/// What a fragment means for a record, and in words what of it could not be had.
pub fn read(fragment: &str, archive: &Archive, lang: Lang) -> (Query, Vec<String>) {
    let decoded = link::decode(fragment);
    let (query, missing) = link::resolve(decoded.query, archive);
    let notices = decoded.notices.iter().chain(&missing);
    (query, notices.map(|notice| notice_words(lang, notice)).collect())
}

/// Joins the address and the state until the page goes.
pub fn join(app: App, notices: RwSignal<Vec<String>>) {
    // The choices that the address holds, and whether its last entry is one of a long gesture.
    let held = StoredValue::new((app.query().get_untracked(), false));
    let pace = Pace::new(PATIENCE, move || {
        url::replace(&link::encode(&app.query().read_untracked()));
    });
    effect(move || url::mark_behind(pace.behind.get()));
    effect(move || {
        let query = app.query().get();
        let (before, in_gesture) = held.get_value();
        if query == before {
            return;
        }
        let is_gesture = trace(&before, &query) == Trace::Blur;
        if is_gesture && in_gesture {
            pace.moved();
        } else {
            url::push(&link::encode(&query));
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
