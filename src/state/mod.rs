//! The shared state: the archive, the query, and what follows from them.
//! Only `actions` writes it, and `notes` its own; nothing here knows the browser.

mod actions;
mod app;
mod derived;
mod notes;
mod shared;
mod signals;
mod sources;

pub use app::App;
pub use derived::{Derived, MOST_AT_ONCE};
pub use notes::{Found, Gone, Keeping, Notes};
pub use shared::Shared;
pub use signals::{Callback, Memo, ReadSignal, Reading, RwSignal, Signal, StoredValue, effect};
pub use sources::Sources;
