//! What the reader chose: a plain value that mirrors the URL, and the events it lets through.

mod carried;
mod choice;
mod clause;
mod excerpt;
mod facet;
mod fold;
mod indexing;
mod mask;
mod narrowed;
mod packing;
mod postings;
#[cfg(test)]
pub(crate) mod sample;
mod search;
mod searched;
mod set;
mod suggest;
mod tally;
mod toggle;
mod vocabulary;

pub use carried::Carried;
pub use choice::{Filters, LaneBy, MapMeasure, MapView, Query, Theme, TimeView};
pub use clause::{Clause, Masks};
pub use excerpt::excerpt;
pub use facet::{Grouping, PLACE_SLOTS, by_family, counts};
pub use indexing::IndexBuilder;
pub use mask::Mask;
pub use narrowed::{Choice, choices, cleared, undo_last, without};
pub use search::{Index, SEARCH_MAX_CHARS, highlights};
pub use searched::{Received, Searched};
pub use set::Set;
pub use suggest::{Names, Suggested, Suggestion};
pub use tally::{Held, Tally};
