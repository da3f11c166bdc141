//! The reader's choices. Identifiers, not rows: a choice outlives a newer version of the record.

use crate::core::query::Set;

use crate::core::{
    i18n::Lang,
    model::{Certainty, Kind, Measure},
    time::{Day, Span},
};

/// Everything the reader chose. The default is the record as its authors open it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub filters: Filters,
    /// The date the figures hold for; nothing for the record's own.
    pub cursor: Option<Day>,
    /// The id of the open event.
    pub event: Option<String>,
    /// The open story and its step, from 0.
    pub story: Option<(String, usize)>,
    /// The measure whose table of claims is open.
    pub claims: Option<Measure>,
    pub lang: Option<Lang>,
    pub lanes: LaneBy,
    /// Lanes shown folded, by their key.
    pub folded: Set<String>,
    pub measure: MapMeasure,
    /// The stretch of time the timeline shows; nothing for the record's own.
    pub time: Option<TimeView>,
    /// Where the map is zoomed to; nothing for the whole.
    pub map: Option<MapView>,
}

/// What narrows the events. An empty set narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    pub window: Option<Span>,
    /// Ids of regions and countries; the empty id stands for events without a place.
    pub areas: Set<String>,
    pub kinds: Set<Kind>,
    pub actors: Set<String>,
    pub tags: Set<String>,
    pub sources: Set<String>,
    pub certainty: Set<Certainty>,
    /// The search as typed.
    pub search: String,
}

/// What the timeline's lanes stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LaneBy {
    #[default]
    Area,
    Kind,
    Actor,
}

/// What the map's colours count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MapMeasure {
    #[default]
    Deaths,
    Injuries,
    Events,
}

/// A choice of colours; nothing chosen follows the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

/// The stretch of time on screen, in days since 1 January 1970, with fractions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeView {
    pub start: f64,
    pub end: f64,
}

/// The map's zoom: the factor over the whole, and the centre of the screen
/// as fractions of the whole map's width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapView {
    pub zoom: f64,
    pub center_x: f64,
    pub center_y: f64,
}
