//! The timeline under the reader's pointers: its band is brushed, its lanes are panned and zoomed.

use super::{
    Brush, Intent, Motion, PanZoom, PointerInput,
    input::{click, wheel_factor},
};
use crate::core::{
    query::TimeView,
    time::{Day, Span},
    timeline::{Limits, TimeScale},
};

/// The timeline as it is when an input comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimelineContext {
    pub scale: TimeScale,
    pub limits: Limits,
    /// The days that can be chosen: what the window spans where nothing is.
    pub extent: Span,
    pub window: Option<Span>,
    pub cursor: Day,
    /// Where the density band ends, in CSS pixels from the top.
    pub band_bottom_px: f64,
}

/// The pointers on the timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineGesture {
    brush: Brush,
    surface: PanZoom,
    /// The view before it was moved.
    before: Option<TimeView>,
}

impl TimelineContext {
    /// The day, or the nearest that can be chosen.
    pub fn held(&self, day: Day) -> Day {
        day.clamp(self.extent.first, self.extent.last)
    }

    /// The window, or nothing where it leaves nothing out.
    pub fn window_or_all(&self, window: Span) -> Option<Span> {
        let all = window.first <= self.extent.first && window.last >= self.extent.last;
        (!all).then_some(window)
    }
}

impl TimelineGesture {
    /// Whether a drag is under way, so that the page keeps the pointer and its escape key.
    pub fn is_dragging(&self) -> bool {
        self.brush.is_dragging() || self.surface.moves()
    }

    /// What the input means, in order.
    pub fn on(&mut self, input: &PointerInput, context: &TimelineContext) -> Vec<Intent> {
        if self.brush.is_dragging() {
            return self.brush.on(input, context).into_iter().collect();
        }
        if !self.surface.moves() && self.brush.takes(input, context) {
            self.surface = PanZoom::default();
            return Vec::new();
        }
        if let PointerInput::Wheel { dx_px, dy_px, at, zoom, shift } = input {
            let scale = if *zoom {
                context.scale.zoomed(wheel_factor(*dy_px), at.x, context.limits)
            } else {
                let dx_px = if *shift && *dx_px == 0.0 { *dy_px } else { *dx_px };
                context.scale.panned(-dx_px, context.limits)
            };
            return shown(scale, context);
        }
        if !self.surface.moves() {
            self.before = Some(context.scale.view);
        }
        let mut scale = context.scale;
        for motion in self.surface.on(input) {
            match motion {
                Motion::Pan { dx_px, .. } => scale = scale.panned(dx_px, context.limits),
                Motion::Zoom { factor, about } => {
                    scale = scale.zoomed(factor, about.x, context.limits);
                }
                Motion::Restore => scale.view = self.before.unwrap_or(scale.view),
                Motion::Click { at, target } => {
                    return vec![target.map_or_else(
                        || Intent::SetCursor(context.held(scale.day_at(at.x))),
                        click,
                    )];
                }
            }
        }
        shown(scale, context)
    }
}

