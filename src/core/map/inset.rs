//! The lens beside the map: regions too small to read, drawn larger in a circle.

use super::{Frame, Viewport};
use crate::core::geo::{MapGeometry, Point};
use crate::core::model::{Area, Row};

/// A magnified circle with the small regions, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Inset {
    pub center: Point,
    pub radius: f64,
    pub viewport: Viewport,
    /// Positions in `MapGeometry::regions`.
    pub regions: Vec<usize>,
    /// The same stretch of the map at its own size.
    pub source: Point,
    pub source_radius: f64,
}

/// The circle for the small regions, on the side they lie nearer to,
/// or nothing where they can be read without it or the map has moved away from them.
pub(super) fn inset(geometry: &MapGeometry, frame: &Frame, viewport: &Viewport) -> Option<Inset> {
    const WORTH: f64 = 1.7;
    const GAP_PX: f64 = 22.0;
    const EDGE_PX: f64 = 2.0;
    let (regions, bounds) = geometry.small.as_ref()?;
    let diagonal = bounds.width().hypot(bounds.height());
    let radius = (frame.width_px.min(frame.height_px) * 0.14).clamp(36.0, 70.0);
    let px_per_unit = radius * 1.8 / diagonal;
    if px_per_unit < viewport.px_per_unit * WORTH {
        return None;
    }
    let middle = bounds.center();
    let source = viewport.screen(middle);
    let source_radius = radius * viewport.px_per_unit / px_per_unit;
    let side = if middle.x < geometry.bounds.center().x { -1.0 } else { 1.0 };
    let center = Point {
        x: source.x + side * (source_radius + GAP_PX + radius),
        y: source.y + radius * 0.5,
    };
    let room = radius + EDGE_PX;
    let fits = (room..=frame.width_px - room).contains(&center.x)
        && (room..=frame.height_px - room).contains(&center.y);
    let origin =
        Point { x: center.x - middle.x * px_per_unit, y: center.y - middle.y * px_per_unit };
    fits.then(|| Inset {
        center,
        radius,
        viewport: Viewport { px_per_unit, origin },
        regions: regions.clone(),
        source,
        source_radius,
    })
}

impl Inset {
    /// Whether the inset shows what happens in an area.
    pub(super) fn holds(&self, area: Option<Row>, areas: &[Area], geometry: &MapGeometry) -> bool {
        let area = area.and_then(|row| areas.get(row));
        let position = area.and_then(|area| geometry.position(&area.id));
        position.is_some_and(|position| self.regions.contains(&position))
    }
}
