//! Civil time: days, spans of days and EDTF dates. No clock and no time zones.

mod day;
mod edtf;

pub use day::{Day, Span};
pub use edtf::{Edtf, EdtfError, End, Form};
