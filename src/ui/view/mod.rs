//! What the page is made of: elements, built once by calls of one type each, and what in them
//! follows the state. Reactivity, components and their props are Leptos'; its typed views are
//! not used, for they are code anew at every place (docs/decisions/views.md). `view!` writes
//! these calls from markup.

mod attribute;
mod element;
mod list;
mod live;
mod reference;

use wasm_bindgen::JsCast;
use web_sys::{Document, Node};

pub use attribute::{Attribute, Value};
pub use element::Element;
pub use list::entries;
pub use live::{keep, when};
pub use reference::NodeRef;

/// Something to show: nodes that are not yet in the page, or nothing.
pub struct View(Option<Node>);

/// What the children of an element or a component can be.
pub trait IntoView {
    fn into_view(self) -> View;
}

/// What a component was given between its tags.
pub type Children = Box<dyn Fn() -> View>;

/// Nodes one after the other.
pub fn together(views: Vec<View>) -> View {
    let frame = document().create_document_fragment();
    for view in views {
        view.append_to(&frame);
    }
    View(Some(frame.unchecked_into()))
}

/// Puts what a component shows at the end of the page's body, for good.
pub fn mount(component: impl FnOnce() -> View) {
    // An error says that something started it before.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = leptos::prelude::Owner::new();
    let view = owner.with(component);
    if let Some(body) = document().body() {
        view.append_to(&body);
    }
    std::mem::forget(owner);
}

/// Shows something in an element that is already on the page, in place of what was there.
pub fn fill(element: &web_sys::Element, view: View) {
    element.set_text_content(None);
    view.append_to(element);
}

impl View {
    fn append_to(self, parent: &Node) {
        if let Some(node) = self.0 {
            // Refused only where a node would hold itself.
            let _ = parent.append_child(&node);
        }
    }
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for &str {
    fn into_view(self) -> View {
        View(Some(document().create_text_node(self).unchecked_into()))
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        self.as_str().into_view()
    }
}

impl IntoView for usize {
    fn into_view(self) -> View {
        self.to_string().into_view()
    }
}

impl<T: IntoView> IntoView for Option<T> {
    fn into_view(self) -> View {
        self.map_or(View(None), IntoView::into_view)
    }
}

impl<T: IntoView> IntoView for Vec<T> {
    fn into_view(self) -> View {
        together(self.into_iter().map(IntoView::into_view).collect())
    }
}

impl<V: IntoView, F: FnMut() -> V + 'static> IntoView for F {
    fn into_view(mut self) -> View {
        live::part(Box::new(move || self().into_view()))
    }
}

/// Several of something, shown one after the other.
pub trait CollectView {
    fn collect_view(self) -> View;
}

impl<I: IntoIterator<Item: IntoView>> CollectView for I {
    fn collect_view(self) -> View {
        together(self.into_iter().map(IntoView::into_view).collect())
    }
}

/// The page's document.
///
/// # Panics
/// Never in a browser's window, the only place where views are made.
fn document() -> Document {
    leptos::prelude::document()
}
