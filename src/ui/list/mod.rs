//! The events by day.

mod row;
mod view;

pub use view::List;
