//! The timeline as a khipu: the band of days is the main cord, each lane a cord, each event a knot.
//! Places and shapes only; words come from the caller, gestures stand in `gesture`.

mod columns;
mod density;
mod draw;
mod knots;
mod lanes;
mod layout;
mod scale;
mod sequence;
mod strand;
mod strokes;
mod ticks;
mod twin;

pub use columns::{Cells, Column, Stretch, stretch_at};
pub use density::{Bar, Bin, bars, bin_days, bins};
pub use draw::{Labels, TextWidth, TimelineState, draw};
pub use knots::{Knot, KnotShape, knots};
pub use lanes::{ABROAD, Lane, LaneLabel, REST};
pub use layout::{Band, Cord, Dash, LaneLayout, TimelineLayout, Viewport, layout, opening};
pub use scale::{Limits, TimeScale};
pub use sequence::{Anchor, Sequence};
pub use strand::{Strand, Sum};
pub use ticks::{Tick, TickKind, ticks};
pub use twin::{Direction, TwinKnot, TwinLane, beside, first_stop, twin};
