//! The element that other sites show the page with, shown on the page itself. `public/desk.js` brings its
//! script.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{CustomEvent, Element, Event};

use super::{focus, listening::Listening};

const NAME: &str = "khipu-record";

/// Shows the element with these attributes, and no others, in a place that holds nothing else.
pub fn show(place: &Element, attributes: &[(String, String)]) {
    let Some(document) = place.owner_document() else { return };
    let there = place.first_element_child();
    let Some(element) = there.clone().or_else(|| document.create_element(NAME).ok()) else {
        return;
    };
    for name in element.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        if !attributes.iter().any(|(wanted, _)| *wanted == name) {
            // An attribute that is there can be taken away.
            let _ = element.remove_attribute(&name);
        }
    }
    for (name, value) in attributes {
        // Names of the page's own keys are names of attributes.
        let _ = element.set_attribute(name, value);
    }
    if there.is_none() {
        // The element was just made and holds nothing.
        let _ = place.append_child(&element);
        focus::into_view(place);
        if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("khipu-preview")) {
            let _ = window.dispatch_event(&event);
        }
    }
}

/// Calls back with how many problems the page in the element has found, each time it is shown.
pub fn on_ready(place: &Element, mut ready: impl FnMut(u32) + 'static) -> Listening {
    Listening::to(place, "khipu-ready", true, move |event| {
        let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
        let problems = detail.and_then(|it| Reflect::get(&it, &"problems".into()).ok());
        ready(
            problems.and_then(|it| it.dyn_into().ok()).map_or(0, |it: js_sys::Array| it.length()),
        );
    })
}
