//! Khipu: a record of dated, placed, sourced events as a linked timeline and map.
//! `core` is pure; `state`, `browser` and `ui` exist only with the `page` feature.

pub mod core;

#[cfg(feature = "page")]
pub mod browser;
#[cfg(feature = "page")]
pub mod state;
#[cfg(feature = "page")]
pub mod ui;
