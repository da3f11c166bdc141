//! The address and the state: each change of a choice goes to the address, each step back
//! comes from it.

use leptos::prelude::*;

use crate::{
    browser::url,
    core::{
        link::{self, Notice, Trace, trace},
        model::Archive,
        query::Query,
    },
    state::App,
};

/// What a fragment means for a record, and what of it could not be had.
pub fn read(fragment: &str, archive: &Archive) -> (Query, Vec<Notice>) {
    let decoded = link::decode(fragment);
    let (query, mut missing) = link::resolve(decoded.query, archive);
    let mut notices = decoded.notices;
    notices.append(&mut missing);
    (query, notices)
}

/// Joins the address and the state until the page goes.
pub fn join(app: App, notices: RwSignal<Vec<Notice>>) {
    // The choices that the address holds, and whether its last entry is one of a long gesture.
    let held = StoredValue::new((app.query().get_untracked(), false));
    Effect::new(move || {
        let query = app.query().get();
        let (before, in_gesture) = held.get_value();
        if query == before {
            return;
        }
        let is_gesture = trace(&before, &query) == Trace::Blur;
        let fragment = link::encode(&query);
        if is_gesture && in_gesture {
            url::replace(&fragment);
        } else {
            url::push(&fragment);
        }
        held.set_value((query, is_gesture));
    });
    let listening = url::on_change(move |fragment| {
        let (query, found) = read(&fragment, &app.archive());
        held.set_value((query.clone(), false));
        notices.set(found);
        app.follow(query);
    });
    let listening = StoredValue::new_local(Some(listening));
    on_cleanup(move || listening.set_value(None));
}
