//! Records of the reader's own, from files. `public/own.js` takes the files, holds them by their names
//! and says which is open; here is what the two programs ask of it and tell it.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Element, File};

use super::{listening::Listening, theme};

/// How the names of such files begin.
const OWN: &str = "own/";

/// Whether a record's name is that of a file of the reader's.
pub fn is_own(name: &str) -> bool {
    name.starts_with(OWN)
}

/// The file that an address stands for, whatever its ending; nothing for one of the page's own.
pub fn file(address: &str) -> Option<File> {
    let name = address.split('.').next()?;
    let file = Reflect::get(&held()?, &name.into()).ok()?;
    file.is_object().then(|| file.unchecked_into())
}

/// Calls back whenever another record is to be shown, until the guard is dropped.
pub fn on_opened(mut opened: impl FnMut() + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    Some(Listening::to(&window, "khipu-own", true, move |_| opened()))
}

/// Whether this page takes files: one in another page's frame does not.
pub fn is_here() -> bool {
    held().is_some()
}

/// The file of the record that is open, where it is one of the reader's own.
pub fn open() -> Option<File> {
    theme::record().filter(|name| is_own(name)).and_then(|name| file(&name))
}

/// The name of a file that the reader chose and that was not looked at yet; told once.
pub fn offered() -> Option<String> {
    let root = root()?;
    let name = root.get_attribute("data-offered")?;
    // An attribute that is there can be taken away.
    let _ = root.remove_attribute("data-offered");
    Some(name)
}

/// Calls back whenever the reader chose a file, until the guard is dropped.
pub fn on_offered(mut offered: impl FnMut() + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    Some(Listening::to(&window, "khipu-offered", true, move |_| offered()))
}

/// The id of a record that the address asked for and whose file is not here.
pub fn missing() -> Option<String> {
    root()?.get_attribute("data-missing")
}

/// Whether the open file is kept for a reload; nothing while that is not known.
pub fn is_kept() -> Option<bool> {
    root()?.get_attribute("data-own").map(|state| state == "kept")
}

/// Calls back once that is known, until the guard is dropped.
pub fn on_kept(mut known: impl FnMut() + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    Some(Listening::to(&window, "khipu-kept", true, move |_| known()))
}

/// Opens the file of a name as the record of an id.
pub fn take(name: &str, id: &str) {
    answer(format!("{name} {id}").trim_end());
}

/// Closes the open file and forgets what was kept of it.
pub fn close() {
    answer("");
}

fn answer(text: &str) {
    let init = CustomEventInit::new();
    init.set_detail(&text.into());
    let event = CustomEvent::new_with_event_init_dict("khipu-answer", &init).ok();
    if let Some((window, event)) = web_sys::window().zip(event) {
        // Refused only for an event that is on its way already.
        let _ = window.dispatch_event(&event);
    }
}

fn held() -> Option<JsValue> {
    let held = Reflect::get(&js_sys::global(), &"khipuOwn".into()).ok()?;
    held.is_object().then_some(held)
}

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}
