//! What narrows the events: the chips of the families, the choices made, and the panel of all.

mod chips;
mod choices;
mod dates;
mod facet;
mod panel;

pub use chips::Chips;
pub use choices::Choices;
pub use panel::{Panel, area_name, choice_in_words};
