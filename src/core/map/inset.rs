//! The lens beside the map: regions too small to read, drawn larger in a circle.

use super::{Frame, Viewport};
use crate::core::geo::{MapGeometry, Point};

/// A magnified circle, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inset {
    pub center: Point,
    pub radius: f64,
    pub viewport: Viewport,
    /// The same stretch of the map at its own size.
    pub source: Point,
    pub source_radius: f64,
}

/// The circle for the small regions, on the side they lie nearer to,
/// or nothing where they can be read without it or it has no room.
pub(super) fn inset(geometry: &MapGeometry, frame: &Frame, viewport: &Viewport) -> Option<Inset> {
    /// How much larger the inset must show the regions to be worth its room.
    const WORTH: f64 = 2.0;
    const GAP_PX: f64 = 24.0;
    const EDGE_PX: f64 = 2.0;
    let lens = geometry.lens.as_ref()?;
    let radius = (frame.width_px.min(frame.height_px) * 0.125).clamp(36.0, 70.0);
    let px_per_unit = radius / lens.radius;
    if px_per_unit < viewport.px_per_unit * WORTH {
        return None;
    }
    let source = viewport.screen(lens.center);
    let source_radius = lens.radius * viewport.px_per_unit;
    let side = if lens.center.x < geometry.bounds.center().x { -1.0 } else { 1.0 };
    let center = Point {
        x: source.x + side * (source_radius + GAP_PX + radius),
        y: source.y + radius * 0.5,
    };
    let room = radius + EDGE_PX;
    let fits = (room..=frame.width_px - room).contains(&center.x)
        && (room..=frame.height_px - room).contains(&center.y);
    let origin = Point {
        x: center.x - lens.center.x * px_per_unit,
        y: center.y - lens.center.y * px_per_unit,
    };
    fits.then_some(Inset {
        center,
        radius,
        viewport: Viewport { px_per_unit, origin },
        source,
        source_radius,
    })
}

impl Inset {
    /// Whether the inset shows a point of the map.
    pub(super) fn holds(&self, at: Point) -> bool {
        let at = self.viewport.screen(at);
        (at.x - self.center.x).hypot(at.y - self.center.y) < self.radius
    }
}
