//! The keys that work anywhere on the page.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::{
    browser::{focus, listening::Listening},
    core::query::undo_last,
    state::App,
    ui::view::keep,
};

/// Escape undoes the last choice; `/` goes to the search.
pub fn listen(app: App) {
    let Some(window) = web_sys::window() else { return };
    keep(Listening::to(&window, "keydown", false, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
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
    }));
}
