//! Which notes the panel shows, and in which order.

use std::collections::BTreeMap;

use super::target::{Sort, target_day, target_words};
use crate::{
    core::{
        notes::{Document, Note, State},
        order::sort_by,
    },
    state::{App, Shared},
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

/// The notes that are asked for, in their order: rows of a document, which may be thousands.
#[derive(Clone, PartialEq)]
pub struct Sifted {
    document: Shared<Document>,
    rows: Vec<usize>,
}

impl Sifted {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// So many of the notes, from the first.
    pub fn first(&self, most: usize) -> Vec<Note> {
        let note = |row: &usize| self.document.notes().get(*row).cloned();
        self.rows.iter().take(most).filter_map(note).collect()
    }

    /// One of the notes, counted from the first.
    pub fn nth(&self, at: usize) -> Option<&Note> {
        self.document.notes().get(*self.rows.get(at)?)
    }

    /// All of them.
    pub fn all(&self) -> Vec<Note> {
        self.first(usize::MAX)
    }
}

impl Sieve {
    /// The notes that are asked for, in their order.
    pub fn of(&self, app: App, document: Shared<Document>) -> Sifted {
        let search = self.search.trim().to_lowercase();
        let mut said = Said { app, search, targets: BTreeMap::new() };
        let notes = document.notes();
        let mut rows: Vec<usize> = (0..notes.len())
            .filter(|row| notes.get(*row).is_some_and(|note| self.lets(note, &mut said)))
            .collect();
        let written = |row: usize| notes.get(row).map(|note| (note.modified, note.created));
        match self.order {
            Order::Written => sort_by(&mut rows, &|one, other| written(*other).cmp(&written(*one))),
            Order::Event => {
                let day = |row| target_day(app, notes.get(row)?);
                let mut dated: Vec<_> = rows
                    .into_iter()
                    .map(|row| (day(row).unwrap_or(i32::MAX), written(row), row))
                    .collect();
                sort_by(&mut dated, &|one, other| one.cmp(other));
                rows = dated.into_iter().map(|(.., row)| row).collect();
            }
        }
        Sifted { document, rows }
    }

    fn lets(&self, note: &Note, said: &mut Said) -> bool {
        !note.deleted
            && self.state.is_none_or(|state| note.state == state)
            && self.tag.as_ref().is_none_or(|tag| note.tags.contains(tag))
            && self.sort.is_none_or(|sort| Sort::of(&note.target) == sort)
            && (said.search.is_empty() || said.by(note))
    }
}

/// A search among notes: in their texts, their tags, the words they are fixed to and what these
/// belong to.
struct Said {
    app: App,
    search: String,
    /// Whether what notes are about holds the search: many are about the same.
    targets: BTreeMap<String, bool>,
}

impl Said {
    fn by(&mut self, note: &Note) -> bool {
        let holds = |text: &str| text.to_lowercase().contains(&self.search);
        if holds(&note.text)
            || note.tags.iter().any(|tag| holds(tag))
            || note.target.quote().is_some_and(|quote| holds(&quote.exact))
        {
            return true;
        }
        let about = note.target.on();
        if let Some(known) = self.targets.get(&about) {
            return *known;
        }
        let is = holds(&target_words(self.app, &note.target));
        self.targets.insert(about, is);
        is
    }
}

/// Every tag in use, by the alphabet.
pub fn tags(document: &Document) -> Vec<String> {
    let mut tags: Vec<String> = document.living().flat_map(|note| note.tags.clone()).collect();
    sort_by(&mut tags, &|one, other| one.cmp(other));
    tags.dedup();
    tags
}
