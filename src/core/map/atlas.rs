//! The two maps a record is drawn on, laid flat once.

use crate::core::geo::{MapGeometry, Projection, TopoError, Topology};

/// The country by its regions, and the world by its countries.
#[derive(Clone, Debug, PartialEq)]
pub struct Atlas {
    pub country: MapGeometry,
    pub world: MapGeometry,
}

impl Atlas {
    /// Reads both maps from their `TopoJSON` files.
    ///
    /// # Errors
    /// Where one of the files cannot be read or holds no outlines.
    pub fn read(country: &str, world: &str) -> Result<Self, TopoError> {
        let country = MapGeometry::country(&Topology::read(country)?, Projection::PERU);
        let world = MapGeometry::world(&Topology::read(world)?);
        match (country, world) {
            (Some(country), Some(world)) => Ok(Self { country, world }),
            _ => Err(TopoError::Empty),
        }
    }
}
