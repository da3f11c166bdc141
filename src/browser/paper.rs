//! The page on paper: when it is printed, and places before and after all else that is on it.

use web_sys::Element;

use super::listening::Listening;

/// Calls back with whether the page is about to be printed, or was.
pub fn on_print(printed: impl FnMut(bool) + Clone + 'static) -> Option<[Listening; 2]> {
    let window = web_sys::window()?;
    let (mut before, mut after) = (printed.clone(), printed);
    Some([
        Listening::to(&window, "beforeprint", true, move |_| before(true)),
        Listening::to(&window, "afterprint", true, move |_| after(false)),
    ])
}

/// An element of the page's body, as long as this is kept.
pub struct Sheet(Element);

impl Sheet {
    /// A new one of a class, before all else on the page or after it.
    pub fn new(class: &str, is_first: bool) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let element = document.create_element("div").ok()?;
        element.set_class_name(class);
        let body = document.body()?;
        let put = if is_first {
            body.prepend_with_node_1(&element)
        } else {
            body.append_with_node_1(&element)
        };
        put.ok().map(|()| Self(element))
    }

    pub fn element(&self) -> &Element {
        &self.0
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        self.0.remove();
    }
}
