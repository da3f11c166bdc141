//! What stands as of a day: which claims still hold, and the range they span.
//!
//! A claimant's newer claim replaces its older one, with two exceptions: claims of one day stand
//! side by side, and a newer "at least" below the same claimant's own total does not take it back.
//! Who claims is told by the words before the first comma or bracket: "Ombudsman’s Office, via
//! Prensa Latina" is the Ombudsman's Office.
//!
//! A running total (deaths, injuries, detentions) only grows. So a lower claim more than
//! `TOTAL_NEAR_DAYS` older than the newest is out of date, not another opinion, and is left out;
//! but a higher one of up to `TOTAL_HIGHER_DAYS` before still contradicts the newest. Without the
//! first rule, a day on which eighteen people are killed reads as if sources differed by eighteen.
//!
//! Blockades are a state that comes and goes: claims within `STATE_NEAR_DAYS` of the newest stand
//! together, and `STATE_STALE_DAYS` after the newest nothing is known any more.

use crate::core::order;
use std::cmp::Reverse;

use crate::core::{
    model::{Archive, AreaKind, Claim, Measure, Qualifier, Row},
    time::Day,
};

/// Days before the newest claim of a total within which a lower claim still stands.
const TOTAL_NEAR_DAYS: i32 = 3;
/// Days before the newest claim of a total within which a higher claim still stands.
const TOTAL_HIGHER_DAYS: i32 = 14;
/// Days before the newest claim of a state within which another claim still stands.
const STATE_NEAR_DAYS: i32 = 1;
/// Days after which a claimed state no longer says anything.
pub(super) const STATE_STALE_DAYS: i32 = 7;

/// What the claims say as of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The lowest and highest number that a claim which still stands gives.
    pub low: f64,
    pub high: f64,
    /// How the highest number is meant: "at least" and "more than" ask for a plus sign.
    pub qualifier: Qualifier,
    /// Whether claims differ, rather than one claim giving a range.
    pub differ: bool,
    /// Rows of `Archive::claims` that still stand, the newest first.
    pub claims: Vec<Row>,
    /// The newest of them.
    pub latest: Row,
    /// The day the newest holds for.
    pub day: Day,
}

/// A claim that gives a number, with the last day its date may mean.
struct Stated<'a> {
    row: Row,
    claim: &'a Claim,
    day: Day,
    low: f64,
    high: f64,
}

/// What stands as of a day for a country or region, such as `PE`; nothing where nobody had
/// claimed anything yet. Claims for other scopes are not mixed in.
pub fn as_of(archive: &Archive, measure: Measure, day: Day, scope: &str) -> Option<Standing> {
    let is_total = !is_state(measure);
    let mut standing: Vec<Stated> = Vec::new();
    for stated in stated(archive, measure, scope).filter(|stated| stated.day <= day) {
        let claimant = claimant(archive, stated.claim);
        let is_floor = matches!(stated.claim.qualifier, Qualifier::AtLeast | Qualifier::MoreThan);
        standing.retain(|older| {
            older.day == stated.day
                || self::claimant(archive, older.claim) != claimant
                || (is_total && is_floor && stated.low < older.low)
        });
        standing.push(stated);
    }
    let newest = standing.iter().map(|stated| stated.day).max()?;
    if !is_total && newest.plus(STATE_STALE_DAYS) < day {
        return None;
    }
    let near_days = if is_total { TOTAL_NEAR_DAYS } else { STATE_NEAR_DAYS };
    let near = |stated: &Stated| stated.day.plus(near_days) >= newest;
    let highest_near =
        standing.iter().filter(|stated| near(stated)).map(|stated| stated.high).fold(0.0, f64::max);
    standing.retain(|stated| {
        let contradicts =
            is_total && stated.day.plus(TOTAL_HIGHER_DAYS) >= newest && stated.high > highest_near;
        near(stated) || contradicts
    });
    order::sort_by_key(&mut standing, |stated| Reverse((stated.day, stated.row)));
    range(&standing)
}

/// The range of claims that stand, the newest first.
fn range(standing: &[Stated]) -> Option<Standing> {
    let newest = standing.first()?;
    // "Up to" says nothing about the low end, unless nothing else does.
    let low_of = |with_up_to: bool| {
        standing
            .iter()
            .filter(|stated| with_up_to || stated.claim.qualifier != Qualifier::UpTo)
            .map(|stated| stated.low)
            .min_by(f64::total_cmp)
    };
    let highest = standing.iter().rev().max_by(|one, other| one.high.total_cmp(&other.high))?;
    let low = low_of(false).or_else(|| low_of(true))?;
    let (first_low, first_high) = (newest.low, newest.high);
    Some(Standing {
        low,
        high: highest.high,
        qualifier: highest.claim.qualifier,
        differ: standing.iter().any(|other| {
            (other.low - first_low).abs() > 0.0 || (other.high - first_high).abs() > 0.0
        }),
        claims: standing.iter().map(|stated| stated.row).collect(),
        latest: newest.row,
        day: newest.day,
    })
}

/// The lowest and highest number a claim gives, or nothing where it gives none.
pub fn bounds(claim: &Claim) -> Option<(f64, f64)> {
    let known = |number: Option<f64>| number.filter(|number| number.is_finite() && *number >= 0.0);
    let (value, low, high) = (known(claim.value), known(claim.low), known(claim.high));
    let one = low.or(value).or(high)?;
    let other = high.or(value).or(low)?;
    Some((one.min(other), one.max(other)))
}

/// The country that the record's regions are part of: `PE` for `PE-PUN`.
pub fn country(archive: &Archive) -> &str {
    archive
        .areas
        .iter()
        .filter(|area| area.kind == AreaKind::Region)
        .find_map(|area| area.id.split_once('-'))
        .map_or("", |(country, _)| country)
}

/// The days on which a claim for the scope begins to hold, in order, each once.
pub(super) fn days(archive: &Archive, measure: Measure, scope: &str) -> Vec<Day> {
    let mut days: Vec<Day> = stated(archive, measure, scope).map(|stated| stated.day).collect();
    days.dedup();
    days
}

/// Whether a measure is a state that comes and goes, rather than a running total.
pub(super) fn is_state(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Blockades
            | Measure::RegionsAffected
            | Measure::ProvincesAffected
            | Measure::ApprovalPercent
            | Measure::OfficersDeployed
    )
}

/// The claims that give a number for a scope, by the day they hold for.
fn stated<'a>(
    archive: &'a Archive,
    measure: Measure,
    scope: &str,
) -> std::vec::IntoIter<Stated<'a>> {
    let mut all: Vec<Stated> = archive
        .claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| claim.measure == measure && claim.scope == scope)
        .filter_map(|(row, claim)| {
            let (low, high) = bounds(claim)?;
            Some(Stated { row, claim, day: claim.as_of.span.last, low, high })
        })
        .collect();
    order::sort_by_key(&mut all, |stated| (stated.day, stated.row));
    all.into_iter()
}

/// Who claims, without whom it was heard from or what is said in brackets.
fn claimant<'a>(archive: &Archive, claim: &'a Claim) -> &'a str {
    let named = claim.claimant.iter().find(|(tag, _)| *tag == archive.language);
    let name = named.or_else(|| claim.claimant.iter().next()).map_or("", |(_, name)| name);
    name.split([',', '(']).next().unwrap_or_default().trim()
}
