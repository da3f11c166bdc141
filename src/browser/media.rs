//! What the reader's system asks for: colours, motion, width, language.

use wasm_bindgen::JsCast;
use web_sys::MediaQueryList;

use super::listening::Listening;

/// Whether a media query holds now.
pub fn matches(query: &str) -> bool {
    list(query).is_some_and(|list| list.matches())
}

/// Whether the reader asks for less motion.
pub fn wants_less_motion() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// Calls back whenever a media query begins or ceases to hold.
pub fn on_change(query: &str, mut callback: impl FnMut(bool) + 'static) -> Option<Listening> {
    let list = list(query)?;
    let target = list.clone();
    Some(Listening::to(list.unchecked_ref(), "change", true, move |_| callback(target.matches())))
}

/// The reader's languages, the dearest first, as BCP 47 tags.
pub fn languages() -> Vec<String> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

fn list(query: &str) -> Option<MediaQueryList> {
    web_sys::window()?.match_media(query).ok()?
}

/// How wide the page is without the bar that scrolls it, in CSS pixels.
pub fn width_px() -> f64 {
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    root.map(|root| f64::from(root.client_width())).unwrap_or_default()
}
