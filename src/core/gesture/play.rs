//! Playing the record: the cursor as a function of the time that passed.
//! What asks for frames, and whether to, is the page's part.

use crate::core::time::Span;

/// The speeds on offer, in days a second.
pub const SPEEDS: [f64; 5] = [1.0, 3.0, 7.0, 14.0, 30.0];

/// Where playing has come to, in days since 1 January 1970 with fractions, and whether it ended.
/// It never starts before the extent's first day and ends on its last.
pub fn advance(
    position_days: f64,
    elapsed_ms: f64,
    days_per_second: f64,
    extent: Span,
) -> (f64, bool) {
    let last = f64::from(extent.last.0);
    let moved = elapsed_ms.max(0.0) / 1_000.0 * days_per_second;
    let position = position_days.max(f64::from(extent.first.0)) + moved;
    if position >= last { (last, true) } else { (position, false) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::time::Day;

    fn check(position: f64, elapsed_ms: f64, speed: f64, expected: (f64, bool)) {
        let extent = Span { first: Day(10), last: Day(20) };
        assert_eq!(advance(position, elapsed_ms, speed, extent), expected);
    }

    #[test]
    fn time_passes_at_its_speed_and_stops_at_the_last_day() {
        check(12.0, 500.0, 3.0, (13.5, false));
        check(19.0, 1_000.0, 30.0, (20.0, true));
        check(3.0, 100.0, 1.0, (10.1, false));
        check(15.0, -50.0, 1.0, (15.0, false));
    }
}
