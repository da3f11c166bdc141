//! The page on paper: when it is printed, and a place before all else that is on it.

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

/// An element at the page's beginning, as long as this is kept.
pub struct Head(Element);

impl Head {
    /// A new one of a class.
    pub fn new(class: &str) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let element = document.create_element("div").ok()?;
        element.set_class_name(class);
        document.body()?.prepend_with_node_1(&element).ok()?;
        Some(Self(element))
    }

    pub fn element(&self) -> &Element {
        &self.0
    }
}

impl Drop for Head {
    fn drop(&mut self) {
        self.0.remove();
    }
}
