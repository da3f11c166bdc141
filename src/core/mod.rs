//! What Khipu knows without a browser: the record, time, place, choices, drawings and words.
//! No browser, no signals, no clock, no randomness.

pub mod decimal;
pub mod export;
pub mod figures;
#[cfg(feature = "bench")]
pub mod generate;
pub mod geo;
pub mod gesture;
pub mod i18n;
pub mod link;
pub mod list;
pub mod map;
pub mod model;
pub mod notes;
pub mod order;
pub mod picture;
pub mod query;
pub mod random;
pub mod scene;
pub mod time;
pub mod timeline;
