//! Lets the browser draw and answer between two parts of long work.

use js_sys::{Function, Promise};
use wasm_bindgen_futures::JsFuture;

/// Comes back in a task of its own.
pub async fn pause() {
    pause_for(0).await;
}

/// Comes back after so many milliseconds, or a little later.
pub async fn pause_for(ms: i32) {
    let promise = Promise::new(&mut |resolve: Function, _| {
        if let Some(window) = web_sys::window() {
            // A browser that sets no timer has no page any more.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        }
    });
    // The promise is only ever resolved.
    let _ = JsFuture::from(promise).await;
}
