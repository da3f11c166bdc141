//! The browser's capabilities, one a file. Knows nothing of `ui` or `state`.
//! What is registered here is a guard that takes it back when dropped.

mod brush;
pub mod canvas;
pub mod clipboard;
pub mod desk;
pub mod device;
pub mod download;
pub mod embedded;
pub mod fetch;
pub mod focus;
pub mod frame;
pub mod highlight;
pub mod indexer;
pub mod inert;
pub mod listening;
pub mod media;
pub mod names;
pub mod noted;
pub mod offline;
pub mod own;
mod painter;
pub mod paper;
pub mod pause;
pub mod pointer;
pub mod resize;
pub mod selection;
pub mod share;
pub mod storage;
pub mod theme;
pub mod url;
