//! The page around the views: loading, the header, notices, and what joins the state to the browser.

mod address;
#[cfg(feature = "bench")]
mod bench;
mod columns;
mod explorer;
mod header;
mod indexing;
mod keys;
mod loading;
mod notices;
mod search;
mod table;

pub use loading::Shell;
