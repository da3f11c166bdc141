//! The events that the timeline shows, in the order of time, and the lanes they lie in.
//! Made once for each change of filters; panning and zooming only read it.

use super::{Lane, lanes::lanes};
use crate::core::order;
use crate::core::{
    model::{Archive, Events, Kind, Row},
    query::LaneBy,
    time::{Day, Span},
};

/// The events of a timeline, sorted once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sequence {
    /// By day, then by row.
    pub anchors: Vec<Anchor>,
    pub lanes: Vec<Lane>,
}

/// An event as the timeline needs it: the day it is tied to, and how it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The day its start means; the middle one where the date may mean several.
    pub day: Day,
    pub row: Row,
    pub kind: Kind,
    /// Deaths of the record's own ledger.
    pub deaths: u32,
    pub span: Span,
    /// Whether its dates are uncertain, approximate or wider than a day.
    pub doubtful: bool,
}

impl Sequence {
    /// The events at the given rows, in as many lanes as there are, or in so many at most.
    pub fn new(
        archive: &Archive,
        rows: impl IntoIterator<Item = Row>,
        by: LaneBy,
        max_lanes: Option<usize>,
    ) -> Self {
        let mut anchors: Vec<Anchor> =
            rows.into_iter().filter_map(|row| Anchor::new(row, &archive.events)).collect();
        order::sort_by_key(&mut anchors, |anchor| (anchor.day, anchor.row));
        let lanes = lanes(archive, &anchors, by, max_lanes);
        Self { anchors, lanes }
    }
}

impl Anchor {
    pub fn new(row: Row, events: &Events) -> Option<Self> {
        Some(Self {
            day: events.day(row),
            row,
            kind: events.kind(row)?,
            deaths: events.deaths(row),
            span: events.span(row)?,
            doubtful: events.is_doubtful(row),
        })
    }
}

/// The anchors of a sorted list that lie within a span.
pub fn within(anchors: &[Anchor], span: Span) -> &[Anchor] {
    let from = anchors.partition_point(|anchor| anchor.day < span.first);
    let to = anchors.partition_point(|anchor| anchor.day <= span.last);
    anchors.get(from..to).unwrap_or_default()
}
