//! Parts of the page that follow the state.

use leptos::prelude::{RenderEffect, StoredValue};
use wasm_bindgen::JsCast;
use web_sys::Node;

use super::{IntoView, View, document, together};
use crate::state::Memo;

/// Does something now, and again whenever what it read changes, until the calling component or
/// part of the page goes.
pub fn follow(act: impl FnMut() + 'static) {
    followed(Box::new(act));
}

fn followed(mut act: Box<dyn FnMut()>) {
    keep(RenderEffect::new(move |_| act()));
}

/// Keeps something, a listener say, until the calling component or part of the page goes.
pub fn keep<T: 'static>(what: T) {
    StoredValue::new_local(what);
}

/// A part that stands only while a condition holds, and stays as it is as long as it does.
pub fn when<V: IntoView>(
    holds: impl Fn() -> bool + Send + Sync + 'static,
    of: impl Fn() -> V + 'static,
) -> View {
    let holds = Memo::new(move |_| holds());
    part(Box::new(move || if holds.get() { of().into_view() } else { View(None) }))
}

/// A part that is made anew whenever what it read changes.
pub(super) fn part(mut of: Box<dyn FnMut() -> View>) -> View {
    let (start, end) = (mark(), mark());
    let frame = together(vec![View(Some(start.clone())), View(Some(end.clone()))]);
    follow(move || {
        let now = of();
        // A text that takes a text's place is written into it: nothing round it is made anew.
        let old = start.next_sibling().filter(|old| old.next_sibling().as_ref() == Some(&end));
        if let (Some(old), Some(new)) = (old, &now.0)
            && [old.node_type(), new.node_type()] == [Node::TEXT_NODE; 2]
        {
            old.set_text_content(new.text_content().as_deref());
            return;
        }
        while let Some(old) = start.next_sibling().filter(|old| *old != end) {
            remove(&old);
        }
        put(now, &end);
    });
    frame
}

/// A node that is not seen and marks a place.
pub(super) fn mark() -> Node {
    document().create_comment("").unchecked_into()
}

/// Puts what is to be shown before a node.
pub(super) fn put(view: View, before: &Node) {
    if let (Some(node), Some(parent)) = (view.0, before.parent_node()) {
        // Refused only where a node would hold itself.
        let _ = parent.insert_before(&node, Some(before));
    }
}

/// Takes a node out of the page.
pub(super) fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        // Refused only where the parent is another.
        let _ = parent.remove_child(node);
    }
}
