//! The timeline in reading order, for those who do not see it: what the page's
//! elements beside the drawing say, and where the arrow keys lead.

use super::{Knot, KnotShape, LaneLabel, TimelineLayout};
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
        })
        .collect()
}

/// The knot next to the current one: along its lane, or in the next lane that has any,
/// the nearest there. An event that stands in several lanes is looked for in `lane` first.
/// Answers with the lane's position and the target.
pub fn beside(
    layout: &TimelineLayout,
    lane: usize,
    current: &Target,
    direction: Direction,
) -> Option<(usize, Target)> {
    let own = |at: usize| {
        let knots = &layout.lanes.get(at)?.knots;
        Some((at, knots.iter().position(|knot| is(knot, current))?))
    };
    let (lane, knot) = own(lane).or_else(|| (0..layout.lanes.len()).find_map(own))?;
    let knots = &layout.lanes.get(lane)?.knots;
    match direction {
        Direction::Left => Some((lane, target(knots.get(knot.checked_sub(1)?)?))),
        Direction::Right => Some((lane, target(knots.get(knot + 1)?))),
        Direction::Up => nearest(layout, (0..lane).rev(), knots.get(knot)?.x_px),
        Direction::Down => nearest(layout, lane + 1..layout.lanes.len(), knots.get(knot)?.x_px),
    }
}

/// The knot of the first of these lanes that has any, nearest to a point.
fn nearest(
    layout: &TimelineLayout,
    mut lanes: impl Iterator<Item = usize>,
    x_px: f64,
) -> Option<(usize, Target)> {
    lanes.find_map(|at| {
        let knots = &layout.lanes.get(at)?.knots;
        let far = |knot: &Knot| (knot.x_px - x_px).abs();
        let knot = knots.iter().min_by(|a, b| far(a).total_cmp(&far(b)))?;
        Some((at, target(knot)))
    })
}

/// What a click on a knot means.
pub(super) fn target(knot: &Knot) -> Target {
    match knot.rows.as_slice() {
        [row] => Target::Event(*row),
        rows => Target::Cluster(rows.to_vec()),
    }
}

fn is(knot: &Knot, wanted: &Target) -> bool {
    match wanted {
        Target::Event(row) => knot.rows.contains(row),
        Target::Cluster(rows) => knot.rows == *rows,
        _ => false,
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
