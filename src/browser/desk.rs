//! What the page's two programs say to each other through the document: the page's language, and
//! what the reader asks the second one for. `public/desk.js` passes the wishes on.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, MutationObserver, MutationObserverInit};

use super::listening::Listening;

/// What the reader asked for and has not got yet; asked once.
pub fn wish() -> Option<String> {
    let root = root()?;
    let wish = root.get_attribute("data-wish")?;
    // An attribute that is there can be taken away.
    let _ = root.remove_attribute("data-wish");
    Some(wish)
}

/// Calls back whenever the reader asks for something, until the guard is dropped.
pub fn on_wish(mut wished: impl FnMut() + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    Some(Listening::to(&window, "khipu-wish", true, move |_| wished()))
}

/// The language of the page, as its document says it.
pub fn language() -> String {
    root().and_then(|root| root.get_attribute("lang")).unwrap_or_default()
}

/// Watches a part of the document; dropping it ends that.
pub struct Watching {
    observer: MutationObserver,
    // Called as long as the observer is.
    _callback: Closure<dyn FnMut()>,
}

impl Watching {
    fn over(
        element: &Element,
        what: &MutationObserverInit,
        callback: impl FnMut() + 'static,
    ) -> Option<Self> {
        let callback = Closure::<dyn FnMut()>::new(callback);
        let observer = MutationObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe_with_options(element, what).ok()?;
        Some(Self { observer, _callback: callback })
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back whenever the page comes in another language.
pub fn on_language(changed: impl FnMut() + 'static) -> Option<Watching> {
    let what = MutationObserverInit::new();
    what.set_attribute_filter(&js_sys::Array::of1(&"lang".into()));
    Watching::over(&root()?, &what, changed)
}

/// The attribute of a place for what belongs to an event: its id.
pub const EVENT: &str = "data-desk-event";

/// Every place on the page for what belongs to an event, or to the timeline.
pub fn places() -> Vec<Element> {
    let document = web_sys::window().and_then(|window| window.document());
    let all = format!("[{EVENT}], [data-desk-dates]");
    let found = document.and_then(|it| it.query_selector_all(&all).ok());
    let Some(found) = found else { return Vec::new() };
    let element = |at| found.get(at).and_then(|node| node.dyn_into::<Element>().ok());
    (0..found.length()).filter_map(element).collect()
}

/// A line of its own over the page's views, anew; nothing while the page shows no record.
pub fn line(id: &str) -> Option<Element> {
    let document = web_sys::window()?.document()?;
    if let Some(before) = document.get_element_by_id(id) {
        before.remove();
    }
    let over = document.query_selector(".page__notices").ok()??;
    let line = document.create_element("div").ok()?;
    line.set_id(id);
    line.set_class_name("line");
    line.set_attribute("role", "status").ok()?;
    // It can be given the focus, where what had it is gone.
    line.set_attribute("tabindex", "-1").ok()?;
    over.prepend_with_node_1(&line).ok()?;
    Some(line)
}

/// Calls back whenever elements come to the page or go.
pub fn on_elements(changed: impl FnMut() + 'static) -> Option<Watching> {
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_subtree(true);
    Watching::over(web_sys::window()?.document()?.body()?.as_ref(), &what, changed)
}

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}
