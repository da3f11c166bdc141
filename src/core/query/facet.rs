//! Counts of the events in view: per area, kind, actor and so on, and sums for the map.
//! Each list is counted under every filter but its own, so that a choice leaves the others open.

use super::{Clause, MapMeasure, Mask, Masks};
use crate::core::{
    model::{Archive, Certainty, Event, Family, Kind, Measure, Row},
    time::Day,
};

/// How many events stand behind each thing the reader can choose, by the row in the archive's
/// list, or by the word's place in `Kind::ALL`, `Family::ALL`, `Certainty::ALL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facets {
    pub areas: Vec<u32>,
    pub kinds: Vec<u32>,
    pub families: Vec<u32>,
    pub actors: Vec<u32>,
    pub tags: Vec<u32>,
    pub sources: Vec<u32>,
    pub certainty: Vec<u32>,
}

impl Facets {
    /// All counts, each list under every clause but its own.
    pub fn of(archive: &Archive, masks: &Masks) -> Self {
        let kinds = per_kind(archive, &masks.all_but(Clause::Kinds));
        Self {
            areas: per_area(archive, &masks.all_but(Clause::Areas)),
            families: family_sums(&kinds),
            kinds,
            actors: per_actor(archive, &masks.all_but(Clause::Actors)),
            tags: per_tag(archive, &masks.all_but(Clause::Tags)),
            sources: per_source(archive, &masks.all_but(Clause::Sources)),
            certainty: per_certainty(archive, &masks.all_but(Clause::Certainty)),
        }
    }
}

/// Events per row of `Archive::areas`.
pub fn per_area(archive: &Archive, mask: &Mask) -> Vec<u32> {
    counts(archive, mask, archive.areas.len(), |event, add| add(event.area))
}

/// Events per kind, in the order of `Kind::ALL`.
pub fn per_kind(archive: &Archive, mask: &Mask) -> Vec<u32> {
    counts(archive, mask, Kind::ALL.len(), |event, add| add(event.kind as usize))
}

/// Events per family, in the order of `Family::ALL`.
pub fn per_family(archive: &Archive, mask: &Mask) -> Vec<u32> {
    family_sums(&per_kind(archive, mask))
}

/// Events per row of `Archive::actors`; an event counts for each of its actors.
pub fn per_actor(archive: &Archive, mask: &Mask) -> Vec<u32> {
    counts(archive, mask, archive.actors.len(), |event, add| {
        event.actors.iter().copied().for_each(add);
    })
}

/// Events per row of `Archive::tags`.
pub fn per_tag(archive: &Archive, mask: &Mask) -> Vec<u32> {
    counts(archive, mask, archive.tags.len(), |event, add| {
        event.tags.iter().copied().for_each(add);
    })
}

/// Events per row of `Archive::sources`.
pub fn per_source(archive: &Archive, mask: &Mask) -> Vec<u32> {
    counts(archive, mask, archive.sources.len(), |event, add| {
        event.sources.iter().copied().for_each(add);
    })
}

/// Events per certainty, in the order of `Certainty::ALL`.
pub fn per_certainty(archive: &Archive, mask: &Mask) -> Vec<u32> {
    counts(archive, mask, Certainty::ALL.len(), |event, add| add(event.certainty as usize))
}

/// A day and how many events begin on it, by family in the order of `Family::ALL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCount {
    pub day: Day,
    pub by_family: [u32; 4],
}

/// The days on which events begin, in order; an event of several days counts once, on its first.
pub fn per_day(archive: &Archive, mask: &Mask) -> Vec<DayCount> {
    let mut days: Vec<DayCount> = Vec::new();
    for event in mask.iter().filter_map(|row| archive.events.get(row)) {
        if days.last().is_none_or(|last| last.day != event.span.first) {
            days.push(DayCount { day: event.span.first, by_family: [0; 4] });
        }
        if let Some(count) =
            days.last_mut().and_then(|last| last.by_family.get_mut(event.kind.family() as usize))
        {
            *count += 1;
        }
    }
    days
}

/// What the map's colours count, per row of `Archive::areas`.
///
/// Deaths are the record's own ledger, each counted once. Injuries are the sum of what each event's
/// sources give (see `injuries`): two events may count the same person, so the sum shows where
/// many were hurt rather than how many.
pub fn measure_per_area(archive: &Archive, mask: &Mask, measure: MapMeasure) -> Vec<f64> {
    let mut sums = vec![0.0; archive.areas.len()];
    for event in mask.iter().filter_map(|row| archive.events.get(row)) {
        if let Some(sum) = sums.get_mut(event.area) {
            *sum += match measure {
                MapMeasure::Deaths => f64::from(event.counted_deaths()),
                MapMeasure::Injuries => injuries(event),
                MapMeasure::Events => 1.0,
            };
        }
    }
    sums
}

