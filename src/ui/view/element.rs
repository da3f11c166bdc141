//! An element while it is built.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, convert::FromWasmAbi};
use web_sys::{HtmlElement, Node};

use super::{Attribute, IntoView, NodeRef, Value, View, attribute::Target, document};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element of the page.
pub struct Element(web_sys::Element);

impl Element {
    /// A new element of HTML.
    ///
    /// # Panics
    /// When the name is none of an element's, which `view!` does not let happen.
    pub fn html(name: &'static str) -> Self {
        Self(document().create_element(name).expect("an element's name"))
    }

    /// A new element of SVG.
    ///
    /// # Panics
    /// When the name is none of an element's, which `view!` does not let happen.
    pub fn svg(name: &'static str) -> Self {
        Self(document().create_element_ns(Some(SVG), name).expect("an element's name"))
    }

    /// Gives the element an attribute.
    pub fn attribute(self, name: &'static str, value: impl Attribute) -> Self {
        value.give(&self.0, Target::Attribute(name));
        self
    }

    /// Gives the element a class while a condition holds.
    pub fn class(self, name: &'static str, holds: impl Attribute) -> Self {
        holds.give(&self.0, Target::Class(name));
        self
    }

    /// Gives the element a property of its style.
    pub fn style(self, name: &'static str, value: impl Attribute) -> Self {
        value.give(&self.0, Target::Style(name));
        self
    }

    /// Sets a property of the element's object, as a field's value or whether it is checked.
    pub fn property(self, name: &'static str, value: impl Attribute) -> Self {
        value.give(&self.0, Target::Property(name));
        self
    }

    /// Calls something whenever an event happens at the element.
    pub fn on<E>(self, name: &'static str, handler: impl FnMut(E) + 'static) -> Self
    where
        E: FromWasmAbi + 'static,
    {
        let handler: Box<dyn FnMut(E)> = Box::new(handler);
        // The browser lets go of it with the element.
        listen(&self.0, name, &Closure::wrap(handler).into_js_value());
        self
    }

    /// Remembers the element.
    pub fn held<E: JsCast + 'static>(self, reference: NodeRef<E>) -> Self {
        reference.hold(&self.0);
        self
    }

    /// Adds what stands in the element.
    pub fn child(self, child: impl IntoView) -> Self {
        child.into_view().append_to(&self.0);
        self
    }
}

impl IntoView for Element {
    fn into_view(self) -> View {
        View(Some(Node::from(self.0)))
    }
}

fn listen(element: &web_sys::Element, name: &str, handler: &JsValue) {
    // Never refused: the handler is a function.
    let _ = element.add_event_listener_with_callback(name, handler.unchecked_ref());
}

/// Makes a part of an element what it should be.
pub(super) fn set(element: &web_sys::Element, target: Target, value: &Value) {
    let text = match value {
        Value::Text(text) => text,
        Value::No | Value::Yes => "",
    };
    let is = *value != Value::No;
    // None of these is refused for the names that a view is written with.
    match target {
        Target::Attribute(name) if is => drop(element.set_attribute(name, text)),
        Target::Attribute(name) => drop(element.remove_attribute(name)),
        Target::Class(name) => drop(element.class_list().toggle_with_force(name, is)),
        Target::Style(name) => {
            drop(element.unchecked_ref::<HtmlElement>().style().set_property(name, text));
        }
        Target::Property(name) => {
            let value = match value {
                Value::Text(text) => JsValue::from_str(text),
                Value::No | Value::Yes => JsValue::from_bool(is),
            };
            drop(Reflect::set(element, &JsValue::from_str(name), &value));
        }
    }
}
