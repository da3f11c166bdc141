//! The record on a map: what is drawn where, how large and in which class.
//! The map of the country and the small map of the world are the same code.

mod atlas;
mod classes;
mod draw;
mod inset;
mod labels;
mod layout;
mod merge;
mod spots;
mod view;

pub use atlas::Atlas;
pub use classes::{Legend, classes};
pub use draw::draw;
pub use inset::Inset;
pub use labels::Label;
pub use layout::{
    Accent, AreaShape, MapInput, MapLayout, MapMark, Outlines, Part, layout, zoom_to_part,
};
pub use spots::{Sites, counts_abroad};
pub use view::{Frame, Viewport, WHOLE};
