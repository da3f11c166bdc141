//! The address and the state: each change of a choice goes to the address, each step back
//! comes from it.

use std::time::Duration;

use leptos::prelude::*;

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
const EVERY_MS: u64 = 400;

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
    // Whether the address is behind, and a timer runs that brings it up.
    let late = StoredValue::new(false);
    Effect::new(move || {
        let query = app.query().get();
        let (before, in_gesture) = held.get_value();
        if query == before {
            return;
        }
        let is_gesture = trace(&before, &query) == Trace::Blur;
        if !(is_gesture && in_gesture) {
            late.set_value(false);
            url::push(&link::encode(&query));
        } else if !late.get_value() {
            late.set_value(true);
            set_timeout(
                move || {
                    if late.try_update_value(|late| std::mem::replace(late, false)) == Some(true) {
                        url::replace(&link::encode(&app.query().read_untracked()));
                    }
                },
                Duration::from_millis(EVERY_MS),
            );
        }
        held.set_value((query, is_gesture));
    });
    let listening = url::on_change(move |fragment| {
        let (query, found) = read(&fragment, &app.archive(), app.lang());
        late.set_value(false);
        held.set_value((query.clone(), false));
        notices.set(found);
        app.follow(query);
    });
    let listening = StoredValue::new_local(Some(listening));
    on_cleanup(move || listening.set_value(None));
}
