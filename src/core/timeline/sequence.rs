//! The events that the timeline shows, in the order of time, and the lanes they lie in.
//! Made once for each change of filters; panning and zooming only read it.

use super::{Lane, Strand, lanes::Lanes};
use crate::core::{
    model::{Archive, Events, Kind, Row},
    order,
    query::{LaneBy, Mask},
    time::{Day, Span},
};

/// The events of a timeline, put in order once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sequence {
    /// All events.
    pub all: Strand,
    pub lanes: Vec<Lane>,
    /// The most events of a lane on one day.
    pub most_a_day: u32,
}

/// An event as the timeline draws it: the day it is tied to, and how.
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
    /// The events of a mask, in as many lanes as there are, or in so many at most.
    pub fn new(archive: &Archive, mask: &Mask, by: LaneBy, max_lanes: Option<usize>) -> Self {
        let events = &archive.events;
        let mut all = Strand::default();
        let mut lanes = Lanes::new(archive, by);
        let mut tie = |day: Day, row: Row| {
            all.push(events, day, row);
            lanes.push(day, row);
        };
        // Events stand by their first day; those tied to another are woven in.
        let mut moved: Vec<(Day, Row)> =
            events.displaced().filter(|(_, row)| mask.contains(*row)).collect();
        let is_moved: Vec<Row> = moved.iter().map(|(_, row)| *row).collect();
        order::sort_by(&mut moved, &Ord::cmp);
        let (mut moved, mut is_moved) = (moved.into_iter().peekable(), is_moved.iter().peekable());
        for row in mask.iter() {
            let Some(first) = events.first_days().get(row).copied() else { continue };
            if is_moved.next_if(|moved| **moved == row).is_some() {
                continue;
            }
            while let Some((day, row)) = moved.next_if(|moved| *moved < (first, row)) {
                tie(day, row);
            }
            tie(first, row);
        }
        moved.for_each(|(day, row)| tie(day, row));
        let lanes = lanes.finish(max_lanes);
        let most_a_day = lanes.iter().map(|lane| lane.strand.most_a_day()).max();
        Self { all, lanes, most_a_day: most_a_day.unwrap_or_default() }
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
