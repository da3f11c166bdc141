//! Where the keyboard is.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

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

/// Where what had the focus is gone, brings it to the first element of a selector in another.
pub fn again(within: &Element, selector: &'static str) {
    let within = within.clone();
    leptos::prelude::request_animation_frame(move || {
        let found = within.query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok())
            && is_lost()
        {
            // An element that refuses the focus leaves it where it is.
            let _ = element.focus();
        }
    });
}

/// Whether nothing on the page has the focus.
pub fn is_lost() -> bool {
    active().is_none_or(|element| element.tag_name() == "BODY")
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
