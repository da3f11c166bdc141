//! A reader's notes: what they are about, how they are stored, merged, exported and read.
//! Where they are kept, what the clock says and how they look is not known here.

mod base64;
mod carry;
mod deflate;
mod digest;
mod document;
mod entry;
mod fuzzy;
mod inflate;
mod merge;
mod migrations;
mod moment;
mod note;
mod passage;
mod recovery;
mod target;
mod text;

pub use carry::{CARRIED_MAX_CHARS, CarryError, packed, unpacked};
pub use document::{Document, Loss, LossKind, Stored, VERSION, note_units, utf16_units};
pub use merge::merge;
pub use moment::Moment;
pub use note::{Colour, Note, State};
pub use passage::{Anchor, CONTEXT_CHARS, Position, Quote, point_of_utf16, slice, utf16_of_point};
pub use target::{Part, Passage, Target};
pub use text::{Piece, PieceKind, pieces, shown, sign};
