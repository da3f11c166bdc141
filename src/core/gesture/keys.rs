//! What the keys mean on the timeline and the map. Keys with Ctrl, Alt or Meta belong to the
//! browser and to screen readers; plain letters are left to them too.

use super::{Intent, TimelineContext};
use crate::core::{
    query::TimeView,
    scene::Target,
    time::{Day, Span},
};

/// How much a key zooms, and how far it moves the map, in CSS pixels.
const ZOOM: f64 = 1.5;
const STEP_PX: f64 = 60.0;

/// A key as the browser names it: `ArrowLeft`, `+`, `PageUp`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    pub name: &'a str,
    pub shift: bool,
    /// Ctrl, Alt or Meta.
    pub command: bool,
}

/// A key on the timeline.
///
/// | key | what it does |
/// |---|---|
/// | ← → | moves the cursor by a day, with Shift by a week |
/// | Page Up, Page Down | moves it by a month, forward and back, as sliders do |
/// | Home, End | moves it to the first or last day |
/// | + − | zooms about the cursor |
/// | 0 | shows all of time |
/// | \[ \] | lets the window begin or end at the cursor |
/// | { } | moves the window by its own length, back and forward |
/// | \\ | chooses all of time |
pub fn timeline_key(key: Key, context: &TimelineContext) -> Option<Intent> {
    if key.command {
        return None;
    }
    let (cursor, extent) = (context.cursor, context.extent);
    let window = context.window.unwrap_or(extent);
    let zoomed = |factor| {
        let x_px = context.scale.center_px(cursor);
        let x_px = x_px.clamp(context.scale.left_px, context.scale.right_px());
        Intent::ShowTime(context.scale.zoomed(factor, x_px, context.limits).view)
    };
    Some(match key.name {
        "+" | "=" => zoomed(ZOOM),
        "-" | "_" | "−" => zoomed(1.0 / ZOOM),
        "0" => {
            let view = TimeView { start: context.limits.start, end: context.limits.end };
            Intent::ShowTime(context.limits.hold(view))
        }
        "[" => set(context, Span { first: cursor.min(window.last), ..window }),
        "]" => set(context, Span { last: cursor.max(window.first), ..window }),
        "{" => set(context, moved(window, -window.days(), extent)),
        "}" => set(context, moved(window, window.days(), extent)),
        "\\" => Intent::SetWindow(None),
        _ => Intent::SetCursor(context.held(stepped(cursor, key, extent)?)),
    })
}

/// A key on one of the timeline's sliders: an edge of the window, the window or the cursor.
/// Arrows move it by a day, with Shift by a week; Page keys by a month; Home and End to the ends.
/// Up is later, as the ARIA slider pattern has it.
pub fn edge_key(edge: &Target, key: Key, context: &TimelineContext) -> Option<Intent> {
    if key.command {
        return None;
    }
    let extent = context.extent;
    let window = context.window.unwrap_or(extent);
    let at = match edge {
        Target::WindowStart | Target::Window => window.first,
        Target::WindowEnd => window.last,
        Target::Cursor => context.cursor,
        _ => return None,
    };
    let name = match key.name {
        "ArrowUp" => "ArrowRight",
        "ArrowDown" => "ArrowLeft",
        name => name,
    };
    let day = context.held(stepped(at, Key { name, ..key }, extent)?);
    Some(match edge {
        Target::WindowStart => set(context, Span { first: day.min(window.last), ..window }),
        Target::WindowEnd => set(context, Span { last: day.max(window.first), ..window }),
        Target::Window => set(context, moved(window, day.0 - window.first.0, extent)),
        _ => Intent::SetCursor(day),
    })
}

/// A key on the map: arrows move it, + and − zoom about its middle, 0 shows the whole.
pub fn map_key(key: Key) -> Option<Intent> {
    if key.command {
        return None;
    }
    let pan = |dx_px, dy_px| Intent::PanMap { dx_px, dy_px };
    Some(match key.name {
        "+" | "=" => Intent::ZoomMap { factor: ZOOM, about: None },
        "-" | "_" | "−" => Intent::ZoomMap { factor: 1.0 / ZOOM, about: None },
        "0" => Intent::ShowMap(None),
        "ArrowLeft" => pan(STEP_PX, 0.0),
        "ArrowRight" => pan(-STEP_PX, 0.0),
        "ArrowUp" => pan(0.0, STEP_PX),
        "ArrowDown" => pan(0.0, -STEP_PX),
        _ => return None,
    })
}

