//! The list: only the rows on screen, and a screen's worth about them, are in the page.

use crate::ui::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::row::EventRow;
use crate::{
    browser::{focus, listening::Listening},
    core::{
        i18n::{Plural, Word, day_long, day_medium, fill, plural, say},
        list::{DayList, Entry, Heights},
        query::Mask,
    },
    state::App,
    ui::parts::Pace,
};

/// What is drawn beyond the screen on either side, in CSS pixels.
const OVERSCAN_PX: f64 = 500.0;
/// What a row and a heading measure before they are measured, in CSS pixels.
const ROW_PX: f64 = 58.0;
const HEADING_PX: f64 = 44.0;
/// How many rests the list waits for at most before it follows a gesture that goes on.
const PATIENCE: u32 = 8;
/// What is left free above a day that the page scrolls to, in CSS pixels.
const PAGE_TOP_PX: f64 = 12.0;

/// The events in view by day.
#[component]
pub fn List() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let scroll = NodeRef::<web_sys::HtmlElement>::new();
    let body = NodeRef::<web_sys::HtmlElement>::new();
    let heights = StoredValue::new(Heights::estimated(ROW_PX, HEADING_PX));
    // Counts the times that measured heights took the place of estimates.
    let measured = RwSignal::new(0_u32);
    let (mask, is_behind) = paced(app);
    let days = Memo::new(move |_| {
        measured.track();
        heights.with_value(|heights| DayList::of(&app.archive(), &mask.read(), heights))
    });
    let place = RwSignal::new((0.0, 900.0));
    let look = move || {
        if let Some(now) = screen(scroll, body) {
            place.set(now);
        }
    };
    let shown = Memo::new(move |_| {
        let (scroll_px, viewport_px) = place.get();
        days.read().visible(scroll_px, viewport_px, OVERSCAN_PX)
    });
    let rows = move || days.read().entries(shown.read().entries.clone());
    for name in ["scroll", "resize"] {
        keep(web_sys::window().map(|window| Listening::to(&window, name, true, move |_| look())));
    }
    effect(move || {
        shown.track();
        days.track();
        request_animation_frame(move || {
            let changed = measure(body, heights);
            if changed {
                measured.try_update(|measured| *measured += 1);
            }
        });
    });
    follow(app, mask, days, scroll, body);
    let entry = move |entry: Entry| match entry {
        Entry::Heading { day, events } => view! {
            <h2 class="list__day">
                <span class="list__date">{day_long(lang, day)}</span>
                <span class="list__count">
                    {plural(lang, Plural::CountEvents, u64::from(events))}
                </span>
            </h2>
        },
        Entry::Event(row) => view! { <div data-row=row><EventRow row /></div> },
    };
    let to_cursor = move |_| {
        let days = days.read_untracked();
        let at = days.index_of_day(app.derived.cursor.get_untracked());
        if let (Some(at), Some((scrolled_px, viewport_px)), Some(window)) =
            (at, screen(scroll, body), web_sys::window())
        {
            let wanted_px = days.scroll_px(at, viewport_px) - PAGE_TOP_PX;
            window.scroll_by_with_x_and_y(0.0, wanted_px - scrolled_px);
        }
    };
    let cursor_label = move || {
        fill(lang, Word::ListToCursor, &[("date", &day_medium(lang, app.derived.cursor.get()))])
    };
    view! {
        <button class="button list__skip" on:click=move |_| focus::by_id("event")>
            {say(lang, Word::ListSkip)}
        </button>
        <p class="list__jump">
            <button class="link" on:click=to_cursor>{cursor_label}</button>
        </p>
        <div
            class="list__scroll"
            aria-busy=move || is_behind.get().to_string()
            node_ref=scroll
            on:scroll=move |_| look()
            on:keydown=move |event| walk(&event)
        >
            {when(move || days.read().is_empty(), || view! { <Empty /> })}
            {when(
                move || !days.read().is_empty(),
                move || view! {
                    <div node_ref=body>
                    <div style:height=move || format!("{}px", shown.read().before_px as i32)></div>
                    {entries(rows, key, entry)}
                    <div style:height=move || format!("{}px", shown.read().after_px as i32)></div>
                </div>
                },
            )}
            <p class="list__empty">
                <button
                    class="link"
                    aria-haspopup="dialog"
                    data-desk="table"
                >
                    {say(lang, Word::ListTable)}
                </button>
            </p>
        </div>
    }
}

