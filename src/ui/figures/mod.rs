//! The figures strip: what stands as of the cursor's date, and who says so.

mod cell;
mod strip;

pub use strip::FiguresStrip;
