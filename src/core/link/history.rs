//! Which changes the browser's Back walks, and which only correct the address.

use crate::core::query::{Filters, Query};

/// What a change leaves in the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// An entry of its own: Back undoes the change.
    Step,
    /// The entry there is, with the new address: part of a movement.
    Blur,
}

/// What the change from one query to another leaves.
///
/// A choice is a step. A movement (cursor, window, search as it is typed, zoom and pan) blurs,
/// but a window or a search that begins or ends is a step, so that Back takes it away as a whole.
pub fn trace(old: &Query, new: &Query) -> Trace {
    let begins_or_ends =
        |is_set: fn(&Filters) -> bool| is_set(&old.filters) != is_set(&new.filters);
    if begins_or_ends(|filters| filters.window.is_some())
        || begins_or_ends(|filters| !filters.search.is_empty())
        || still(old) != still(new)
    {
        Trace::Step
    } else {
        Trace::Blur
    }
}

/// A query without what moves.
fn still(query: &Query) -> Query {
    let mut still = query.clone();
    still.cursor = None;
    still.time = None;
    still.map = None;
    still.filters.window = None;
    still.filters.search.clear();
    still
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{
        i18n::Lang,
        model::{Family, Measure},
        query::{LaneBy, MapMeasure, MapView, TimeView},
        time::{Day, Span},
    };

    fn check(change: fn(&mut Query), expected: Trace) {
        let mut old = Query::default();
        old.filters.toggle_family(Family::Protest);
        old.filters.window = Some(Span { first: Day(10), last: Day(20) });
        old.filters.search = "pun".to_string();
        let mut new = old.clone();
        change(&mut new);
        assert_eq!(trace(&old, &new), expected, "{new:?}");
        assert_eq!(trace(&new, &old), expected, "back from {new:?}");
    }

    #[test]
    fn a_choice_is_a_step() {
        check(|query| query.filters.toggle_family(Family::Voice), Trace::Step);
        check(|query| query.filters.toggle_area("PE-PUN"), Trace::Step);
        check(|query| query.event = Some("e".into()), Trace::Step);
        check(|query| query.story = Some(("s".into(), 1)), Trace::Step);
        check(|query| query.claims = Some(Measure::Deaths), Trace::Step);
        check(|query| query.lang = Some(Lang::Es), Trace::Step);
        check(|query| query.lanes = LaneBy::Kind, Trace::Step);
        check(|query| query.measure = MapMeasure::Events, Trace::Step);
        check(|query| query.folded.extend(["x".to_string()]), Trace::Step);
    }

    #[test]
    fn a_movement_blurs() {
        check(|_| (), Trace::Blur);
        check(|query| query.cursor = Some(Day(11)), Trace::Blur);
        check(
            |query| query.filters.window = Some(Span { first: Day(11), last: Day(20) }),
            Trace::Blur,
        );
        check(|query| query.filters.search = "puno".into(), Trace::Blur);
        check(|query| query.time = Some(TimeView { start: 1.0, end: 2.0 }), Trace::Blur);
        check(
            |query| query.map = Some(MapView { zoom: 2.0, center_x: 0.5, center_y: 0.5 }),
            Trace::Blur,
        );
    }

    #[test]
    fn a_movement_that_begins_or_ends_a_narrowing_is_a_step() {
        check(|query| query.filters.window = None, Trace::Step);
        check(|query| query.filters.search.clear(), Trace::Step);
    }
}
