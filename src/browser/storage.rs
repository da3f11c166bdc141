//! The browser's own storage, which may be blocked: then nothing is found and nothing kept.

use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;

use super::listening::Listening;
use crate::core::notes::utf16_units;

/// What every key of ours begins with, so that other pages of the same origin keep theirs.
const PREFIX: &str = "khipu:";

/// What is kept under a key; nothing where there is nothing or storage is blocked.
pub fn get(key: &str) -> Option<String> {
    is_open().then(|| LocalStorage::raw().get_item(&format!("{PREFIX}{key}")).ok().flatten())?
}

/// Keeps a text under a key, and says whether it is kept.
pub fn set(key: &str, text: &str) -> bool {
    is_open() && LocalStorage::raw().set_item(&format!("{PREFIX}{key}"), text).is_ok()
}

/// Forgets what is kept under a key.
pub fn remove(key: &str) {
    if is_open() {
        LocalStorage::delete(format!("{PREFIX}{key}"));
    }
}

/// Whether storage answers: its getter throws in sandboxed frames, and gloo would panic then.
pub fn is_open() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

/// The keys of ours that begin so.
pub fn keys(prefix: &str) -> Vec<String> {
    all_keys()
        .iter()
        .filter_map(|key| key.strip_prefix(PREFIX))
        .filter(|key| key.starts_with(prefix))
        .map(str::to_owned)
        .collect()
}

fn all_keys() -> Vec<String> {
    if !is_open() {
        return Vec::new();
    }
    let storage = LocalStorage::raw();
    let count = storage.length().unwrap_or_default();
    (0..count).filter_map(|at| storage.key(at).ok().flatten()).collect()
}

/// Everything that is kept for this origin, ours and others': each key, and how many units of
/// UTF-16 it takes with its text.
pub fn sizes() -> Vec<(String, usize)> {
    let size = |key: String| {
        let text = LocalStorage::raw().get_item(&key).ok().flatten().unwrap_or_default();
        let units = utf16_units(&key) + utf16_units(&text);
        (key, units)
    };
    all_keys().into_iter().map(size).collect()
}

/// Calls back whenever another tab keeps something else under a key that begins so, until the guard
/// is dropped.
pub fn on_change(prefix: &str, mut changed: impl FnMut() + 'static) -> Option<Listening> {
    let prefix = format!("{PREFIX}{prefix}");
    let window = web_sys::window()?;
    Some(Listening::to(&window, "storage", true, move |event| {
        let of = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        if of.is_some_and(|key| key.starts_with(&prefix)) {
            changed();
        }
    }))
}
