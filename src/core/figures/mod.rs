//! The figures: what was claimed as of a day, by whom, and how it rose.
//! Claims are set side by side, never averaged; a day without any claim has no figure, not zero.

mod spark;
mod standing;
mod steps;
mod table;
mod words;

pub use spark::draw;
pub use standing::{Standing, as_of, bounds, country};
pub use steps::{StepPoint, steps};
pub use table::{ClaimDay, table};
pub use words::standing_words;

use crate::core::model::Measure;

/// The measures that the strip of figures shows, in its order.
pub const SHOWN: [Measure; 4] =
    [Measure::Deaths, Measure::Injuries, Measure::Detentions, Measure::Blockades];

#[cfg(test)]
mod tests;
