//! Which notes the panel shows, and in which order.

use super::target::{Sort, target_day, target_words};
use crate::{
    core::{
        notes::{Document, Note, State},
        order::sort_by,
    },
    state::App,
};

/// The order of the notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The one written last stands first.
    #[default]
    Written,
    /// By the date of what they are about; those without one come last.
    Event,
}

/// What the reader asks for among the notes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sieve {
    pub search: String,
    pub state: Option<State>,
    pub tag: Option<String>,
    pub sort: Option<Sort>,
    pub order: Order,
}

impl Sieve {
    /// The notes that are asked for, in their order.
    pub fn of(&self, app: App, document: &Document) -> Vec<Note> {
        let search = self.search.trim().to_lowercase();
        let mut notes: Vec<&Note> =
            document.living().filter(|note| self.lets(app, note, &search)).collect();
        match self.order {
            Order::Written => sort_by(&mut notes, &|one, other| other.modified.cmp(&one.modified)),
            Order::Event => {
                let mut dated: Vec<(i32, &Note)> = notes
                    .into_iter()
                    .map(|note| (target_day(app, note).unwrap_or(i32::MAX), note))
                    .collect();
                sort_by(&mut dated, &|one, other| {
                    (one.0, one.1.created).cmp(&(other.0, other.1.created))
                });
                notes = dated.into_iter().map(|(_, note)| note).collect();
            }
        }
        notes.into_iter().cloned().collect()
    }

    fn lets(&self, app: App, note: &Note, search: &str) -> bool {
        self.state.is_none_or(|state| note.state == state)
            && self.tag.as_ref().is_none_or(|tag| note.tags.contains(tag))
            && self.sort.is_none_or(|sort| Sort::of(&note.target) == sort)
            && (search.is_empty() || says(app, note, search))
    }
}

/// Whether a note says something: in its text, its tags, the words it is fixed to or what these
/// belong to.
fn says(app: App, note: &Note, search: &str) -> bool {
    let holds = |text: &str| text.to_lowercase().contains(search);
    holds(&note.text)
        || note.tags.iter().any(|tag| holds(tag))
        || note.target.quote().is_some_and(|quote| holds(&quote.exact))
        || holds(&target_words(app, &note.target))
}

/// Every tag in use, by the alphabet.
pub fn tags(document: &Document) -> Vec<String> {
    let mut tags: Vec<String> = document.living().flat_map(|note| note.tags.clone()).collect();
    sort_by(&mut tags, &|one, other| one.cmp(other));
    tags.dedup();
    tags
}
