//! A figure over time: the range that stood from each day on which somebody claimed anew.

use super::standing::{STATE_STALE_DAYS, as_of, country, days, is_state};
use crate::core::{
    model::{Archive, Measure},
    time::Day,
};

/// A range that stood from a day on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepPoint {
    pub day: Day,
    /// The first day on which it no longer stood; nothing where it stands to the end.
    pub until: Option<Day>,
    pub low: f64,
    pub high: f64,
}

/// The steps of a measure for the whole country, in order; between a step's end and the next
/// step's day nothing is known.
pub fn steps(archive: &Archive, measure: Measure) -> Vec<StepPoint> {
    let scope = country(archive);
    let days = days(archive, measure, scope);
    let mut steps: Vec<StepPoint> = Vec::new();
    for (at, day) in days.iter().enumerate() {
        let Some(standing) = as_of(archive, measure, *day, scope) else { continue };
        let next = days.get(at + 1).copied();
        let stale = is_state(measure).then(|| standing.day.plus(STATE_STALE_DAYS + 1));
        let until = next.into_iter().chain(stale).min();
        steps.push(StepPoint { day: *day, until, low: standing.low, high: standing.high });
    }
    steps
}
