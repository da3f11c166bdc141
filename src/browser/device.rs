//! What only the device knows: the time, chance, and whether it keeps what it was given.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use crate::core::{notes::Moment, time::Day};

/// Milliseconds since 1970.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Whether the page stands in a frame without an origin, which may be kept from handing files over.
pub fn is_without_origin() -> bool {
    web_sys::window().is_some_and(|window| window.origin() == "null")
}

/// Asks for paper; a frame may be kept from that too.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // There is nobody to tell.
        let _ = window.print();
    }
}

/// The day of an instant on the reader's clock.
pub fn local_day(at: Moment) -> Day {
    let date = js_sys::Date::new(&JsValue::from_f64(at.ms() as f64));
    let behind_ms = date.get_timezone_offset() as i64 * 60_000;
    Moment::from_ms(at.ms() - behind_ms).day()
}

/// Twenty letters and digits at random, one of 10^31.
pub fn new_id() -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut bytes = [0_u8; 20];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    // Never refused for so few.
    let drawn = crypto.is_some_and(|it| it.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !drawn {
        bytes = bytes.map(|_| (js_sys::Math::random() * 256.0) as u8);
    }
    let letter = |byte: u8| LETTERS.get(usize::from(byte) % LETTERS.len()).copied();
    bytes.into_iter().filter_map(letter).map(char::from).collect()
}

/// Asks the browser to keep what this origin has, also when room gets short. What it answers changes
/// nothing: notes are handed on as files either way.
pub fn persist() {
    let asked = web_sys::window().and_then(|window| {
        // Not there without a secure connection, and refused in a sandboxed frame.
        let storage = Reflect::get(&window.navigator(), &"storage".into()).ok()?;
        let persist = Reflect::get(&storage, &"persist".into()).ok()?;
        let promise = persist.dyn_ref::<js_sys::Function>()?.call0(&storage).ok()?;
        promise.dyn_into::<js_sys::Promise>().ok()
    });
    if let Some(asked) = asked {
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(asked).await;
        });
    }
}

/// Whether this browser forgets what pages keep after some days without a visit, as Safari does
/// after seven. Source: WebKit, Tracking Prevention in WebKit, "7-Day Cap on All Script-Writeable
/// Storage".
pub fn forgets() -> bool {
    let vendor = web_sys::window()
        .and_then(|window| Reflect::get(&window.navigator(), &"vendor".into()).ok())
        .and_then(|vendor| vendor.as_string());
    vendor.is_some_and(|vendor| vendor.starts_with("Apple"))
}

/// Does something while no other tab of this origin does anything under the same name; at once
/// where the browser has no locks.
pub fn alone(name: &str, act: impl FnOnce() + 'static) {
    let act = std::rc::Rc::new(std::cell::Cell::new(Some(act)));
    let held = std::rc::Rc::clone(&act);
    let done = Closure::once_into_js(move || {
        if let Some(act) = held.take() {
            act();
        }
    });
    let asked = web_sys::window().and_then(|window| {
        let locks = Reflect::get(&window.navigator(), &"locks".into()).ok()?;
        let request = Reflect::get(&locks, &"request".into()).ok()?;
        let request = request.dyn_ref::<js_sys::Function>()?;
        request.call2(&locks, &JsValue::from_str(name), &done).ok()
    });
    match asked.map(JsCast::dyn_into::<js_sys::Promise>) {
        // Refused in a sandboxed frame, which has nothing to share.
        Some(Ok(promise)) => wasm_bindgen_futures::spawn_local(async move {
            if JsFuture::from(promise).await.is_err()
                && let Some(act) = act.take()
            {
                act();
            }
        }),
        _ => {
            if let Some(act) = act.take() {
                act();
            }
        }
    }
}
