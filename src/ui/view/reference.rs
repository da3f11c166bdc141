//! A way to an element from beside its view.

use std::marker::PhantomData;

use leptos::prelude::{Get, GetUntracked, LocalStorage, RwSignal, Set};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Where a view's element is found once it is made.
pub struct NodeRef<E>(RwSignal<Option<Element>, LocalStorage>, PhantomData<fn() -> E>);

impl<E> Clone for NodeRef<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for NodeRef<E> {}

impl<E: JsCast> NodeRef<E> {
    pub fn new() -> Self {
        Self(RwSignal::new_local(None), PhantomData)
    }

    pub(super) fn hold(self, element: &Element) {
        self.0.set(Some(element.clone()));
    }

    /// The element, followed.
    pub fn get(self) -> Option<E> {
        self.0.get().map(JsCast::unchecked_into)
    }

    /// The element as it is now; nothing after its owner is gone.
    pub fn get_untracked(self) -> Option<E> {
        self.0.try_get_untracked().flatten().map(JsCast::unchecked_into)
    }
}
