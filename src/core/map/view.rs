//! Which stretch of a map is on screen, and how a drag or a wheel moves it.
//! All of it is arithmetic on small values; nothing is kept.

use crate::core::geo::{Bounds, Point};
use crate::core::query::MapView;

/// The whole map.
pub const WHOLE: MapView = MapView { zoom: 1.0, center_x: 0.5, center_y: 0.5 };

/// The closest a reader can look.
const ZOOM_MAX: f64 = 24.0;

/// A map's box fitted into a drawing: what the whole map looks like at zoom 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The whole map in projected units.
    pub bounds: Bounds,
    pub width_px: f64,
    pub height_px: f64,
    /// Room kept free on each side at zoom 1.
    pub padding_px: f64,
}

/// How projected units become pixels at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    pub px_per_unit: f64,
    /// Where the projection's origin falls, in CSS pixels.
    pub origin: Point,
}

impl Viewport {
    pub fn screen(&self, at: Point) -> Point {
        Point {
            x: at.x * self.px_per_unit + self.origin.x,
            y: at.y * self.px_per_unit + self.origin.y,
        }
    }

    /// The projected point under a pixel: the exact inverse of `screen`.
    pub fn map(&self, at_px: Point) -> Point {
        Point {
            x: (at_px.x - self.origin.x) / self.px_per_unit,
            y: (at_px.y - self.origin.y) / self.px_per_unit,
        }
    }

    pub fn screen_bounds(&self, bounds: &Bounds) -> Bounds {
        Bounds { min: self.screen(bounds.min), max: self.screen(bounds.max) }
    }
}

impl Frame {
    /// Pixels per projected unit at zoom 1.
    fn base(&self) -> f64 {
        let across = (self.width_px - 2.0 * self.padding_px).max(1.0) / self.bounds.width();
        let down = (self.height_px - 2.0 * self.padding_px).max(1.0) / self.bounds.height();
        let least = across.min(down);
        if least.is_finite() { least } else { 1.0 }
    }

    pub fn viewport(&self, view: MapView) -> Viewport {
        let view = self.clamped(view);
        let px_per_unit = self.base() * view.zoom;
        let center = self.center(view);
        Viewport {
            px_per_unit,
            origin: Point {
                x: self.width_px / 2.0 - center.x * px_per_unit,
                y: self.height_px / 2.0 - center.y * px_per_unit,
            },
        }
    }

    /// The view zoomed by a factor, what lies under the pixel `about_px` staying there.
    pub fn zoomed(&self, view: MapView, factor: f64, about_px: Point) -> MapView {
        let view = self.clamped(view);
        let zoom = (view.zoom * factor).clamp(1.0, ZOOM_MAX);
        let fixed = self.viewport(view).map(about_px);
        let px_per_unit = self.base() * zoom;
        let center = Point {
            x: fixed.x + (self.width_px / 2.0 - about_px.x) / px_per_unit,
            y: fixed.y + (self.height_px / 2.0 - about_px.y) / px_per_unit,
        };
        self.clamped(self.view(zoom, center))
    }

    /// The view after the map was dragged by so many pixels to the right and down.
    pub fn panned(&self, view: MapView, right_px: f64, down_px: f64) -> MapView {
        let view = self.clamped(view);
        let px_per_unit = self.base() * view.zoom;
        let center = self.center(view);
        let center =
            Point { x: center.x - right_px / px_per_unit, y: center.y - down_px / px_per_unit };
        self.clamped(self.view(view.zoom, center))
    }

    /// The view that shows a box of projected units, with some room about it.
    pub fn framed(&self, bounds: &Bounds) -> MapView {
        const ROOM: f64 = 0.7;
        let across = self.width_px * ROOM / bounds.width().max(1e-12);
        let down = self.height_px * ROOM / bounds.height().max(1e-12);
        let zoom = (across.min(down) / self.base()).clamp(1.0, ZOOM_MAX);
        self.clamped(self.view(zoom, bounds.center()))
    }

