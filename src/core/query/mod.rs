//! What the reader chose: a plain value that mirrors the URL.

mod choice;

pub use choice::{Filters, LaneBy, MapMeasure, MapView, Query, Theme, TimeView};
