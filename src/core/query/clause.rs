//! The clauses of the reader's filters, each with the events it lets through.
//! How a search finds its events stands in `search`.

use crate::core::query::Set;

use super::{Filters, Mask};
use crate::core::model::{Archive, Event, Row};

/// One part of the filters. An event is in view where every clause lets it through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clause {
    Window,
    Areas,
    Kinds,
    Actors,
    Tags,
    Sources,
    Certainty,
    Search,
}

impl Clause {
    pub const ALL: [Self; 8] = [
        Self::Window,
        Self::Areas,
        Self::Kinds,
        Self::Actors,
        Self::Tags,
        Self::Sources,
        Self::Certainty,
        Self::Search,
    ];

    /// Whether two filters say the same in this clause.
    pub fn is_same(self, one: &Filters, other: &Filters) -> bool {
        match self {
            Self::Window => one.window == other.window,
            Self::Areas => one.areas == other.areas,
            Self::Kinds => one.kinds == other.kinds,
            Self::Actors => one.actors == other.actors,
            Self::Tags => one.tags == other.tags,
            Self::Sources => one.sources == other.sources,
            Self::Certainty => one.certainty == other.certainty,
            Self::Search => one.search == other.search,
        }
    }
}

/// The events of every clause that narrows; a view asks for all clauses but its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Masks {
    rows: usize,
    by_clause: [Option<Mask>; 8],
}

impl Masks {
    /// The masks of a record under filters; `hits` are the events the search found, nothing
    /// where it does not narrow.
    pub fn of(archive: &Archive, filters: &Filters, hits: Option<Mask>) -> Self {
        let mut masks =
            Self::new(archive, Clause::ALL.map(|clause| clause_mask(archive, filters, clause)));
        masks.set_hits(hits);
        masks
    }

    /// Masks made one by one, in the order of `Clause::ALL`.
    pub fn new(archive: &Archive, by_clause: [Option<Mask>; 8]) -> Self {
        Self { rows: archive.events.len(), by_clause }
    }

    /// The masks under new filters, keeping those of clauses that say the same as before.
    #[must_use]
    pub fn updated(
        &self,
        archive: &Archive,
        old: &Filters,
        new: &Filters,
        hits: Option<Mask>,
    ) -> Self {
        let mut masks = Self::new(archive, self.by_clause.clone());
        for (clause, mask) in Clause::ALL.into_iter().zip(&mut masks.by_clause) {
            if !clause.is_same(old, new) {
                *mask = clause_mask(archive, new, clause);
            }
        }
        masks.set_hits(hits);
        masks
    }

    /// The search is the last clause.
    fn set_hits(&mut self, hits: Option<Mask>) {
        let [.., search] = &mut self.by_clause;
        *search = hits;
    }

    /// The events that every clause lets through.
    pub fn all(&self) -> Mask {
        self.meet(|_| true)
    }

    /// The events that every clause but one lets through.
    pub fn all_but(&self, clause: Clause) -> Mask {
        self.meet(|other| other != clause)
    }

    /// Whether any clause narrows.
    pub fn narrow(&self) -> bool {
        self.by_clause.iter().any(Option::is_some)
    }

    fn meet(&self, takes_part: impl Fn(Clause) -> bool) -> Mask {
        Clause::ALL
            .into_iter()
            .zip(&self.by_clause)
            .filter(|(clause, _)| takes_part(*clause))
            .filter_map(|(_, mask)| mask.as_ref())
            .fold(None, |met: Option<Mask>, mask| {
                Some(met.map_or_else(|| mask.clone(), |met| met.and(mask)))
            })
            .unwrap_or_else(|| Mask::full(self.rows))
    }
}

