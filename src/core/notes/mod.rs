//! A reader's notes: what they are about, how they are stored, merged, exported and read.
//! Where they are kept, what the clock says and how they look is not known here.

mod annotation;
mod base64;
mod carry;
mod deflate;
mod digest;
mod document;
mod entry;
mod fuzzy;
mod inflate;
mod intake;
mod json;
mod kept;
mod markdown;
mod markup;
mod merge;
mod migrations;
mod moment;
mod notch;
mod note;
mod noted;
mod passage;
mod plan;
mod reading;
mod recovery;
mod standing;
mod table;
mod target;
mod text;

pub use annotation::{CONTEXT, Export, annotation, collection, note_urn, paged};
pub use carry::{CARRIED_MAX_CHARS, CarryError, packed, unpacked};
pub use document::{Document, Loss, LossKind, Stored, VERSION, note_units, utf16_units};
pub use intake::{
    INTAKE_MAX_BYTES, INTAKE_MAX_NOTES, Intake, IntakeError, IntakeForm, IntakeProblem,
    ProblemKind, Setting, TEXT_MAX_CHARS, take_in,
};
pub use json::written as json_text;
pub use markdown::{Wording, markdown};
pub use merge::{merge, reconciled};
pub use moment::Moment;
pub use notch::{flag, line};
pub use note::{Colour, Note, State, tags_in};
pub use noted::{Noted, told};
pub use passage::{Anchor, CONTEXT_CHARS, Position, Quote, point_of_utf16, slice, utf16_of_point};
pub use plan::{Counts, Plan, Planned, Verdict};
pub use standing::{Standing, part_text, standing};
pub use table::csv;
pub use target::{Part, Passage, Target};
pub use text::{Piece, PieceKind, pieces, shown, sign};
