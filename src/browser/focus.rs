//! Where the keyboard is.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Brings the focus to an element once the page has been brought up to date.
pub fn by_id(id: &str) {
    let id = id.to_owned();
    leptos::prelude::request_animation_frame(move || {
        let found = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.get_element_by_id(&id))
            .and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = found {
            // An element that refuses the focus leaves it where it is.
            let _ = element.focus();
            into_view(&element);
        }
    });
}

/// Brings the focus to the first element within another that the Tab key reaches.
pub fn first_in(id: &str) {
    let found = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| {
            document.query_selector(&format!("#{id} [tabindex='0']")).ok().flatten()
        })
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = found {
        // An element that refuses the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Where what had the focus is gone, brings it to the first of these elements that is there.
pub fn if_lost(ids: Vec<String>) {
    leptos::prelude::request_animation_frame(move || {
        let document = web_sys::window().and_then(|window| window.document());
        let is_there = |id: &String| {
            document.as_ref().is_some_and(|document| document.get_element_by_id(id).is_some())
        };
        if is_lost()
            && let Some(id) = ids.iter().find(|id| is_there(id))
        {
            by_id(id);
        }
    });
}

/// Called before elements are put elsewhere, which takes the focus from them: gives it back to
/// the one that has it now, where it is in the page again.
pub fn held() {
    let Some(before) = active().filter(|_| !is_lost()) else { return };
    leptos::prelude::request_animation_frame(move || {
        if is_lost() {
            take(&before);
        }
    });
}

/// Called before elements are made anew: if the focus is in this one, brings it to the first of a
/// selector there, before any key can be pressed.
pub fn held_in(within: &Element, selector: &'static str) {
    if !within.contains(active().as_deref()) {
        return;
    }
    let within = within.clone();
    // What the change asks of the page stands before this in the queue.
    wasm_bindgen_futures::spawn_local(async move {
        let found = within.query_selector(selector).ok().flatten();
        if let (true, Some(found)) = (is_lost(), found) {
            take(&found);
        }
    });
}

/// Brings the focus to an element without scrolling to it.
fn take(element: &Element) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An element that refuses the focus leaves it where it is.
        let _ = element.focus_with_options(&options);
    }
}

/// Whether nothing on the page has the focus.
pub fn is_lost() -> bool {
    active().is_none_or(|element| element.tag_name() == "BODY")
}

/// Whether what has the focus stands in an element of a selector.
pub fn is_in(selector: &str) -> bool {
    active().is_some_and(|element| matches!(element.closest(selector), Ok(Some(_))))
}

/// Scrolls as little as needed to show an element.
pub fn into_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether the reader is typing.
pub fn is_in_field() -> bool {
    active().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA")
    })
}

/// Whether a dialog is open over the page.
pub fn is_in_dialog() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("dialog[open]").ok().flatten())
        .is_some()
}

fn active() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}
