//! The lanes: which event lies in which, and in what order they stand.

use super::Strand;
use crate::core::{
    model::{Archive, AreaKind, Events, Family, Kind, Row},
    order,
    query::LaneBy,
    time::Day,
};

/// The key of the lane that holds every country but the record's own.
pub const ABROAD: &str = "abroad";

/// The key of the lane that holds what the others leave.
pub const REST: &str = "rest";

/// What one death weighs beside an event, when lanes are put in order.
const DEATH_WEIGHT: u32 = 3;

/// A cord of the timeline and the events tied to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What the reader's folded lanes are remembered by: an identifier of the record,
    /// `abroad`, `rest`, or nothing for events that have no place or no actor.
    pub key: String,
    pub label: LaneLabel,
    pub strand: Strand,
}

/// What names a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneLabel {
    /// A row of `Archive::areas`.
    Area(Row),
    Abroad,
    Kind(Kind),
    /// A row of `Archive::actors`.
    Actor(Row),
    /// No place, or no actor.
    Without,
    /// So many lanes in one.
    Rest(usize),
}

/// The lanes as they fill with events. An event stands once in a lane, but in the lane of each of
/// its actors.
pub(super) struct Lanes<'a> {
    archive: &'a Archive,
    by: LaneBy,
    /// By area, kind or actor: the lane its events go to, by position.
    lane_of: Vec<usize>,
    found: Vec<Lane>,
}

impl<'a> Lanes<'a> {
    pub fn new(archive: &'a Archive, by: LaneBy) -> Self {
        let mut made = Self { archive, by, lane_of: Vec::new(), found: Vec::new() };
        match by {
            LaneBy::Area => {
                let abroad = archive
                    .areas
                    .iter()
                    .map(|area| area.kind == AreaKind::Country && !is_home(archive, &area.id));
                for (row, (area, abroad)) in archive.areas.iter().zip(abroad).enumerate() {
                    match area.kind {
                        _ if abroad => made.add(LaneLabel::Abroad, ABROAD),
                        AreaKind::Nowhere => made.add(LaneLabel::Without, ""),
                        _ => made.add(LaneLabel::Area(row), &area.id),
                    }
                }
            }
            LaneBy::Kind => {
                for kind in Kind::ALL {
                    made.add(LaneLabel::Kind(*kind), kind.id());
                }
            }
            LaneBy::Actor => {
                for (row, actor) in archive.actors.iter().enumerate() {
                    made.add(LaneLabel::Actor(row), &actor.id);
                }
                made.add(LaneLabel::Without, "");
            }
        }
        made
    }

    /// Names the lane of the next area, kind or actor.
    fn add(&mut self, label: LaneLabel, key: &str) {
        let found = self.found.iter().position(|lane| is_late(label) && lane.label == label);
        self.lane_of.push(found.unwrap_or(self.found.len()));
        if found.is_none() {
            let key = key.to_owned();
            self.found.push(Lane { key, label, strand: Strand::default() });
        }
    }

    /// Ties an event on after all others.
    pub fn push(&mut self, day: Day, row: Row) {
        let events = &self.archive.events;
        match self.by {
            LaneBy::Area => self.tie(events.area(row), day, row),
            LaneBy::Kind => self.tie(events.kind(row).map_or(0, |kind| kind as usize), day, row),
            LaneBy::Actor => {
                let actors = events.actors().of(row);
                for actor in actors {
                    self.tie(*actor as usize, day, row);
                }
                if actors.is_empty() {
                    self.tie(self.archive.actors.len(), day, row);
                }
            }
        }
    }

    fn tie(&mut self, of: usize, day: Day, row: Row) {
        let lane = self.lane_of.get(of).and_then(|at| self.found.get_mut(*at));
        if let Some(lane) = lane {
            lane.strand.push(&self.archive.events, day, row);
        }
    }

    /// The lanes by weight, heaviest first: one for each event and three for each death.
    /// What lies abroad and what has no place or actor comes after, a rest last.
    pub fn finish(self, max_lanes: Option<usize>) -> Vec<Lane> {
        let mut found = self.found;
        found.retain(|lane| lane.count() > 0);
        // Equals keep the order of the record, kinds that of their families.
        order::sort_by_key(&mut found, |lane| match lane.label {
            LaneLabel::Kind(kind) => kind_order(kind),
            LaneLabel::Abroad => usize::MAX - 1,
            LaneLabel::Without => usize::MAX,
            _ => 0,
        });
        order::sort_by_key(&mut found, |lane| std::cmp::Reverse(lane.weight()));
        if let Some(max) = max_lanes.filter(|max| *max > 0 && found.len() > *max) {
            let rest = rest(&self.archive.events, &found.split_off(max - 1));
            found.push(rest);
        }
        order::sort_by_key(&mut found, |lane| match lane.label {
            LaneLabel::Abroad => 1,
            LaneLabel::Without => 2,
            LaneLabel::Rest(_) => 3,
            _ => 0,
        });
        found
    }
}

impl Lane {
    /// How many events stand in the lane.
    pub fn count(&self) -> usize {
        self.strand.count()
    }

    pub fn deaths(&self) -> u32 {
        self.strand.total().deaths
    }

    fn weight(&self) -> u32 {
        (self.count() as u32).saturating_add(self.deaths().saturating_mul(DEATH_WEIGHT))
    }
}

fn is_late(label: LaneLabel) -> bool {
    matches!(label, LaneLabel::Abroad | LaneLabel::Without)
}

/// Kinds in the order of their families.
fn kind_order(kind: Kind) -> usize {
    let family = Family::ALL.iter().position(|family| *family == kind.family());
    family.unwrap_or(0) * Kind::ALL.len() + kind.rank()
}

/// Whether the record's regions are this country's: `PE-PUN` makes `PE` home.
fn is_home(archive: &Archive, country: &str) -> bool {
    archive.areas.iter().any(|area| {
        area.kind == AreaKind::Region
            && area.id.strip_prefix(country).is_some_and(|rest| rest.starts_with('-'))
    })
}

/// Several lanes in one; an event that stood in several stands in it once.
fn rest(events: &Events, lanes: &[Lane]) -> Lane {
    let rows = lanes.iter().flat_map(|lane| lane.strand.rows());
    let mut tied: Vec<(Day, Row)> = rows.map(|row| (events.day(row), row)).collect();
    order::sort_by(&mut tied, &Ord::cmp);
    let mut strand = Strand::default();
    for (day, row) in tied {
        strand.push(events, day, row);
    }
    Lane { key: REST.to_owned(), label: LaneLabel::Rest(lanes.len()), strand }
}
