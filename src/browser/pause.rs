//! Lets the browser draw and answer between two parts of long work.

use js_sys::{Function, Promise};
use wasm_bindgen_futures::JsFuture;

/// Comes back in a task of its own.
pub async fn pause() {
    let promise = Promise::new(&mut |resolve: Function, _| {
        if let Some(window) = web_sys::window() {
            // A browser that sets no timer has no page any more.
            let _ = window.set_timeout_with_callback(&resolve);
        }
    });
    // The promise is only ever resolved.
    let _ = JsFuture::from(promise).await;
}