/// The people hurt at an event: of the figures its sources give, the largest, each taken by its
/// low end where it has one. Figures of one event describe the same people, so they do not add up.
pub fn injuries(event: &Event) -> f64 {
    event
        .figures
        .iter()
        .filter(|figure| figure.measure == Measure::Injuries)
        .filter_map(|figure| figure.low.or(figure.value))
        .fold(0.0, f64::max)
}

fn counts(
    archive: &Archive,
    mask: &Mask,
    slots: usize,
    rows_of: impl Fn(&Event, &mut dyn FnMut(Row)),
) -> Vec<u32> {
    let mut counts = vec![0_u32; slots];
    for event in mask.iter().filter_map(|row| archive.events.get(row)) {
        rows_of(event, &mut |row| {
            if let Some(count) = counts.get_mut(row) {
                *count += 1;
            }
        });
    }
    counts
}

fn family_sums(kinds: &[u32]) -> Vec<u32> {
    let mut sums = vec![0; Family::ALL.len()];
    for (kind, count) in Kind::ALL.iter().zip(kinds) {
        if let Some(sum) = sums.get_mut(kind.family() as usize) {
            *sum += count;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::sample::{Seeded, archive, filters, lets_through};

    #[test]
    fn each_view_counts_under_every_filter_but_its_own() {
        let mut seeded = Seeded(11);
        let archive = archive(&mut seeded, 250);
        for _ in 0..150 {
            let filters = filters(&mut seeded, &archive);
            let facets = Facets::of(&archive, &Masks::of(&archive, &filters, None));
            let check = |counts: &[u32], own: Clause, has: &dyn Fn(&Event, usize) -> bool| {
                for (slot, count) in counts.iter().enumerate() {
                    let naive = (0..archive.events.len())
                        .filter(|row| lets_through(&archive, &filters, *row, Some(own)))
                        .filter(|row| has(&archive.events[*row], slot))
                        .count();
                    assert_eq!(*count as usize, naive, "{own:?} {slot} under {filters:?}");
                }
            };
            check(&facets.areas, Clause::Areas, &|event, slot| event.area == slot);
            check(&facets.kinds, Clause::Kinds, &|event, slot| event.kind == Kind::ALL[slot]);
            check(&facets.families, Clause::Kinds, &|event, slot| {
                event.kind.family() == Family::ALL[slot]
            });
            check(&facets.actors, Clause::Actors, &|event, slot| event.actors.contains(&slot));
            check(&facets.tags, Clause::Tags, &|event, slot| event.tags.contains(&slot));
            check(&facets.sources, Clause::Sources, &|event, slot| event.sources.contains(&slot));
            check(&facets.certainty, Clause::Certainty, &|event, slot| {
                event.certainty == Certainty::ALL[slot]
            });
        }
    }

    #[test]
    fn every_event_in_view_counts_once_on_its_first_day_and_in_its_area() {
        let mut seeded = Seeded(12);
        let archive = archive(&mut seeded, 250);
        for _ in 0..50 {
            let mask = Masks::of(&archive, &filters(&mut seeded, &archive), None).all();
            let days = per_day(&archive, &mask);
            assert!(days.is_sorted_by(|one, two| one.day < two.day));
            for count in &days {
                for family in Family::ALL {
                    let naive = mask.iter().filter(|row| {
                        let event = &archive.events[*row];
                        event.span.first == count.day && event.kind.family() == *family
                    });
                    assert_eq!(count.by_family[*family as usize] as usize, naive.count());
                }
            }
            let of_days: u32 = days.iter().flat_map(|count| count.by_family).sum();
            let of_areas: f64 = measure_per_area(&archive, &mask, MapMeasure::Events).iter().sum();
            assert_eq!((of_days as usize, of_areas as usize), (mask.count(), mask.count()));
            let deaths: f64 = measure_per_area(&archive, &mask, MapMeasure::Deaths).iter().sum();
            let naive: u32 = mask.iter().map(|row| archive.events[row].counted_deaths()).sum();
            assert_eq!(deaths as u32, naive);
        }
    }

    #[test]
    fn figures_of_one_event_do_not_add_up_to_more_hurt_people() {
        let mut seeded = Seeded(13);
        let mut event = archive(&mut seeded, 200)
            .events
            .into_iter()
            .find(|event| !event.figures.is_empty())
            .unwrap();
        let figure = event.figures[0].clone();
        let hurt = |value, low| crate::core::model::EventFigure {
            measure: Measure::Injuries,
            value,
            low,
            ..figure.clone()
        };
        event.figures = vec![hurt(Some(30.0), None), hurt(Some(90.0), Some(40.0))];
        assert_eq!(injuries(&event).to_string(), "40");
        event.figures.clear();
        assert_eq!(injuries(&event).to_string(), "0");
    }
}
