//! A reader's notes: written beside what they are about, and all of them in a panel.

mod banner;
mod beside;
mod book;
mod by_hand;
mod copies;
mod dated;
mod drafts;
mod editor;
mod exchange;
mod item;
mod journal;
mod link;
mod on;
mod panel;
mod plan;
mod sieve;
mod spot;
mod target;
mod undo;
mod unfinished;
mod wipe;

pub use beside::Beside;
pub use book::Book;
pub use dated::Dated;
pub use link::NotesInLink;
pub use on::{NotesOn, claim_place, claims_place};
pub use panel::NotesPanel;
