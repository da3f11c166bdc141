//! What narrows the view now, choice by choice, and how each is undone.

use super::{Filters, Query};
use crate::core::{
    model::{Certainty, Family, Kind},
    time::Span,
};

/// One choice that narrows, as the row of active choices shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    Window(Span),
    /// The id of a region or country; empty for events without a place.
    Area(String),
    /// Every kind of a family.
    Family(Family),
    Kind(Kind),
    Actor(String),
    Tag(String),
    Source(String),
    Certainty(Certainty),
    Search(String),
}

/// Every choice that narrows, in the order they are shown; a whole family counts as one.
pub fn choices(query: &Query) -> Vec<Choice> {
    let filters = &query.filters;
    let mut all: Vec<Choice> = filters.window.map(Choice::Window).into_iter().collect();
    let ids = |from: &crate::core::query::Set<String>, choice: fn(String) -> Choice| {
        from.iter().cloned().map(choice).collect::<Vec<_>>()
    };
    all.extend(ids(&filters.areas, Choice::Area));
    for family in Family::ALL {
        if filters.has_family(*family) {
            all.push(Choice::Family(*family));
        } else {
            let kinds = family.kinds().filter(|kind| filters.kinds.contains(kind));
            all.extend(kinds.map(Choice::Kind));
        }
    }
    all.extend(ids(&filters.actors, Choice::Actor));
    all.extend(ids(&filters.tags, Choice::Tag));
    all.extend(ids(&filters.sources, Choice::Source));
    all.extend(filters.certainty.iter().copied().map(Choice::Certainty));
    if !filters.search.is_empty() {
        all.push(Choice::Search(filters.search.clone()));
    }
    all
}

/// The query without one of its choices.
#[must_use]
pub fn without(query: &Query, choice: &Choice) -> Query {
    let mut query = query.clone();
    let filters = &mut query.filters;
    match choice {
        Choice::Window(_) => filters.window = None,
        Choice::Area(id) => drop(filters.areas.remove(id)),
        Choice::Family(family) => filters.kinds.retain(|kind| kind.family() != *family),
        Choice::Kind(kind) => drop(filters.kinds.remove(kind)),
        Choice::Actor(id) => drop(filters.actors.remove(id)),
        Choice::Tag(id) => drop(filters.tags.remove(id)),
        Choice::Source(id) => drop(filters.sources.remove(id)),
        Choice::Certainty(certainty) => drop(filters.certainty.remove(certainty)),
        Choice::Search(_) => filters.search.clear(),
    }
    query
}

/// The query with nothing narrowed; what is open, the cursor and the views stay.
#[must_use]
pub fn cleared(query: &Query) -> Query {
    Query { filters: Filters::default(), ..query.clone() }
}

/// What Escape undoes, one thing at a time: the table of claims, the open event, the story,
/// the search, then the other choices from the last shown to the first. Nothing where nothing is left.
pub fn undo_last(query: &Query) -> Option<Query> {
    let mut undone = query.clone();
    if undone.claims.take().is_some()
        || undone.event.take().is_some()
        || undone.story.take().is_some()
    {
        return Some(undone);
    }
    choices(query).last().map(|last| without(query, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::sample::{Seeded, archive, filters};

    #[test]
    fn taking_every_choice_away_one_by_one_leaves_nothing_narrowed() {
        let mut seeded = Seeded(31);
        let archive = archive(&mut seeded, 10);
        for _ in 0..200 {
            let mut query = Query { filters: filters(&mut seeded, &archive), ..Query::default() };
            let all = choices(&query);
            for (gone, choice) in all.iter().enumerate() {
                query = without(&query, choice);
                assert_eq!(choices(&query), all[gone + 1..]);
            }
            assert_eq!(query, Query::default());
        }
    }

    #[test]
    fn a_whole_family_is_one_choice() {
        let mut query = Query::default();
        query.filters.toggle_family(Family::Voice);
        query.filters.toggle_kind(Kind::Clash);
        assert_eq!(choices(&query), [Choice::Kind(Kind::Clash), Choice::Family(Family::Voice)]);
    }

    #[test]
    fn escape_undoes_the_nearest_thing_first() {
        let mut query = Query {
            claims: Some(crate::core::model::Measure::Deaths),
            event: Some("e".into()),
            story: Some(("s".into(), 1)),
            ..Query::default()
        };
        query.filters.search = "puno".into();
        query.filters.toggle_area("PE-PUN");
        query.filters.toggle_tag("strike");
        let mut steps = Vec::new();
        while let Some(undone) = undo_last(&query) {
            steps.push((
                undone.claims.is_some(),
                undone.event.is_some(),
                undone.story.is_some(),
                choices(&undone).len(),
            ));
            query = undone;
        }
        let expected = [
            (false, true, true, 3),
            (false, false, true, 3),
            (false, false, false, 3),
            (false, false, false, 2),
            (false, false, false, 1),
            (false, false, false, 0),
        ];
        assert_eq!(steps, expected);
    }

    #[test]
    fn clearing_keeps_what_is_open() {
        let mut query = Query { event: Some("e".into()), ..Query::default() };
        query.filters.search = "puno".into();
        let query = cleared(&query);
        assert_eq!(query, Query { event: Some("e".into()), ..Query::default() });
    }
}
