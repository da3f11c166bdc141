//! The keys that work anywhere on the page.

use leptos::{leptos_dom::helpers::window_event_listener, prelude::*};

use crate::{browser::focus, core::query::undo_last, state::App};

/// Escape undoes the last choice; `/` goes to the search.
pub fn listen(app: App) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let typing = focus::is_in_field();
        match event.key().as_str() {
            "Escape" if !focus::is_in_dialog() => {
                // Ended here: what is being read cannot be written.
                let undone = undo_last(&app.query().read_untracked());
                if let Some(undone) = undone {
                    event.prevent_default();
                    app.follow(undone);
                }
            }
            "/" if !typing => {
                event.prevent_default();
                focus::by_id("search");
            }
            _ => {}
        }
    });
    on_cleanup(move || handle.remove());
}
