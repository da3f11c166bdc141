//! The page around the views: loading, the header, notices, and what joins the state to the browser.

pub mod address;
#[cfg(feature = "bench")]
mod bench;
pub mod columns;
mod explorer;
mod header;
mod indexing;
mod keys;
mod loading;
mod notices;
pub mod record;
mod search;

pub use loading::{COUNTRY_MAP, Shell, WORLD_MAP};
