//! Counts of events by what the reader can choose, and sums for the map.
//! A view counts under every filter but its own, so that a choice leaves the others open.
//! How a count follows a moving window without being made anew stands in `tally`.

use super::{Clause, MapMeasure, Mask};
use crate::core::model::{Archive, Certainty, Family, Kind, Row};

/// What events are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// Rows of `Archive::areas`.
    Areas,
    /// In the order of `Kind::ALL`.
    Kinds,
    /// Rows of `Archive::actors`; an event counts for each of its actors.
    Actors,
    /// Rows of `Archive::tags`, likewise.
    Tags,
    /// Rows of `Archive::sources`, likewise.
    Sources,
    /// In the order of `Certainty::ALL`.
    Certainty,
    /// Rows of `Archive::places`, each with `PLACE_SLOTS` numbers: the events of each family in the
    /// order of `Family::ALL`, then the deaths, then the sum of the events' rows, which for a single
    /// event is its row.
    Places,
    /// Deaths of the record's own ledger, each counted once, by row of `Archive::areas`.
    Deaths,
    /// People hurt by row of `Archive::areas`: the sum of what each event's sources give. Two events
    /// may count the same person, so it shows where many were hurt rather than how many.
    Injuries,
}

/// How many numbers a place has.
pub const PLACE_SLOTS: usize = 6;

impl Grouping {
    /// What several views count by: the lists the reader chooses from, and the maps' marks.
    pub const SHARED: [Self; 7] = [
        Self::Areas,
        Self::Kinds,
        Self::Actors,
        Self::Tags,
        Self::Sources,
        Self::Certainty,
        Self::Places,
    ];

    /// What the map's colours count.
    pub fn of_map(measure: MapMeasure) -> Self {
        match measure {
            MapMeasure::Deaths => Self::Deaths,
            MapMeasure::Injuries => Self::Injuries,
            MapMeasure::Events => Self::Areas,
        }
    }

    /// The filter by which these are chosen, which does not narrow their counts.
    pub fn clause(self) -> Clause {
        match self {
            Self::Areas | Self::Places | Self::Deaths | Self::Injuries => Clause::Areas,
            Self::Kinds => Clause::Kinds,
            Self::Actors => Clause::Actors,
            Self::Tags => Clause::Tags,
            Self::Sources => Clause::Sources,
            Self::Certainty => Clause::Certainty,
        }
    }

    /// How many numbers there are.
    pub fn slots(self, archive: &Archive) -> usize {
        match self {
            Self::Areas | Self::Deaths | Self::Injuries => archive.areas.len(),
            Self::Kinds => Kind::ALL.len(),
            Self::Actors => archive.actors.len(),
            Self::Tags => archive.tags.len(),
            Self::Sources => archive.sources.len(),
            Self::Certainty => Certainty::ALL.len(),
            Self::Places => archive.places.len() * PLACE_SLOTS,
        }
    }

    /// Adds what an event counts for.
    pub(super) fn add(self, archive: &Archive, row: Row, sums: &mut [f64]) {
        let events = &archive.events;
        let mut add = |slot: usize, amount: f64| {
            if let Some(sum) = sums.get_mut(slot) {
                *sum += amount;
            }
        };
        let links = match self {
            Self::Areas => return add(events.area(row), 1.0),
            Self::Deaths => return add(events.area(row), f64::from(events.deaths(row))),
            Self::Injuries => return add(events.area(row), events.injuries(row)),
            Self::Kinds => return events.kinds().get(row).map_or((), |k| add(*k as usize, 1.0)),
            Self::Certainty => {
                return events.certainties().get(row).map_or((), |one| add(*one as usize, 1.0));
            }
            Self::Places => {
                if let (Some(place), Some(kind)) = (events.place(row), events.kind(row)) {
                    let slot = place * PLACE_SLOTS;
                    add(slot + kind.family() as usize, 1.0);
                    add(slot + PLACE_SLOTS - 2, f64::from(events.deaths(row)));
                    add(slot + PLACE_SLOTS - 1, row as f64);
                }
                return;
            }
            Self::Actors => events.actors(),
            Self::Tags => events.tags(),
            Self::Sources => events.sources(),
        };
        links.of(row).iter().for_each(|slot| add(*slot as usize, 1.0));
    }
}

/// The counts of some events, in one pass over them.
pub fn counts(archive: &Archive, grouping: Grouping, mask: &Mask) -> Vec<f64> {
    let mut sums = vec![0.0; grouping.slots(archive)];
    mask.iter().for_each(|row| grouping.add(archive, row, &mut sums));
    sums
}

/// Counts by kind as counts by family, in the order of `Family::ALL`.
pub fn by_family(kinds: &[f64]) -> [f64; 4] {
    let mut sums = [0.0; Family::ALL.len()];
    for (kind, count) in Kind::ALL.iter().zip(kinds) {
        if let Some(sum) = sums.get_mut(kind.family() as usize) {
            *sum += count;
        }
    }
    sums
}
