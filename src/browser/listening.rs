//! A listener that is taken back when its guard is dropped.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// A registered listener; dropping it removes it.
pub struct Listening {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listening {
    /// Calls back at every event of this name. A passive listener cannot stop a scroll.
    pub fn to(
        target: &EventTarget,
        name: &'static str,
        passive: bool,
        callback: impl FnMut(Event) + 'static,
    ) -> Self {
        let closure = Closure::new(callback);
        let options = AddEventListenerOptions::new();
        options.set_passive(passive);
        // Adding a function as a listener fails for no target there is.
        let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
            name,
            closure.as_ref().unchecked_ref(),
            &options,
        );
        Self { target: target.clone(), name, closure }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.name, function);
    }
}
