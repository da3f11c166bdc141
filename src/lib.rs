//! Khipu: a record of dated, placed, sourced events as a linked timeline and map.
//! `core` is pure; `state`, `browser` and `ui` exist only with the `page` feature, and `reader` with its
//! own.

pub mod core;

#[cfg(feature = "page")]
pub mod browser;
#[cfg(feature = "reader")]
pub mod reader;
#[cfg(feature = "page")]
pub mod state;
#[cfg(feature = "page")]
pub mod ui;
