//! Whether the page is kept on this device, as its starter says it in the document.

use super::listening::Listening;

/// The state's words; empty while nothing is known. `public/offline.js` lists them.
pub fn state() -> String {
    web_sys::window()
        .and_then(|window| window.document()?.document_element()?.get_attribute("data-offline"))
        .unwrap_or_default()
}

/// Calls back whenever the state changes, until the guard is dropped.
pub fn on_change(mut changed: impl FnMut() + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    Some(Listening::to(&window, "khipu-offline", true, move |_| changed()))
}
