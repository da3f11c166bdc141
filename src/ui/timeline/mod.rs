//! The timeline: its bar of choices, its drawing and the drawing's twin.

mod bar;
mod labels;
mod play;
mod sliders;
mod stage;
mod view;

pub use labels::{lane_label, tick_label};
pub use view::Timeline;
