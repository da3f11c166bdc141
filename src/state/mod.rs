//! The shared state: the archive, the query, and what follows from them.
//! Only `actions` writes; nothing here knows the browser.

mod actions;
mod app;
mod derived;
mod shared;

pub use app::App;
pub use derived::Derived;
pub use shared::Shared;
