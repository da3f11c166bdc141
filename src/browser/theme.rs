//! The colours the reader chose, and what the document is called.

use web_sys::Element;

use super::storage;
use crate::core::query::Theme;

const KEY: &str = "theme";
const ATTRIBUTE: &str = "data-theme";

/// The choice kept; nothing where the reader follows the system.
pub fn chosen() -> Option<Theme> {
    match storage::get(KEY).as_deref() {
        Some("light") => Some(Theme::Light),
        Some("dark") => Some(Theme::Dark),
        _ => None,
    }
}

/// Shows the page in the chosen colours and keeps the choice.
pub fn choose(theme: Option<Theme>) {
    let Some(root) = root() else { return };
    let name = match theme {
        Some(Theme::Light) => "light",
        Some(Theme::Dark) => "dark",
        None => {
            storage::remove(KEY);
            let _ = root.remove_attribute(ATTRIBUTE);
            return;
        }
    };
    storage::set(KEY, name);
    let _ = root.set_attribute(ATTRIBUTE, name);
}

/// Names the document and the language it is in.
pub fn document(title: &str, tag: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", tag);
        root.owner_document().into_iter().for_each(|document| document.set_title(title));
    }
}

/// The record that the page itself names as its own.
pub fn record() -> Option<String> {
    root()?.get_attribute("data-record").filter(|name| !name.is_empty())
}

/// Marks the document as showing the record.
pub fn ready() {
    if let Some(root) = root() {
        let _ = root.set_attribute("data-ready", "true");
        let _ = root.remove_attribute("data-failed");
    }
}

/// Marks the document as one that could not open its record.
pub fn failed() {
    if let Some(root) = root() {
        let _ = root.set_attribute("data-failed", "true");
    }
}

/// Calls back once the page's own letters have arrived; canvases do not wait for them.
pub fn on_fonts(arrived: impl FnOnce() + 'static) {
    let ready = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.fonts().ready().ok());
    if let Some(ready) = ready {
        wasm_bindgen_futures::spawn_local(async move {
            if wasm_bindgen_futures::JsFuture::from(ready).await.is_ok() {
                arrived();
            }
        });
    }
}

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}
