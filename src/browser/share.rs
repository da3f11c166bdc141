//! The system's own way to pass an address on, where there is one.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

fn method() -> Option<(JsValue, Function)> {
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let share = Reflect::get(&navigator, &"share".into()).ok()?.dyn_into().ok()?;
    Some((navigator, share))
}

/// Whether there is one.
pub fn is_there() -> bool {
    method().is_some()
}

/// Offers an address under a title.
pub fn offer(title: &str, address: &str) {
    let data = Object::new();
    // A plain object takes any key.
    let _ = Reflect::set(&data, &"title".into(), &title.into());
    let _ = Reflect::set(&data, &"url".into(), &address.into());
    if let Some((navigator, share)) = method() {
        // A reader who changes their mind is no error.
        if let Ok(promise) = share.call1(&navigator, &data)
            && let Ok(promise) = promise.dyn_into::<js_sys::Promise>()
        {
            wasm_bindgen_futures::spawn_local(async move {
                let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
            });
        }
    }
}
