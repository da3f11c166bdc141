//! Where notes stand, as the page's second program tells it.

use wasm_bindgen::JsCast;
use web_sys::{CustomEvent, CustomEventInit};

use super::listening::Listening;

const TOLD: &str = "khipu-notes";

/// Calls back with each text that is told, until the guard is dropped; `core::notes::told` makes it.
pub fn on_told(mut heard: impl FnMut(String) + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    Some(Listening::to(&window, TOLD, true, move |event| {
        let detail = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string());
        heard(detail.unwrap_or_default());
    }))
}

/// Tells where notes stand.
pub fn tell(text: &str) {
    let init = CustomEventInit::new();
    init.set_detail(&text.into());
    let event = CustomEvent::new_with_event_init_dict(TOLD, &init).ok();
    if let Some((window, event)) = web_sys::window().zip(event) {
        // Refused only for an event that is on its way already.
        let _ = window.dispatch_event(&event);
    }
}
