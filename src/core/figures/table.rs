//! The table of claims of a measure: by day, the newest first, those of one day side by side.

use crate::core::order;
use std::cmp::Reverse;

use super::standing::{bounds, country};
use crate::core::{
    model::{Archive, Measure, Row},
    time::Day,
};

/// The claims that hold for one day.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimDay {
    pub day: Day,
    /// Rows of `Archive::claims`: those for the whole country first, the higher before the lower.
    pub rows: Vec<Row>,
    /// Whether the claims for the whole country give different numbers.
    pub differ: bool,
}

/// Every claim of a measure, those for regions and without a number included.
pub fn table(archive: &Archive, measure: Measure) -> Vec<ClaimDay> {
    let country = country(archive);
    let of_measure =
        archive.claims.iter().enumerate().filter(|(_, claim)| claim.measure == measure);
    let mut claims: Vec<_> =
        of_measure.map(|(row, claim)| (claim.as_of.span.last, row, claim)).collect();
    order::sort_by(&mut claims, &|(one_day, one_row, one), (day, row, other)| {
        let high = |claim| bounds(claim).map_or(0.0, |(_, high)| high);
        (Reverse(one_day), one.scope != country, &one.scope)
            .cmp(&(Reverse(day), other.scope != country, &other.scope))
            .then_with(|| high(other).total_cmp(&high(one)))
            .then_with(|| one_row.cmp(row))
    });
    claims
        .chunk_by(|(day, ..), (next, ..)| day == next)
        .filter_map(|of_day| {
            let mut numbers = of_day
                .iter()
                .filter(|(_, _, claim)| claim.scope == country)
                .filter_map(|(_, _, claim)| bounds(claim));
            let first = numbers.next();
            Some(ClaimDay {
                day: of_day.first()?.0,
                rows: of_day.iter().map(|(_, row, _)| *row).collect(),
                differ: numbers.any(|other| Some(other) != first),
            })
        })
        .collect()
}