/// The events in view, as often as the list can follow them, and whether it has yet to: while a
/// window is dragged, the drawings come first.
fn paced(app: App) -> (ReadSignal<Mask>, ReadSignal<bool>) {
    let in_view = app.derived.in_view;
    let shown = RwSignal::new(in_view.get_untracked());
    let pace = Pace::new(PATIENCE, move || {
        let now = in_view.get_untracked();
        if now != shown.get_untracked() {
            shown.set(now);
        }
    });
    effect(move || {
        drop(app.derived.settled.read());
        drop(app.derived.held.read());
        pace.moved();
    });
    (shown.read_only(), pace.behind.read_only())
}

/// What tells an entry from the others.
fn key(entry: &Entry) -> String {
    match entry {
        Entry::Heading { day, events } => format!("{} {events}", day.0),
        Entry::Event(row) => row.to_string(),
    }
}

/// What the list says when nothing matches.
#[component]
fn Empty() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    view! {
        <div class="list__empty">
            <p>{say(lang, Word::ListEmpty)}</p>
            <button
                class="button"
                on:click=move |_| {
                    app.clear();
                    focus::by_id("events");
                }
            >
                {say(lang, Word::FiltersClearAll)}
            </button>
        </div>
    }
}

/// How far the list is scrolled and how much of it is on screen, in CSS pixels,
/// whether it scrolls itself or with the page.
fn screen(
    scroll: NodeRef<web_sys::HtmlElement>,
    body: NodeRef<web_sys::HtmlElement>,
) -> Option<(f64, f64)> {
    let (frame, list) = (scroll.get_untracked()?, body.get_untracked()?);
    let window_px = web_sys::window()?.inner_height().ok()?.as_f64()?;
    let (frame, list) = (frame.get_bounding_client_rect(), list.get_bounding_client_rect());
    let top_px = frame.top().max(0.0);
    Some((top_px - list.top(), (frame.bottom().min(window_px) - top_px).max(0.0)))
}

/// Takes the heights of the rows in the page; says whether any was unknown.
fn measure(body: NodeRef<web_sys::HtmlElement>, heights: StoredValue<Heights>) -> bool {
    let Some(body) = body.get_untracked() else { return false };
    let children = body.children();
    let mut changed = false;
    for element in (0..children.length()).filter_map(|at| children.item(at)) {
        let Some(row) = element.get_attribute("data-row").and_then(|row| row.parse().ok()) else {
            continue;
        };
        let height_px = element.get_bounding_client_rect().height();
        heights.try_update_value(|heights| changed |= heights.measure(row, height_px));
    }
    changed
}

/// Brings the open event, else the cursor's day, onto the screen of a list that scrolls itself;
/// what a search finds is shown from its first event.
fn follow(
    app: App,
    mask: ReadSignal<Mask>,
    days: Memo<DayList>,
    scroll: NodeRef<web_sys::HtmlElement>,
    body: NodeRef<web_sys::HtmlElement>,
) {
    let searching = Memo::new(move |_| !app.derived.search.read().is_empty());
    let wanted = Memo::new(move |_| (app.derived.event.get(), app.derived.cursor.get()));
    let mut before = None::<Mask>;
    effect(move || {
        let (event, day) = wanted.get();
        let listed = mask.get();
        let is_new = before.as_ref().is_some_and(|before| *before != listed);
        before = Some(listed);
        let from_top = is_new && searching.get_untracked();
        request_animation_frame(move || {
            let Some((scrolled_px, viewport_px)) = screen(scroll, body) else { return };
            let Some(frame) = scroll.get_untracked() else { return };
            if frame.scroll_height() <= frame.client_height() {
                return;
            }
            if from_top {
                frame.set_scroll_top(0);
                return;
            }
            let Some(days) = days.try_read_untracked() else { return };
            let at =
                event.and_then(|row| days.index_of_event(row)).or_else(|| days.index_of_day(day));
            let Some(at) = at else { return };
            let (from_px, height_px) = (days.scroll_px(at, viewport_px), days.height_px(at));
            let is_event = event.is_some();
            let seen = from_px >= scrolled_px && from_px + height_px <= scrolled_px + viewport_px;
            if !(seen && is_event) {
                let lead_px = if is_event { viewport_px / 4.0 } else { PAGE_TOP_PX };
                frame.set_scroll_top((from_px - lead_px).max(0.0) as i32);
            }
        });
    });
}

/// The arrow keys go from row to row.
fn walk(event: &web_sys::KeyboardEvent) {
    let forward = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return,
    };
    let Some(button) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    if !button.class_list().contains("list__row") {
        return;
    }
    event.prevent_default();
    let mut next = button.parent_element();
    while let Some(element) = next {
        next = if forward {
            element.next_element_sibling()
        } else {
            element.previous_element_sibling()
        };
        let row = next.as_ref().and_then(|next| next.query_selector(".list__row").ok().flatten());
        if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
            // A row that refuses the focus leaves it where it is.
            let _ = row.focus();
            return;
        }
    }
}