    /// The nearest view that keeps to the map and the zooms there are.
    pub fn clamped(&self, view: MapView) -> MapView {
        let finite = |value: f64, other: f64| if value.is_finite() { value } else { other };
        let zoom = finite(view.zoom, 1.0).clamp(1.0, ZOOM_MAX);
        let base = self.base();
        // The screen stays within what it shows at zoom 1.
        let reach = |size_px: f64, length: f64| {
            (size_px / 2.0 * (1.0 - 1.0 / zoom) / (length * base).max(1e-9)).max(0.0)
        };
        let reach_x = reach(self.width_px, self.bounds.width());
        let reach_y = reach(self.height_px, self.bounds.height());
        MapView {
            zoom,
            center_x: finite(view.center_x, 0.5).clamp(0.5 - reach_x, 0.5 + reach_x),
            center_y: finite(view.center_y, 0.5).clamp(0.5 - reach_y, 0.5 + reach_y),
        }
    }

    fn center(&self, view: MapView) -> Point {
        Point {
            x: self.bounds.min.x + view.center_x * self.bounds.width(),
            y: self.bounds.min.y + view.center_y * self.bounds.height(),
        }
    }

    fn view(&self, zoom: f64, center: Point) -> MapView {
        MapView {
            zoom,
            center_x: (center.x - self.bounds.min.x) / self.bounds.width(),
            center_y: (center.y - self.bounds.min.y) / self.bounds.height(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame {
        bounds: Bounds { min: Point { x: -0.11, y: -0.16 }, max: Point { x: 0.11, y: 0.16 } },
        width_px: 390.0,
        height_px: 400.0,
        padding_px: 10.0,
    };

    fn check(found: Point, expected: Point) {
        let apart = (found.x - expected.x).hypot(found.y - expected.y);
        assert!(apart < 1e-9, "{found:?} is not {expected:?}");
    }

    #[test]
    fn the_whole_map_fills_its_drawing() {
        let whole = FRAME.viewport(WHOLE).screen_bounds(&FRAME.bounds);
        check(whole.min, Point { x: 195.0 - 190.0 * 0.11 / 0.16, y: 10.0 });
        check(whole.max, Point { x: 195.0 + 190.0 * 0.11 / 0.16, y: 390.0 });
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let mut view = FRAME.zoomed(WHOLE, 6.0, Point { x: 200.0, y: 210.0 });
        for (factor, x, y) in [(1.4, 30.0, 380.0), (0.9, 360.0, 20.0), (1.01, 200.0, 200.0)] {
            let about = Point { x, y };
            let under = FRAME.viewport(view).map(about);
            view = FRAME.zoomed(view, factor, about);
            check(FRAME.viewport(view).screen(under), about);
        }
    }

    #[test]
    fn a_drag_moves_the_map_with_the_pointer_and_back() {
        let view = FRAME.zoomed(WHOLE, 4.0, Point { x: 195.0, y: 200.0 });
        let grabbed = FRAME.viewport(view).map(Point { x: 100.0, y: 100.0 });
        let dragged = FRAME.panned(view, 40.0, -25.0);
        check(FRAME.viewport(dragged).screen(grabbed), Point { x: 140.0, y: 75.0 });
        let back = FRAME.panned(dragged, -40.0, 25.0);
        check(FRAME.viewport(back).screen(grabbed), Point { x: 100.0, y: 100.0 });
    }

    #[test]
    fn no_gesture_leaves_the_map() {
        assert_eq!(FRAME.panned(WHOLE, 500.0, 500.0), WHOLE);
        let far = FRAME.panned(FRAME.zoomed(WHOLE, 2.0, Point::default()), 1e9, 1e9);
        check(
            FRAME.viewport(far).screen(FRAME.viewport(WHOLE).map(Point::default())),
            Point::default(),
        );
        assert_eq!(FRAME.zoomed(far, 1e-9, Point::default()), WHOLE);
        assert!((FRAME.zoomed(WHOLE, 1e9, Point::default()).zoom - ZOOM_MAX).abs() < 1e-9);
        let damaged = MapView { zoom: f64::NAN, center_x: f64::INFINITY, center_y: -7.0 };
        assert_eq!(FRAME.clamped(damaged), WHOLE);
    }

    #[test]
    fn a_framed_box_lies_in_the_middle() {
        let bounds = Bounds { min: Point { x: 0.02, y: 0.03 }, max: Point { x: 0.05, y: 0.05 } };
        let shown = FRAME.viewport(FRAME.framed(&bounds)).screen_bounds(&bounds);
        check(shown.center(), Point { x: 195.0, y: 200.0 });
        assert!((shown.width() - 390.0 * 0.7).abs() < 1e-9);
    }
}
