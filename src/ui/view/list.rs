//! Lists whose entries stay in the page while their keys stay in the list.

use std::rc::Rc;

use leptos::prelude::{Owner, untrack};
use web_sys::Node;

use super::{
    IntoView, View,
    live::{follow, mark, put, remove},
    together,
};
use crate::browser::focus;

/// How an entry is made.
type Made = Box<dyn FnOnce() -> View>;

/// An entry in the page.
struct Entry {
    key: String,
    /// What the entry is; entries are one element each.
    node: Node,
    /// Holds what in the entry follows the state.
    owner: Owner,
}

/// A list that follows what it reads. Each entry shows one element.
pub fn entries<T: 'static, V: IntoView + 'static>(
    each: impl Fn() -> Vec<T> + 'static,
    key: fn(&T) -> String,
    of: impl Fn(T) -> V + 'static,
) -> View {
    let of = Rc::new(of);
    list(Box::new(move || {
        let entry = |item: T| -> (String, Made) {
            let (key, of) = (key(&item), Rc::clone(&of));
            (key, Box::new(move || of(item).into_view()))
        };
        each().into_iter().map(entry).collect()
    }))
}

fn list(each: Box<dyn Fn() -> Vec<(String, Made)>>) -> View {
    let end = mark();
    let frame = together(vec![View(Some(end.clone()))]);
    let parent = Owner::new();
    let mut shown: Vec<Entry> = Vec::new();
    follow(move || {
        let wanted = each();
        // Entries that stay may be put elsewhere.
        focus::held();
        let mut before = std::mem::take(&mut shown);
        for (key, made) in wanted {
            let at = before.iter().position(|entry| entry.key == key);
            let entry = at.map(|at| before.remove(at));
            shown.extend(entry.or_else(|| made_under(&parent, key, made)));
        }
        for entry in before {
            remove(&entry.node);
            entry.owner.cleanup();
        }
        let mut next = end.clone();
        for entry in shown.iter().rev() {
            if entry.node.next_sibling().as_ref() != Some(&next) {
                put(View(Some(entry.node.clone())), &next);
            }
            next = entry.node.clone();
        }
    });
    frame
}

fn made_under(parent: &Owner, key: String, made: Made) -> Option<Entry> {
    let owner = parent.child();
    let node = owner.with(|| untrack(made)).0?;
    Some(Entry { key, node, owner })
}
