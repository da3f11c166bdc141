//! Words: the reader's languages, the interface's texts, dates and numbers in words.

mod lang;
mod text;

pub use lang::Lang;
pub use text::{Picked, Text};
