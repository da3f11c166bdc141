//! What an attribute can be given: a text, a yes or no, or a closure that follows the state.

use std::borrow::Cow;

use web_sys::Element;

use super::{element, live::follow};

/// What an attribute, a class or a property is.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// Left out; a property is false.
    No,
    /// There, without a text; a property is true.
    Yes,
    Text(Cow<'static, str>),
}

/// What of an element is given a value.
#[derive(Clone, Copy)]
pub enum Target {
    Attribute(&'static str),
    Class(&'static str),
    Property(&'static str),
    Style(&'static str),
}

/// Whatever can stand behind the `=` of an attribute.
pub trait Attribute {
    fn give(self, element: &Element, target: Target);
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::No, Self::from)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        number.to_string().into()
    }
}

impl From<bool> for Value {
    fn from(is: bool) -> Self {
        if is { Self::Yes } else { Self::No }
    }
}

/// Values that stay as they are.
macro_rules! fixed {
    ($($type:ty),*) => {$(
        impl Attribute for $type {
            fn give(self, element: &Element, target: Target) {
                element::set(element, target, &self.into());
            }
        }
    )*};
}

fixed!(&'static str, String, Option<String>, usize, bool);

impl<T: Into<Value>, F: FnMut() -> T + 'static> Attribute for F {
    fn give(mut self, element: &Element, target: Target) {
        give_live(element, target, Box::new(move || self().into()));
    }
}

fn give_live(element: &Element, target: Target, mut value: Box<dyn FnMut() -> Value>) {
    let element = element.clone();
    let mut before = None;
    follow(move || {
        let now = value();
        if before.as_ref() != Some(&now) {
            element::set(&element, target, &now);
            before = Some(now);
        }
    });
}
