//! Handlers and changing values of one type each. Leptos makes code for every type of closure it
//! is given; through these, the page holds one copy of it (docs/decisions/wasm-size.md).

use leptos::prelude::*;
use web_sys::{Event, FocusEvent, KeyboardEvent, MouseEvent};

use crate::browser::focus;

/// A handler of an event of one type.
type Handler<E> = Box<dyn FnMut(E)>;

/// What a click does.
pub fn clicked(handler: impl FnMut(MouseEvent) + 'static) -> Handler<MouseEvent> {
    Box::new(handler)
}

/// What a key does.
pub fn keyed(handler: impl FnMut(KeyboardEvent) + 'static) -> Handler<KeyboardEvent> {
    Box::new(handler)
}

/// What coming to or leaving an element does.
pub fn focused(handler: impl FnMut(FocusEvent) + 'static) -> Handler<FocusEvent> {
    Box::new(handler)
}

/// What a change, an input, a scroll or a closing does.
pub fn happened(handler: impl FnMut(Event) + 'static) -> Handler<Event> {
    Box::new(handler)
}

/// A text that follows what it reads.
pub fn live<T: Into<String>>(of: impl Fn() -> T + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(move || of().into())
}

/// A yes or no that follows what it reads.
pub fn flag(of: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(of)
}

/// A part of the page that is made anew when what it reads changes.
pub fn part<V: IntoView + 'static>(
    mut of: impl FnMut() -> V + Send + 'static,
) -> Box<dyn FnMut() -> AnyView + Send> {
    Box::new(move || of().into_any())
}

/// A part of the page that stands only while a condition holds.
pub fn when<V: IntoView + 'static>(
    holds: impl Fn() -> bool + Send + Sync + 'static,
    mut of: impl FnMut() -> V + Send + 'static,
) -> AnyView {
    standing(flag(holds), Box::new(move || of().into_any()))
}

fn standing(holds: Signal<bool>, mut of: Box<dyn FnMut() -> AnyView + Send>) -> AnyView {
    let holds = Memo::new(move |_| holds.get());
    let shown: Box<dyn FnMut() -> AnyView + Send> =
        Box::new(move || if holds.get() { of() } else { ().into_any() });
    shown.into_any()
}

/// An entry of a list: what tells it from others, and how it is made.
type Entry = (String, std::sync::Arc<dyn Fn() -> AnyView + Send + Sync>);

/// A list whose entries stay in the page while their keys stay in the list.
pub fn entries<T: Send + Sync + Clone + 'static, V: IntoView + 'static>(
    each: impl Fn() -> Vec<T> + Send + Sync + 'static,
    key: fn(&T) -> String,
    of: impl Fn(T) -> V + Send + Sync + 'static,
) -> AnyView {
    let of = std::sync::Arc::new(of);
    list(Signal::derive(move || {
        let entry = |item: T| -> Entry {
            let (key, of) = (key(&item), of.clone());
            (key, std::sync::Arc::new(move || of(item.clone()).into_any()))
        };
        each().into_iter().map(entry).collect()
    }))
}

fn list(entries: Signal<Vec<Entry>>) -> AnyView {
    // Entries that stay may be put elsewhere.
    let each = move || {
        focus::held();
        entries.get()
    };
    view! {
        <For each key=|entry| entry.0.clone() children=|entry| (entry.1)() />
    }
    .into_any()
}
