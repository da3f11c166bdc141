//! Places on the globe and on the page.

mod angle;
mod bounds;
mod geometry;
mod projection;
mod topology;

pub use angle::sin_cos;
pub use bounds::Bounds;
pub use geometry::{Lens, MapGeometry, Region};
pub use projection::Projection;
pub use topology::{Feature, TopoError, Topology};

/// A place on the globe, in degrees east and north.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    pub lon: f64,
    pub lat: f64,
}

/// A point on the page, in CSS pixels from the top left of its drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// Whether the point is inside by the even-odd rule, each ring closed.
pub fn contains(rings: &[Vec<Point>], at: Point) -> bool {
    let mut inside = false;
    for ring in rings {
        let Some(mut from) = ring.last() else { continue };
        for to in ring {
            if (from.y > at.y) != (to.y > at.y)
                && at.x < from.x + (at.y - from.y) / (to.y - from.y) * (to.x - from.x)
            {
                inside = !inside;
            }
            from = to;
        }
    }
    inside
}
