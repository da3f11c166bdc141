//! What the reader's hand means: pointers and keys in, intents out. No browser here;
//! capturing pointers and preventing scrolling is the page's part.

mod brush;
mod input;
mod keys;
mod map;
mod pan_zoom;
mod play;
mod timeline;

pub use brush::Brush;
pub use input::{Device, Intent, PointerInput};
pub use keys::{Key, edge_key, map_key, timeline_key};
pub use map::MapGesture;
pub use pan_zoom::{Motion, PanZoom};
pub use play::{SPEEDS, advance};
pub use timeline::{TimelineContext, TimelineGesture};
