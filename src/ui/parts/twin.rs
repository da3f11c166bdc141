//! The elements beside a drawing for keyboard and screen reader: a row of buttons, one of which
//! the Tab key reaches; the arrow keys go among them. What has the focus is shown in the drawing.

use crate::ui::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::Pace;
use crate::{
    browser::focus,
    core::{model::Row, scene::Target},
};

/// One thing of a drawing in words.
#[derive(Clone, Debug, PartialEq)]
pub struct TwinItem {
    /// What picking it means.
    pub target: Target,
    /// What it is called.
    pub label: String,
    /// Whether it is chosen, for what can be.
    pub pressed: Option<bool>,
}

/// A drawing's twin.
#[expect(clippy::too_many_lines, reason = "one button, what it tells, and where its keys lead")]
#[component]
pub fn Twin(
    /// The group's id.
    id: &'static str,
    /// What the group is called.
    label: &'static str,
    /// Follows whatever the items follow from; they are asked for anew once that rests.
    #[prop(into)]
    follow: Callback<()>,
    /// Its items in reading order.
    #[prop(into)]
    made: Callback<(), Vec<TwinItem>>,
    /// Told what has the focus now, if anything.
    on_focus: Callback<Option<Target>>,
    /// Told what was picked.
    on_pick: Callback<Target>,
    /// Where an arrow key leads from an item, for drawings with more than one row.
    #[prop(optional)]
    beside: Option<Callback<(Target, String), Option<Target>>>,
) -> impl IntoView {
    let items = RwSignal::new(Vec::<TwinItem>::new());
    let pace = Pace::new(u32::MAX, move || items.set(made.run(()))).late();
    effect(move || {
        follow.run(());
        pace.moved();
    });
    let reached = RwSignal::new(None::<Target>);
    let reachable = move || {
        let (items, reached) = (items.read(), reached.get());
        let is = |item: &&TwinItem| Some(&item.target) == reached.as_ref();
        // What was reached may since have parted, or merged with what lay near.
        let holds = |item: &&TwinItem| {
            let first = reached.as_ref().and_then(|target| events(target).first());
            first.is_some_and(|row| events(&item.target).contains(row))
        };
        let item = items.iter().find(is).or_else(|| items.iter().find(holds));
        item.or(items.first()).map(|item| item.target.clone())
    };
    // A button that changes is made anew; if it has the focus, the new one is given it.
    let group = NodeRef::<web_sys::HtmlElement>::new();
    let listed = move || {
        let items = items.get();
        if let Some(group) = group.get_untracked() {
            focus::held_in(&group, "[tabindex='0']");
        }
        items
    };
    let go = move |from: Target, key: &str, group: &HtmlElement| {
        // Who goes on does not wait until the drawing rests.
        let is_behind = pace.catch_up();
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
        let group = group.clone();
        let focus = move || {
            let button = group.children().item(to as u32)?.dyn_into::<HtmlElement>().ok()?;
            // A button that refuses the focus leaves it where it is.
            button.focus().ok()
        };
        if !is_behind {
            return focus();
        }
        request_animation_frame(move || {
            let _ = focus();
        });
        Some(())
    };
    let button = move |item: TwinItem| {
        let (key_target, focus_target, pick_target) =
            (item.target.clone(), item.target.clone(), item.target.clone());
        let tab_target = item.target.clone();
        view! {
            <button
                type="button"
                tabindex=move || if reachable().as_ref() == Some(&tab_target) { "0" } else { "-1" }
                aria-pressed=item.pressed.map(|pressed| pressed.to_string())
                on:focus=move |_| {
                    reached.set(Some(focus_target.clone()));
                    on_focus.run(Some(focus_target.clone()));
                }
                on:blur=move |_| on_focus.run(None)
                on:click=move |_| on_pick.run(pick_target.clone())
                on:keydown=move |event| {
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
                }
            >
                {item.label}
            </button>
        }
    };
    view! {
        <div
            class="unseen"
            id=id
            role="group"
            aria-label=label
            aria-busy=move || pace.behind.get().to_string()
            node_ref=group
        >
            {entries(
                listed,
                key,
                button,
            )}
        </div>
    }
}

/// The events that a target stands for.
fn events(target: &Target) -> &[Row] {
    match target {
        Target::Event(row) => std::slice::from_ref(row),
        Target::Cluster(rows) => rows,
        _ => &[],
    }
}

/// What tells an item from the others, and from itself when it changes.
fn key(item: &TwinItem) -> String {
    let rows = match &item.target {
        Target::Event(row) | Target::Area(row) | Target::Lane(row) => std::slice::from_ref(row),
        Target::Cluster(rows) | Target::Places(rows) => rows.as_slice(),
        Target::Stretch { .. }
        | Target::WindowStart
        | Target::WindowEnd
        | Target::Window
        | Target::Cursor => &[],
    };
    let mut key = item.label.clone();
    for row in rows {
        key.push(' ');
        key.push_str(&row.to_string());
    }
    key.push(if item.pressed == Some(true) { '+' } else { '-' });
    key
}
