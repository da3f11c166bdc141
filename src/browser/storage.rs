//! The browser's own storage, which may be blocked: then nothing is found and nothing kept.

use gloo_storage::{LocalStorage, Storage};

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
fn is_open() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}
