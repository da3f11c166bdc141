//! The clauses of the reader's filters, each with the events it lets through.
//! How a search finds its events stands in `search`.

use crate::core::query::Set;

use super::{Filters, Mask};
use crate::core::{
    model::{Archive, Kind, Links, Row},
    time::Span,
};

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
        let mut by_clause = Clause::ALL.map(|clause| clause_mask(archive, filters, clause));
        // The search is the last clause.
        let [.., search] = &mut by_clause;
        *search = hits;
        Self { rows: archive.events.len(), by_clause }
    }

    /// The same, narrowed to another window of time or to none; nothing else is looked at anew.
    #[must_use]
    pub fn within(&self, archive: &Archive, window: Option<Span>) -> Self {
        let mut masks = self.clone();
        // The window is the first clause.
        let [own, ..] = &mut masks.by_clause;
        *own = window.map(|window| window_mask(archive, window));
        masks
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
fn clause_mask(archive: &Archive, filters: &Filters, clause: Clause) -> Option<Mask> {
    let events = &archive.events;
    let linked = |links: &Links, chosen: Vec<bool>| {
        let any = |row: Row| links.of(row).iter().any(|row| is_chosen(&chosen, *row));
        Mask::of(events.len(), &any)
    };
    match clause {
        Clause::Window => filters.window.map(|window| window_mask(archive, window)),
        Clause::Areas => {
            let chosen =
                rows_of(&filters.areas, archive.areas.iter().map(|area| area.id.as_str()))?;
            let areas = events.areas();
            let holds = |row: Row| areas.get(row).is_some_and(|area| is_chosen(&chosen, *area));
            Some(Mask::of(events.len(), &holds))
        }
        Clause::Kinds => {
            if filters.kinds.is_empty() {
                return None;
            }
            let chosen = Kind::ALL.iter().map(|kind| filters.kinds.contains(kind));
            let chosen: Vec<bool> = chosen.collect();
            let kinds = events.kinds();
            let holds =
                |row: Row| kinds.get(row).is_some_and(|kind| is_chosen(&chosen, *kind as u32));
            Some(Mask::of(events.len(), &holds))
        }
        Clause::Actors => {
            let ids = archive.actors.iter().map(|actor| actor.id.as_str());
            Some(linked(events.actors(), rows_of(&filters.actors, ids)?))
        }
        Clause::Tags => {
            let ids = archive.tags.iter().map(|tag| tag.id.as_str());
            Some(linked(events.tags(), rows_of(&filters.tags, ids)?))
        }
        Clause::Sources => {
            let ids = archive.sources.iter().map(|source| source.id.as_str());
            Some(linked(events.sources(), rows_of(&filters.sources, ids)?))
        }
        Clause::Certainty => (!filters.certainty.is_empty()).then(|| {
            let all = events.certainties();
            let holds = |row: Row| all.get(row).is_some_and(|one| filters.certainty.contains(one));
            Mask::of(events.len(), &holds)
        }),
        Clause::Search => None,
    }
}

/// The events of which some day lies in a window: those that begin in it, and the longer ones
/// that reach into it.
fn window_mask(archive: &Archive, window: Span) -> Mask {
    let events = &archive.events;
    Mask::of_range(events.len(), events.begun(window), events.lasting(window.first))
}

/// Which rows of a list have a chosen id; nothing where nothing is chosen.
fn rows_of<'a>(chosen: &Set<String>, ids: impl Iterator<Item = &'a str>) -> Option<Vec<bool>> {
    (!chosen.is_empty()).then(|| ids.map(|id| chosen.contains(id)).collect())
}

fn is_chosen(chosen: &[bool], row: u32) -> bool {
    chosen.get(row as usize).copied().unwrap_or(false)
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
    fn another_window_gives_what_a_new_start_gives() {
        let mut seeded = Seeded(2);
        let archive = archive(&mut seeded, 100);
        for _ in 0..100 {
            let new = filters(&mut seeded, &archive);
            let settled = Filters { window: None, ..new.clone() };
            let masks = Masks::of(&archive, &settled, None).within(&archive, new.window);
            assert_eq!(masks, Masks::of(&archive, &new, None));
        }
    }

    #[test]
    fn a_view_ignores_its_own_brush() {
        let mut seeded = Seeded(3);
        let archive = archive(&mut seeded, 100);
        let first = archive.events.get(0).unwrap().span;
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
