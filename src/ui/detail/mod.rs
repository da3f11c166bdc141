//! The event column: one event, or what the record is when none is open.

mod about;
mod event;
mod figures;
mod sources;
mod tour;
mod view;

pub use sources::{source_name, source_origin};
pub use view::Detail;