/// The events that one clause lets through, or nothing where it does not narrow.
/// `Clause::Search` never does here: its events come from `Index::hits`.
pub fn clause_mask(archive: &Archive, filters: &Filters, clause: Clause) -> Option<Mask> {
    match clause {
        Clause::Window => {
            let window = filters.window?;
            // Events stand by their first day: those after the window are one tail.
            let end = archive.events.partition_point(|event| event.span.first <= window.last);
            let met = (0..end).filter(|row| {
                archive.events.get(*row).is_some_and(|event| event.span.meets(window))
            });
            Some(Mask::of_rows(archive.events.len(), met))
        }
        Clause::Areas => {
            let chosen =
                rows_of(&filters.areas, archive.areas.iter().map(|area| area.id.as_str()))?;
            Some(events_where(archive, |event| is_chosen(&chosen, event.area)))
        }
        Clause::Kinds => (!filters.kinds.is_empty())
            .then(|| events_where(archive, |event| filters.kinds.contains(&event.kind))),
        Clause::Actors => {
            let chosen =
                rows_of(&filters.actors, archive.actors.iter().map(|actor| actor.id.as_str()))?;
            Some(events_where(archive, |event| any_chosen(&chosen, &event.actors)))
        }
        Clause::Tags => {
            let chosen = rows_of(&filters.tags, archive.tags.iter().map(|tag| tag.id.as_str()))?;
            Some(events_where(archive, |event| any_chosen(&chosen, &event.tags)))
        }
        Clause::Sources => {
            let chosen =
                rows_of(&filters.sources, archive.sources.iter().map(|source| source.id.as_str()))?;
            Some(events_where(archive, |event| any_chosen(&chosen, &event.sources)))
        }
        Clause::Certainty => (!filters.certainty.is_empty())
            .then(|| events_where(archive, |event| filters.certainty.contains(&event.certainty))),
        Clause::Search => None,
    }
}

fn events_where(archive: &Archive, holds: impl Fn(&Event) -> bool) -> Mask {
    let chosen = archive.events.iter().enumerate().filter(|(_, event)| holds(event));
    Mask::of_rows(archive.events.len(), chosen.map(|(row, _)| row))
}

/// Which rows of a list have a chosen id; nothing where nothing is chosen.
fn rows_of<'a>(chosen: &Set<String>, ids: impl Iterator<Item = &'a str>) -> Option<Vec<bool>> {
    (!chosen.is_empty()).then(|| ids.map(|id| chosen.contains(id)).collect())
}

fn is_chosen(chosen: &[bool], row: Row) -> bool {
    chosen.get(row).copied().unwrap_or(false)
}

fn any_chosen(chosen: &[bool], rows: &[Row]) -> bool {
    rows.iter().any(|row| is_chosen(chosen, *row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::sample::{Seeded, archive, filters, lets_through};

    #[test]
    fn every_mask_equals_the_naive_filter() {
        let mut seeded = Seeded(1);
        let archive = archive(&mut seeded, 300);
        for _ in 0..200 {
            let filters = filters(&mut seeded, &archive);
            let masks = Masks::of(&archive, &filters, None);
            let naive = |but: Option<Clause>| {
                let rows = (0..archive.events.len())
                    .filter(|row| lets_through(&archive, &filters, *row, but));
                rows.collect::<Vec<_>>()
            };
            assert_eq!(masks.all().iter().collect::<Vec<_>>(), naive(None));
            for clause in Clause::ALL {
                assert_eq!(
                    masks.all_but(clause).iter().collect::<Vec<_>>(),
                    naive(Some(clause)),
                    "all but {clause:?} of {filters:?}"
                );
            }
        }
    }

    #[test]
    fn an_update_gives_what_a_new_start_gives_and_shares_what_stayed() {
        let mut seeded = Seeded(2);
        let archive = archive(&mut seeded, 100);
        let mut old = filters(&mut seeded, &archive);
        let mut masks = Masks::of(&archive, &old, None);
        for _ in 0..100 {
            let new = filters(&mut seeded, &archive);
            masks = masks.updated(&archive, &old, &new, None);
            assert_eq!(masks, Masks::of(&archive, &new, None));
            old = new;
        }
    }

    #[test]
    fn a_view_ignores_its_own_brush() {
        let mut seeded = Seeded(3);
        let archive = archive(&mut seeded, 100);
        let first = archive.events[0].span;
        let filters = Filters { window: Some(first), ..Filters::default() };
        let masks = Masks::of(&archive, &filters, None);
        assert!(masks.all().count() < 100);
        assert!(masks.all_but(Clause::Window).is_full());
    }

    #[test]
    fn an_id_the_record_does_not_hold_lets_nothing_through() {
        let mut seeded = Seeded(4);
        let archive = archive(&mut seeded, 20);
        let filters = Filters { actors: Set::from(["nobody".to_string()]), ..Filters::default() };
        assert!(Masks::of(&archive, &filters, None).all().is_empty());
    }
}
