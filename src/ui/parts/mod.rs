//! Small components that several views share.

mod bubble;
mod close_button;
mod colours;
mod dialog;
mod drawing;
pub mod hand;
mod icon;
mod kept;
mod mark;
mod marked;
mod pace;
mod screen;
mod sources_awaited;
mod twin;

pub use bubble::Bubble;
pub use close_button::CloseButton;
pub use colours::Colours;
pub use dialog::Dialog;
pub use drawing::Drawing;
pub use icon::{Icon, Sign};
pub use kept::Kept;
pub use mark::{FamilyMark, Mark};
pub use marked::marked;
pub use pace::Pace;
pub use screen::is_phone;
pub use sources_awaited::SourcesAwaited;
pub use twin::{Twin, TwinItem};
