//! A reader's notes: written beside what they are about, and all of them in a panel.

mod banner;
mod beside;
mod book;
mod editor;
mod exchange;
mod item;
mod link;
mod on;
mod panel;
mod plan;
mod sieve;
mod target;
mod unfinished;
mod wipe;

pub use beside::Beside;
pub use book::Book;
pub use link::NotesInLink;
pub use on::NotesOn;
pub use panel::NotesPanel;
