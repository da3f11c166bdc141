//! The address: its fragment, the history of it, and steps back and forward.

use wasm_bindgen::JsValue;
use web_sys::Location;

use super::listening::Listening;

/// What stands after `#`, as it stands there.
pub fn fragment() -> String {
    let hash = location().and_then(|location| location.hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').unwrap_or_default().to_owned()
}

/// The whole address of the page with a fragment: of the page by itself, as whoever gets the address
/// opens it, whatever the options of the frame it stands in. Of a record of the reader's own it says which.
pub fn href_with(fragment: &str) -> String {
    let href = location().and_then(|location| location.href().ok()).unwrap_or_default();
    let page = href.split('#').next().unwrap_or_default();
    let (page, options) = page.split_once('?').unwrap_or((page, ""));
    let is_record = |option: &&str| ["record=", "own="].iter().any(|key| option.starts_with(key));
    let record = options.split('&').find(is_record);
    let query = record.map(|record| format!("?{record}")).unwrap_or_default();
    let mark = if fragment.is_empty() { "" } else { "#" };
    format!("{page}{query}{mark}{fragment}")
}

/// The address of the page with options for a frame, which are none of `href_with`'s.
pub fn href_framed(options: &str, fragment: &str) -> String {
    let plain = href_with("");
    let mark = if plain.contains('?') { "&" } else { "?" };
    format!("{plain}{mark}{options}#{fragment}")
}

/// Gives this view an entry of its own in the history.
pub fn push(fragment: &str) {
    if let Some((history, address)) = target(fragment) {
        // A sandboxed frame may refuse; the view itself does not depend on its address.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
        tell();
    }
}

/// Puts this view in the place of the history's newest entry.
pub fn replace(fragment: &str) {
    if let Some((history, address)) = target(fragment) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
        tell();
    }
}

/// Marks the document while its address is behind what it shows.
pub fn mark_behind(is: bool) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        // An attribute of this name is always taken.
        let _ = if is {
            root.set_attribute("data-address", "behind")
        } else {
            root.remove_attribute("data-address")
        };
    }
}

/// What says that the address was written, to whoever else follows it.
const WRITTEN: &str = "khipu-address";

fn tell() {
    let event = web_sys::Event::new(WRITTEN).ok();
    if let Some((window, event)) = web_sys::window().zip(event) {
        // Refused only for an event that is on its way already.
        let _ = window.dispatch_event(&event);
    }
}

/// Calls back with the fragment when the page's other program has written the address.
pub fn on_written(mut callback: impl FnMut(String) + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    Some(Listening::to(&window, WRITTEN, true, move |_| callback(fragment())))
}

/// Calls back with the fragment when the reader steps through the history or types an address.
pub fn on_change(mut callback: impl FnMut(String) + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    Some(Listening::to(&window, "popstate", true, move |_| callback(fragment())))
}

fn location() -> Option<Location> {
    web_sys::window().map(|window| window.location())
}

fn target(fragment: &str) -> Option<(web_sys::History, String)> {
    let window = web_sys::window()?;
    let location = window.location();
    let path = location.pathname().ok()? + &location.search().ok()?;
    let mark = if fragment.is_empty() { "" } else { "#" };
    Some((window.history().ok()?, format!("{path}{mark}{fragment}")))
}
