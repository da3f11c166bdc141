//! The lanes: which event lies in which, and in what order they stand.

use crate::core::order;
use std::collections::BTreeMap;

use super::Anchor;
use crate::core::{
    model::{Archive, AreaKind, Family, Kind, Row},
    query::LaneBy,
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
    /// By day, then by row.
    pub anchors: Vec<Anchor>,
    pub deaths: u32,
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

/// The lanes by weight, heaviest first: one for each event and three for each death.
/// What lies abroad and what has no place or actor comes after, a rest last.
/// An event stands once in a lane, but in the lane of each of its actors.
pub fn lanes(
    archive: &Archive,
    anchors: &[Anchor],
    by: LaneBy,
    max_lanes: Option<usize>,
) -> Vec<Lane> {
    // By position in the record, so that equals keep its order.
    let mut found: BTreeMap<(usize, usize), Lane> = BTreeMap::new();
    let mut put = |order: usize, label: LaneLabel, key: &str, anchor: &Anchor| {
        let lane = found.entry((usize::from(is_late(label)), order)).or_insert_with(|| Lane {
            key: key.to_owned(),
            label,
            anchors: Vec::new(),
            deaths: 0,
        });
        if lane.anchors.last().is_none_or(|last| last.row != anchor.row) {
            lane.anchors.push(*anchor);
            lane.deaths += anchor.deaths;
        }
    };
    for anchor in anchors {
        let Some(event) = archive.events.get(anchor.row) else { continue };
        match by {
            LaneBy::Kind => {
                put(kind_order(event.kind), LaneLabel::Kind(event.kind), event.kind.id(), anchor);
            }
            LaneBy::Area => match archive.areas.get(event.area) {
                Some(area) if area.kind == AreaKind::Country && !is_home(archive, &area.id) => {
                    put(0, LaneLabel::Abroad, ABROAD, anchor);
                }
                Some(area) if area.kind != AreaKind::Nowhere => {
                    put(event.area, LaneLabel::Area(event.area), &area.id, anchor);
                }
                _ => put(1, LaneLabel::Without, "", anchor),
            },
            LaneBy::Actor => {
                for row in &event.actors {
                    if let Some(actor) = archive.actors.get(*row) {
                        put(*row, LaneLabel::Actor(*row), &actor.id, anchor);
                    }
                }
                if event.actors.is_empty() {
                    put(0, LaneLabel::Without, "", anchor);
                }
            }
        }
    }
    let mut found: Vec<Lane> = found.into_values().collect();
    order::sort_by_key(&mut found, |lane| std::cmp::Reverse(lane.weight()));
    if let Some(max) = max_lanes.filter(|max| *max > 0 && found.len() > *max) {
        let rest = rest(found.split_off(max - 1));
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

impl Lane {
    /// How many events stand in the lane.
    pub fn count(&self) -> usize {
        self.anchors.len()
    }

    fn weight(&self) -> u32 {
        (self.anchors.len() as u32).saturating_add(self.deaths.saturating_mul(DEATH_WEIGHT))
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
fn rest(lanes: Vec<Lane>) -> Lane {
    let count = lanes.len();
    let mut anchors: Vec<Anchor> = lanes.into_iter().flat_map(|lane| lane.anchors).collect();
    order::sort_by_key(&mut anchors, |anchor| (anchor.day, anchor.row));
    anchors.dedup_by_key(|anchor| anchor.row);
    let deaths = anchors.iter().map(|anchor| anchor.deaths).sum();
    Lane { key: REST.to_owned(), label: LaneLabel::Rest(count), anchors, deaths }
}
