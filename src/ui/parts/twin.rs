//! The elements beside a drawing for keyboard and screen reader: a row of buttons, one of which
//! the Tab key reaches; the arrow keys go among them. What has the focus is shown in the drawing.

use super::erased::{clicked, entries, focused, keyed, live};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::core::scene::Target;

/// One thing of a drawing in words.
#[derive(Clone, Debug, PartialEq)]
pub struct TwinItem {
    pub target: Target,
    pub label: String,
    /// Whether it is chosen, for what can be.
    pub pressed: Option<bool>,
}

/// A drawing's twin.
#[component]
pub fn Twin(
    /// What the group is called.
    label: &'static str,
    /// Its items in reading order.
    #[prop(into)]
    items: Signal<Vec<TwinItem>>,
    /// Told what has the focus now, if anything.
    on_focus: Callback<Option<Target>>,
    /// Told what was picked.
    on_pick: Callback<Target>,
    /// Where an arrow key leads from an item, for drawings with more than one row.
    #[prop(optional)]
    beside: Option<Callback<(Target, String), Option<Target>>>,
) -> impl IntoView {
    let reached = RwSignal::new(None::<Target>);
    let reachable = move || {
        let items = items.read();
        let known = reached.get().filter(|target| items.iter().any(|item| item.target == *target));
        known.or_else(|| items.first().map(|item| item.target.clone()))
    };
    let go = move |from: Target, key: &str, group: &HtmlElement| {
        let items = items.read_untracked();
        let at = items.iter().position(|item| item.target == from)?;
        let own = beside.and_then(|beside| beside.run((from, key.to_owned())));
        let to = match key {
            "Home" => 0,
            "End" => items.len().saturating_sub(1),
            _ => match own {
                Some(target) => items.iter().position(|item| item.target == target)?,
                None if beside.is_some() => return None,
                None if matches!(key, "ArrowRight" | "ArrowDown") => at + 1,
                None => at.checked_sub(1)?,
            },
        };
        let target = items.get(to)?.target.clone();
        drop(items);
        reached.set(Some(target));
        let button = group.children().item(to as u32)?.dyn_into::<HtmlElement>().ok()?;
        // A button that refuses the focus leaves it where it is.
        button.focus().ok()
    };
    let button = move |item: TwinItem| {
        let (key_target, focus_target, pick_target) =
            (item.target.clone(), item.target.clone(), item.target.clone());
        let tab_target = item.target.clone();
        view! {
            <button
                type="button"
                tabindex=live(move || if reachable().as_ref() == Some(&tab_target) { "0" } else { "-1" })
                aria-pressed=item.pressed.map(|pressed| pressed.to_string())
                on:focus=focused(move |_| {
                    reached.set(Some(focus_target.clone()));
                    on_focus.run(Some(focus_target.clone()));
                })
                on:blur=focused(move |_| on_focus.run(None))
                on:click=clicked(move |_| on_pick.run(pick_target.clone()))
                on:keydown=keyed(move |event| {
                    let key = event.key();
                    if !(key.starts_with("Arrow") || key == "Home" || key == "End") {
                        return;
                    }
                    event.prevent_default();
                    event.stop_propagation();
                    let group = event
                        .current_target()
                        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
                        .and_then(|button| button.parent_element())
                        .and_then(|parent| parent.dyn_into::<HtmlElement>().ok());
                    if let Some(group) = group {
                        let _ = go(key_target.clone(), &key, &group);
                    }
                })
            >
                {item.label}
            </button>
        }
    };
    view! {
        <div class="unseen" role="group" aria-label=label>
            {entries(
                move || items.get(),
                key,
                button,
            )}
        </div>
    }
}

/// What tells an item from the others, and from itself when it changes.
fn key(item: &TwinItem) -> String {
    let rows = match &item.target {
        Target::Event(row) | Target::Area(row) | Target::Lane(row) => std::slice::from_ref(row),
        Target::Cluster(rows) => rows.as_slice(),
        Target::WindowStart | Target::WindowEnd | Target::Window | Target::Cursor => &[],
    };
    let mut key = item.label.clone();
    for row in rows {
        key.push(' ');
        key.push_str(&row.to_string());
    }
    key.push(if item.pressed == Some(true) { '+' } else { '-' });
    key
}
