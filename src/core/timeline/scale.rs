//! Between days and pixels: a small immutable value, and how zooming and panning change it.
//! A day fills the stretch from its number to the next; its centre lies half-way.

use crate::core::{
    model::Archive,
    query::TimeView,
    time::{Day, Span},
};

/// The shortest stretch of time that can fill the width.
const SHORTEST_DAYS: f64 = 2.0;

/// How much of the extent is left free before and after it.
const PADDING: f64 = 0.05;

/// Which stretch of time lies where on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeScale {
    pub view: TimeView,
    /// Where the view starts, in CSS pixels.
    pub left_px: f64,
    pub width_px: f64,
}

/// How far the view may go, in days since 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    pub start: f64,
    pub end: f64,
}

impl Limits {
    /// The extent with a twentieth of its length free on either side, at least one day.
    pub fn around(extent: Span) -> Self {
        let pad = (f64::from(extent.days()) * PADDING).max(1.0);
        Self { start: f64::from(extent.first.0) - pad, end: f64::from(extent.last.0) + 1.0 + pad }
    }

    /// Around a record's events and the window it opens with.
    pub fn of(archive: &Archive) -> Self {
        let (extent, window) = (archive.extent(), archive.window);
        Self::around(Span {
            first: extent.first.min(window.first),
            last: extent.last.max(window.last),
        })
    }

    /// The view moved and shortened as little as needed to lie within the limits;
    /// all there is for a view that is no stretch of time.
    pub fn hold(self, view: TimeView) -> TimeView {
        if !(view.start.is_finite() && view.end.is_finite()) {
            return TimeView { start: self.start, end: self.end };
        }
        let longest = (self.end - self.start).max(SHORTEST_DAYS);
        let days = (view.end - view.start).clamp(SHORTEST_DAYS, longest);
        let start = view.start.min(self.end - days).max(self.start);
        TimeView { start, end: start + days }
    }
}

impl TimeScale {
    pub fn days(self) -> f64 {
        (self.view.end - self.view.start).max(f64::EPSILON)
    }

    pub fn px_per_day(self) -> f64 {
        self.width_px / self.days()
    }

    pub fn right_px(self) -> f64 {
        self.left_px + self.width_px
    }

    /// Where a moment lies, given in days since 1 January 1970 with fractions.
    pub fn x_px(self, at_days: f64) -> f64 {
        self.left_px + (at_days - self.view.start) * self.px_per_day()
    }

    /// Where a day begins.
    pub fn start_px(self, day: Day) -> f64 {
        self.x_px(f64::from(day.0))
    }

    /// The middle of a day.
    pub fn center_px(self, day: Day) -> f64 {
        self.x_px(f64::from(day.0) + 0.5)
    }

    /// Where a day ends and the next begins.
    pub fn end_px(self, day: Day) -> f64 {
        self.x_px(f64::from(day.0) + 1.0)
    }

    /// The moment under a point, in days since 1 January 1970 with fractions.
    pub fn days_at(self, x_px: f64) -> f64 {
        self.view.start + (x_px - self.left_px) * self.days() / self.width_px.max(1.0)
    }

    /// The day under a point.
    pub fn day_at(self, x_px: f64) -> Day {
        Day(self.days_at(x_px).floor() as i32)
    }

    /// The days that show, wholly or in part.
    pub fn span(self) -> Span {
        let last = (self.view.end.ceil() as i32).saturating_sub(1);
        Span::between(Day(self.view.start.floor() as i32), Day(last))
    }

    /// The scale with time stretched by a factor, what lies under the point staying there
    /// unless the limits forbid it.
    #[must_use]
    pub fn zoomed(self, factor: f64, about_x_px: f64, limits: Limits) -> Self {
        let longest = (limits.end - limits.start).max(SHORTEST_DAYS);
        let days = (self.days() / factor.max(1e-6)).clamp(SHORTEST_DAYS, longest);
        let share = (about_x_px - self.left_px) / self.width_px.max(1.0);
        let start = self.days_at(about_x_px) - share * days;
        Self { view: limits.hold(TimeView { start, end: start + days }), ..self }
    }

    /// The scale moved as little as needed to show a day, with some room beyond it.
    #[must_use]
    pub fn showing(self, day: Day, limits: Limits) -> Self {
        let room_px = (self.width_px / 10.0).max(self.px_per_day() / 2.0);
        let x_px = self.center_px(day);
        if x_px < self.left_px {
            self.panned(self.left_px + room_px - x_px, limits)
        } else if x_px > self.right_px() {
            self.panned(self.right_px() - room_px - x_px, limits)
        } else {
            self
        }
    }

    /// The scale with the drawing moved to the right, to earlier days.
    #[must_use]
    pub fn panned(self, dx_px: f64, limits: Limits) -> Self {
        let moved = dx_px / self.px_per_day();
        let view = TimeView { start: self.view.start - moved, end: self.view.end - moved };
        Self { view: limits.hold(view), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(start: f64, end: f64) -> TimeScale {
        TimeScale { view: TimeView { start, end }, left_px: 120.0, width_px: 1_000.0 }
    }

    fn limits() -> Limits {
        Limits::around(Span { first: Day(0), last: Day(199) })
    }

    fn check(found: TimeScale, start: f64, end: f64) {
        assert!(
            (found.view.start - start).abs() < 1e-9 && (found.view.end - end).abs() < 1e-9,
            "{:?} is not {start}..{end}",
            found.view
        );
    }

    #[test]
    fn the_day_under_the_pointer_stays_while_zooming() {
        for x_px in [120.0, 333.3, 700.0, 1_119.0] {
            let mut now = scale(60.0, 120.0);
            let before = now.days_at(x_px);
            for factor in [1.1, 1.5, 0.8, 2.0] {
                now = now.zoomed(factor, x_px, limits());
                assert!((now.days_at(x_px) - before).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn zooming_ends_at_two_days_and_at_the_padded_extent() {
        check(scale(50.0, 60.0).zoomed(1_000.0, 620.0, limits()), 54.0, 56.0);
        check(scale(50.0, 60.0).zoomed(0.001, 620.0, limits()), -10.0, 210.0);
    }

    #[test]
    fn panning_moves_by_pixels_and_stops_at_the_limits() {
        check(scale(50.0, 60.0).panned(100.0, limits()), 49.0, 59.0);
        check(scale(50.0, 60.0).panned(1e6, limits()), -10.0, 0.0);
        check(scale(50.0, 60.0).panned(-1e6, limits()), 200.0, 210.0);
    }

    #[test]
    fn a_view_from_a_damaged_link_shows_all_there_is() {
        let view = limits().hold(TimeView { start: f64::NAN, end: f64::INFINITY });
        check(TimeScale { view, ..scale(0.0, 1.0) }, -10.0, 210.0);
    }

    #[test]
    fn a_day_has_two_edges_and_its_centre_between_them() {
        let scale = scale(10.0, 20.0);
        let edges = [scale.start_px(Day(11)), scale.center_px(Day(11)), scale.end_px(Day(11))];
        assert_eq!(edges.map(|x_px| x_px.round() as i32), [220, 270, 320]);
        assert_eq!(scale.day_at(319.9), Day(11));
        assert_eq!(scale.day_at(320.1), Day(12));
        assert_eq!(scale.span(), Span { first: Day(10), last: Day(19) });
    }
}
