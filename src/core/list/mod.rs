//! The list of events by day: where each row lies, and which are on screen.
//! Only what is on screen is ever drawn, so its cost does not grow with the record.
//! The rows' words and their drawing are not here.

mod days;
mod ranks;

pub use days::{DayList, Entry, Heights, Visible};