/// Where a key takes a day on a slider.
fn stepped(day: Day, key: Key, extent: Span) -> Option<Day> {
    let days = if key.shift { 7 } else { 1 };
    Some(match key.name {
        "ArrowLeft" => day.plus(-days),
        "ArrowRight" => day.plus(days),
        "PageUp" => months_later(day, 1),
        "PageDown" => months_later(day, -1),
        "Home" => extent.first,
        "End" => extent.last,
        _ => return None,
    })
}

/// The same day of another month, or that month's last.
fn months_later(day: Day, months: i32) -> Day {
    let (year, month, date) = day.ymd();
    let number = year * 12 + month as i32 - 1 + months;
    let (year, month) = (number.div_euclid(12), number.rem_euclid(12) as u32 + 1);
    (1..=date).rev().find_map(|date| Day::from_ymd(year, month, date)).unwrap_or(day)
}

fn set(context: &TimelineContext, window: Span) -> Intent {
    Intent::SetWindow(context.window_or_all(window))
}

/// The window so many days later, as far as the extent goes, its length kept.
fn moved(window: Span, days: i32, extent: Span) -> Span {
    let least = (extent.first.0 - window.first.0).min(0);
    let most = (extent.last.0 - window.last.0).max(0);
    let days = days.clamp(least, most);
    Span { first: window.first.plus(days), last: window.last.plus(days) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::timeline::{Limits, TimeScale};

    fn day(text: &str) -> Day {
        Day::from_iso(text).unwrap()
    }

    fn context() -> TimelineContext {
        let extent = Span { first: day("2022-12-01"), last: day("2023-03-31") };
        let limits = Limits::around(extent);
        let view = TimeView { start: limits.start, end: limits.end };
        TimelineContext {
            scale: TimeScale { view, left_px: 0.0, width_px: 1_000.0 },
            limits,
            extent,
            window: Some(Span { first: day("2023-01-01"), last: day("2023-01-20") }),
            cursor: day("2023-01-31"),
            band_bottom_px: 80.0,
        }
    }

    fn check(name: &str, shift: bool, expected: Intent) {
        let found = |command| timeline_key(Key { name, shift, command }, &context());
        assert_eq!((found(false), found(true)), (Some(expected), None), "{name}");
    }

    fn cursor(text: &str) -> Intent {
        Intent::SetCursor(day(text))
    }

    fn window(first: &str, last: &str) -> Intent {
        Intent::SetWindow(Some(Span { first: day(first), last: day(last) }))
    }

    #[test]
    fn arrows_and_page_keys_move_the_cursor_within_the_record() {
        check("ArrowLeft", false, cursor("2023-01-30"));
        check("ArrowRight", true, cursor("2023-02-07"));
        check("PageUp", false, cursor("2023-02-28"));
        check("PageDown", false, cursor("2022-12-31"));
        check("Home", false, cursor("2022-12-01"));
        let letter = Key { name: "a", shift: false, command: false };
        assert_eq!(timeline_key(letter, &context()), None);
        check("End", false, cursor("2023-03-31"));
    }

    #[test]
    fn brackets_set_the_windows_ends_at_the_cursor() {
        check("]", false, window("2023-01-01", "2023-01-31"));
        check("[", false, window("2023-01-20", "2023-01-20"));
        check("}", true, window("2023-01-21", "2023-02-09"));
        check("{", true, window("2022-12-12", "2022-12-31"));
        check("\\", false, Intent::SetWindow(None));
    }

    #[test]
    fn an_edge_moves_alone_and_stops_at_the_other() {
        let key = |name| Key { name, shift: false, command: false };
        let found = edge_key(&Target::WindowStart, key("PageUp"), &context());
        assert_eq!(found, Some(window("2023-01-20", "2023-01-20")));
        let found = edge_key(&Target::WindowEnd, key("ArrowUp"), &context());
        assert_eq!(found, Some(window("2023-01-01", "2023-01-21")));
        let found = edge_key(&Target::Window, key("Home"), &context());
        assert_eq!(found, Some(window("2022-12-01", "2022-12-20")));
    }
}
