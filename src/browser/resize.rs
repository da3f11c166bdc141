//! The size of an element, as it changes.

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// An observed element; dropping it ends the observation.
pub struct Sized {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut(Array)>,
}

impl Sized {
    /// Calls back with the width and height of an element that has no padding and no border, in CSS pixels,
    /// now and at each change. Now, since an observer in a frame that nobody sees is told nothing.
    pub fn of(element: &Element, mut callback: impl FnMut(f64, f64) + 'static) -> Option<Self> {
        let rect = element.get_bounding_client_rect();
        callback(rect.width(), rect.height());
        let closure = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let last = entries
                .iter()
                .last()
                .and_then(|entry| entry.dyn_into::<ResizeObserverEntry>().ok());
            if let Some(entry) = last {
                let rect = entry.content_rect();
                callback(rect.width(), rect.height());
            }
        });
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _closure: closure })
    }
}

impl Drop for Sized {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
