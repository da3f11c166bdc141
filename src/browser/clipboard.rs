//! The clipboard.

use wasm_bindgen_futures::JsFuture;

/// Puts a text on the clipboard and says afterwards whether it is there.
pub fn write(text: String, done: impl FnOnce(bool) + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        let Some(window) = web_sys::window() else { return done(false) };
        // Pages that are not served securely have no clipboard at all.
        if !window.is_secure_context() {
            return done(false);
        }
        let written = JsFuture::from(window.navigator().clipboard().write_text(&text)).await;
        done(written.is_ok());
    });
}
