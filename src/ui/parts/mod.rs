//! Small components that several views share.

mod close_button;
mod dialog;
mod drawing;
mod mark;
mod marked;

pub use close_button::CloseButton;
pub use dialog::Dialog;
pub use drawing::Drawing;
pub use mark::{FamilyMark, Mark};
pub use marked::Marked;
