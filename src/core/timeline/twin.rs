//! The timeline in reading order, for those who do not see it: what the page's
//! elements beside the drawing say, and where the arrow keys lead.

use super::{Knot, KnotShape, LaneLabel, Stretch, TimelineLayout, columns::stretches};
use crate::core::{model::Row, scene::Target, time::Span};

/// A lane and its knots from the earliest to the latest.
#[derive(Clone, Debug, PartialEq)]
pub struct TwinLane {
    /// Its position among the lanes.
    pub lane: usize,
    pub key: String,
    pub label: LaneLabel,
    pub count: usize,
    pub deaths: u32,
    pub folded: bool,
    pub knots: Vec<TwinKnot>,
    /// What a full lane has in place of knots.
    pub stretches: Vec<Stretch>,
}

/// A knot and what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct TwinKnot {
    pub target: Target,
    /// Rows of `Archive::events`, in the order of time.
    pub rows: Vec<Row>,
    /// Its centre in CSS pixels.
    pub x_px: f64,
    pub y_px: f64,
    pub days: Span,
    pub deaths: u32,
}

/// A way to go among knots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Left,
    Right,
    Up,
    Down,
}

/// The lanes and their knots in reading order.
pub fn twin(layout: &TimelineLayout) -> Vec<TwinLane> {
    layout
        .lanes
        .iter()
        .enumerate()
        .map(|(at, lane)| TwinLane {
            lane: at,
            key: lane.key.clone(),
            label: lane.label,
            count: lane.count,
            deaths: lane.deaths,
            folded: lane.folded,
            knots: lane.knots.iter().map(twin_knot).collect(),
            stretches: stretches(&lane.columns, layout.scale),
        })
        .collect()
}

/// The knot or stretch next to the current one: along its lane, or in the next lane that has any,
/// the nearest there. An event that stands in several lanes is looked for in `lane` first.
/// Answers with the lane's position and the target.
pub fn beside(
    layout: &TimelineLayout,
    lane: usize,
    current: &Target,
    direction: Direction,
) -> Option<(usize, Target)> {
    let own = |at: usize| {
        let stops = stops(layout, at);
        let found = stops.iter().position(|(_, target)| is(target, current))?;
        Some((at, stops, found))
    };
    let (lane, stops, at) = own(lane).or_else(|| (0..layout.lanes.len()).find_map(own))?;
    let (x_px, _) = stops.get(at)?;
    match direction {
        Direction::Left => Some((lane, stops.get(at.checked_sub(1)?)?.1.clone())),
        Direction::Right => Some((lane, stops.get(at + 1)?.1.clone())),
        Direction::Up => nearest(layout, (0..lane).rev(), *x_px),
        Direction::Down => nearest(layout, lane + 1..layout.lanes.len(), *x_px),
    }
}

/// What the arrow keys reach first in a lane.
pub fn first_stop(layout: &TimelineLayout, lane: usize) -> Option<Target> {
    stops(layout, lane).into_iter().next().map(|(_, target)| target)
}

/// What the arrow keys reach in a lane, from left to right, and where it lies.
fn stops(layout: &TimelineLayout, at: usize) -> Vec<(f64, Target)> {
    let Some(lane) = layout.lanes.get(at) else { return Vec::new() };
    let knots = lane.knots.iter().map(|knot| (knot.x_px, target(knot)));
    let stretches = stretches(&lane.columns, layout.scale).into_iter();
    let stretches =
        stretches.map(|found| (found.x_px, Target::Stretch { lane: at, days: found.days }));
    knots.chain(stretches).collect()
}

/// The stop of the first of these lanes that has any, nearest to a point.
fn nearest(
    layout: &TimelineLayout,
    mut lanes: impl Iterator<Item = usize>,
    x_px: f64,
) -> Option<(usize, Target)> {
    lanes.find_map(|at| {
        let stops = stops(layout, at);
        let far = |stop: &(f64, Target)| (stop.0 - x_px).abs();
        let stop = stops.into_iter().min_by(|a, b| far(a).total_cmp(&far(b)))?;
        Some((at, stop.1))
    })
}

/// What a click on a knot means.
pub(super) fn target(knot: &Knot) -> Target {
    match knot.rows.as_slice() {
        [row] => Target::Event(*row),
        rows => Target::Cluster(rows.to_vec()),
    }
}

/// Whether a stop is the one wanted, or holds the event wanted.
fn is(stop: &Target, wanted: &Target) -> bool {
    match (stop, wanted) {
        (Target::Cluster(rows), Target::Event(row)) => rows.contains(row),
        _ => stop == wanted,
    }
}

fn twin_knot(knot: &Knot) -> TwinKnot {
    let deaths = match knot.shape {
        KnotShape::Deaths { deaths, .. } => deaths,
        _ => 0,
    };
    TwinKnot {
        target: target(knot),
        rows: knot.rows.clone(),
        x_px: knot.x_px,
        y_px: knot.y_px,
        days: Span { first: knot.first, last: knot.last },
        deaths,
    }
}