fn shown(scale: TimeScale, context: &TimelineContext) -> Vec<Intent> {
    if scale.view == context.scale.view { Vec::new() } else { vec![Intent::ShowTime(scale.view)] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{geo::Point, gesture::Device, scene::Target};

    /// A hundred days at ten pixels each, from day 0; the record has days 0 to 99.
    fn context(window: Option<(i32, i32)>) -> TimelineContext {
        let extent = Span { first: Day(0), last: Day(99) };
        TimelineContext {
            scale: TimeScale {
                view: TimeView { start: 0.0, end: 100.0 },
                left_px: 0.0,
                width_px: 1_000.0,
            },
            limits: Limits::around(extent),
            extent,
            window: window.map(|(first, last)| Span { first: Day(first), last: Day(last) }),
            cursor: Day(50),
            band_bottom_px: 80.0,
        }
    }

    /// A mouse that comes down on a target, goes somewhere, and leaves or escapes.
    fn check(
        window: Option<(i32, i32)>,
        down: (f64, f64, Option<Target>),
        to_px: f64,
        escape: bool,
        expected: &[Intent],
    ) {
        let mut context = context(window);
        let mut gesture = TimelineGesture::default();
        let (x, y, target) = down;
        let at = Point { x: to_px, y };
        let last = if escape { PointerInput::Escape } else { PointerInput::Up { id: 1, at } };
        let device = Device::Mouse;
        let down = Point { x, y };
        let inputs = [
            PointerInput::Down { id: 1, at: down, target, device, shift: false },
            PointerInput::Move { id: 1, at },
            last,
        ];
        let mut found = Vec::new();
        for input in &inputs {
            for intent in gesture.on(input, &context) {
                match &intent {
                    Intent::SetWindow(window) => context.window = *window,
                    Intent::SetCursor(day) => context.cursor = *day,
                    Intent::ShowTime(view) => context.scale.view = *view,
                    _ => {}
                }
                found.push(intent);
            }
        }
        assert_eq!(found, expected);
    }

    fn window(first: i32, last: i32) -> Intent {
        Intent::SetWindow(Some(Span { first: Day(first), last: Day(last) }))
    }

    #[test]
    fn the_windows_edges_are_dragged_and_stop_at_each_other_and_at_the_record() {
        let (start, end) = (Some(Target::WindowStart), Some(Target::WindowEnd));
        check(Some((20, 39)), (200.0, 40.0, start.clone()), 247.0, false, &[window(25, 39)]);
        check(Some((20, 39)), (202.0, 40.0, start.clone()), 900.0, false, &[window(39, 39)]);
        check(Some((20, 39)), (400.0, 40.0, end.clone()), 2_000.0, false, &[window(20, 99)]);
        check(Some((0, 39)), (400.0, 40.0, end), 2_000.0, false, &[Intent::SetWindow(None)]);
        check(None, (0.0, 40.0, start), 100.0, false, &[window(10, 99)]);
    }

    #[test]
    fn without_a_window_its_edge_is_dragged_from_the_end_of_the_view() {
        let mut context = context(None);
        context.scale.view = TimeView { start: 40.0, end: 60.0 };
        let mut gesture = TimelineGesture::default();
        let at = |x| Point { x, y: 40.0 };
        let target = Some(Target::WindowEnd);
        let device = Device::Mouse;
        let down = PointerInput::Down { id: 1, at: at(1_000.0), target, device, shift: false };
        gesture.on(&down, &context);
        let found = gesture.on(&PointerInput::Move { id: 1, at: at(900.0) }, &context);
        assert_eq!(found, [window(0, 57)]);
    }

    #[test]
    fn the_window_moves_whole_and_keeps_its_length() {
        let whole = Some(Target::Window);
        check(Some((20, 39)), (300.0, 40.0, whole.clone()), 400.0, false, &[window(30, 49)]);
        check(Some((20, 39)), (300.0, 40.0, whole), 5_000.0, false, &[window(80, 99)]);
    }

    #[test]
    fn empty_ground_on_the_band_begins_a_new_window() {
        check(Some((20, 39)), (705.0, 40.0, None), 604.0, false, &[window(60, 70)]);
        check(None, (105.0, 40.0, Some(Target::Window)), 204.0, false, &[window(10, 20)]);
    }

    #[test]
    fn escape_takes_a_drag_back() {
        let start = Some(Target::WindowStart);
        let taken_back = [window(25, 39), window(20, 39)];
        check(Some((20, 39)), (200.0, 40.0, start), 250.0, true, &taken_back);
        let before = TimeView { start: 0.0, end: 100.0 };
        let panned = TimeView { start: -5.0, end: 95.0 };
        let views = [panned, before].map(Intent::ShowTime);
        check(None, (300.0, 200.0, Some(Target::Lane(1))), 350.0, true, &views);
    }

    #[test]
    fn a_click_opens_a_mark_and_moves_the_cursor_elsewhere() {
        check(
            None,
            (305.0, 40.0, Some(Target::Window)),
            306.0,
            false,
            &[Intent::SetCursor(Day(30))],
        );
        let lane = Target::Lane(2);
        check(None, (5.0, 200.0, Some(lane.clone())), 5.0, false, &[Intent::Activate(lane)]);
        check(None, (305.0, 200.0, None), 305.0, false, &[Intent::SetCursor(Day(30))]);
        let event = Target::Event(4);
        check(None, (305.0, 200.0, Some(event.clone())), 305.0, false, &[Intent::Activate(event)]);
        let knot = Some(Target::Cluster(vec![1, 2]));
        check(None, (305.0, 200.0, knot), 305.0, false, &[Intent::OpenKnot(vec![1, 2])]);
    }

    #[test]
    fn the_cursor_is_dragged_by_its_flag() {
        let cursor = Some(Target::Cursor);
        check(None, (510.0, 10.0, cursor), 560.0, false, &[Intent::SetCursor(Day(55))]);
    }

    #[test]
    fn the_wheel_zooms_about_the_pointer_and_leaves_plain_scrolling_to_the_page() {
        let context = context(None);
        let mut gesture = TimelineGesture::default();
        let at = Point { x: 250.0, y: 200.0 };
        let wheel = |zoom, dy_px| PointerInput::Wheel { dx_px: 0.0, dy_px, at, zoom, shift: false };
        assert_eq!(gesture.on(&wheel(false, 100.0), &context), []);
        let zoomed = gesture.on(&wheel(true, -100.0), &context);
        let [Intent::ShowTime(view)] = zoomed.as_slice() else { panic!("{zoomed:?}") };
        let scale = TimeScale { view: *view, ..context.scale };
        assert!(scale.days() < 100.0 && (scale.days_at(250.0) - 25.0).abs() < 1e-9);
    }
}
