//! Where on the page notes are shown: their panel, beside an event, at a claim. One note may stand at
//! several, so that ids are told apart by them.

use crate::{browser::focus, state::StoredValue};

/// A place where notes are shown; it goes with the component that made it.
#[derive(Clone, Copy)]
pub struct Spot {
    name: StoredValue<String>,
    /// The id of what takes the focus where nothing nearer can.
    home: StoredValue<String>,
}

impl Spot {
    pub fn new(name: &str, home: &str) -> Self {
        Self { name: StoredValue::new(name.to_owned()), home: StoredValue::new(home.to_owned()) }
    }

    /// What its ids begin with.
    pub fn name(self) -> String {
        self.name.get_value()
    }

    /// The id of a part of a note here.
    pub fn id(self, part: &str, note: &str) -> String {
        part_id(&self.name(), part, note)
    }

    /// The id of the way back after something was taken away.
    pub fn undo_id(self) -> String {
        format!("{}-undo", self.name())
    }

    /// Where what had the focus is gone, brings it to the first of these that is there.
    pub fn focus_first(self, mut ids: Vec<String>) {
        ids.push(self.home.get_value());
        focus::if_lost(ids);
    }

    /// Brings the focus back to where the reader began.
    pub fn focus_home(self) {
        focus::by_id(&self.home.get_value());
    }
}

/// The id of a part of a note at a place.
pub fn part_id(place: &str, part: &str, note: &str) -> String {
    format!("{place}-{part}-{note}")
}
