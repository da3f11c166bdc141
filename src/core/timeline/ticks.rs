//! The days that are named under the band: a table of intervals and steps, after d3-time.
//! No words: what a tick is called is the caller's to say.

use super::TimeScale;
use crate::core::order;
use crate::core::time::Day;

/// A named day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    pub day: Day,
    pub kind: TickKind,
    /// Whether a line marks it through the lanes.
    pub major: bool,
    /// Whether its label says the year, because it changed or nobody else says it.
    pub with_year: bool,
}

/// The longest interval that begins on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TickKind {
    Day,
    Week,
    Month,
    Year,
}

/// A step between ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Days(u32),
    Weeks,
    Months(u32),
    Years(i32),
}

/// Every step below ten years, with its length in days.
const STEPS: [(Step, f64); 9] = [
    (Step::Days(1), 1.0),
    (Step::Days(2), 2.0),
    (Step::Weeks, 7.0),
    (Step::Months(1), 30.4),
    (Step::Months(3), 91.3),
    (Step::Months(6), 182.6),
    (Step::Years(1), 365.2),
    (Step::Years(2), 730.5),
    (Step::Years(5), 1_826.2),
];

/// The named days in view, at least so many pixels apart.
pub fn ticks(scale: TimeScale, min_gap_px: f64) -> Vec<Tick> {
    let step = step(min_gap_px / scale.px_per_day());
    let view = scale.span();
    let mut found: Vec<Tick> = starts(step, view.first, view.last)
        .into_iter()
        .filter(|day| view.contains(*day) && scale.start_px(*day) >= scale.left_px - 0.5)
        .map(|day| Tick { day, kind: kind(day), major: false, with_year: false })
        .collect();
    // Where days or weeks are named, a month's own name comes before its neighbours'.
    if matches!(step, Step::Days(_) | Step::Weeks) {
        let months = starts(Step::Months(1), view.first, view.last);
        for month in months.into_iter().filter(|day| scale.start_px(*day) >= scale.left_px - 0.5) {
            let x_px = scale.start_px(month);
            found.retain(|tick| (scale.start_px(tick.day) - x_px).abs() >= min_gap_px);
            found.push(Tick { day: month, kind: kind(month), major: false, with_year: false });
        }
        order::sort_by_key(&mut found, |tick| tick.day);
    }
    for tick in &mut found {
        tick.major = tick.kind >= TickKind::Month;
    }
    found
}

/// Marks the ticks whose label must say the year: those that begin a year in sight,
/// or the first where none does.
pub fn say_years(ticks: &mut [Tick]) {
    let mut year = ticks.first().map(|tick| tick.day.ymd().0);
    for tick in ticks.iter_mut() {
        let own = tick.day.ymd().0;
        tick.with_year = tick.kind == TickKind::Year || year != Some(own);
        year = Some(own);
    }
    if !ticks.iter().any(|tick| tick.with_year)
        && let Some(first) = ticks.first_mut()
    {
        first.with_year = true;
    }
}

fn kind(day: Day) -> TickKind {
    match day.ymd() {
        (_, 1, 1) => TickKind::Year,
        (_, _, 1) => TickKind::Month,
        _ if day.weekday() == 0 => TickKind::Week,
        _ => TickKind::Day,
    }
}

/// The shortest step that is at least so many days long.
fn step(min_days: f64) -> Step {
    if let Some((step, _)) = STEPS.iter().find(|(_, days)| *days >= min_days) {
        return *step;
    }
    let mut years = 10;
    for times in [2, 5, 2].into_iter().cycle().take(12) {
        if f64::from(years) * 365.2 >= min_days {
            break;
        }
        // 10, 20, 50, 100, 200, 500 and so on.
        years = if times == 5 { years / 2 * 5 } else { years * 2 };
    }
    Step::Years(years)
}

/// Every day on which a step begins, from the first day to the last.
fn starts(step: Step, first: Day, last: Day) -> Vec<Day> {
    let (year, month, _) = first.ymd();
    let (end_year, end_month, _) = last.ymd();
    match step {
        Step::Days(every) => {
            (first.0..=last.0).map(Day).filter(|day| (day.ymd().2 - 1) % every == 0).collect()
        }
        Step::Weeks => {
            let monday = first.plus((7 - first.weekday() as i32) % 7);
            (monday.0..=last.0).step_by(7).map(Day).collect()
        }
        Step::Months(every) => {
            let months = |year: i32, month: u32| year * 12 + month as i32 - 1;
            (months(year, month)..=months(end_year, end_month))
                .filter(|number| number.rem_euclid(every as i32) == 0)
                .filter_map(|number| {
                    Day::from_ymd(number.div_euclid(12), number.rem_euclid(12) as u32 + 1, 1)
                })
                .filter(|day| *day >= first)
                .collect()
        }
        Step::Years(every) => (year..=end_year)
            .filter(|year| year.rem_euclid(every) == 0)
            .filter_map(|year| Day::from_ymd(year, 1, 1))
            .filter(|day| *day >= first)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::TimeView;

    fn check(first: &str, days: f64, min_gap_px: f64, expected: &[&str]) {
        let start = f64::from(Day::from_iso(first).unwrap().0);
        let view = TimeView { start, end: start + days };
        let scale = TimeScale { view, left_px: 0.0, width_px: 1_000.0 };
        let mut found = ticks(scale, min_gap_px);
        say_years(&mut found);
        let found: Vec<String> = found
            .iter()
            .map(|tick| format!("{}{}", tick.day, if tick.with_year { "*" } else { "" }))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_quarter_is_named_by_months_and_the_new_year_by_its_number() {
        check("2022-12-07", 115.0, 80.0, &["2023-01-01*", "2023-02-01", "2023-03-01"]);
    }

    #[test]
    fn a_month_is_named_by_mondays_that_give_way_to_the_first() {
        check(
            "2023-01-08",
            31.0,
            80.0,
            &["2023-01-09*", "2023-01-16", "2023-01-23", "2023-02-01", "2023-02-06"],
        );
    }

    #[test]
    fn a_week_is_named_day_by_day() {
        check("2023-01-09", 3.0, 80.0, &["2023-01-09*", "2023-01-10", "2023-01-11"]);
    }

    #[test]
    fn every_second_day_starts_again_with_the_month() {
        check("2023-01-28", 8.0, 130.0, &["2023-01-29*", "2023-02-01", "2023-02-03"]);
    }

    #[test]
    fn decades_are_named_by_round_years() {
        check("1995-06-01", 365.2 * 30.0, 200.0, &["2000-01-01*", "2010-01-01*", "2020-01-01*"]);
    }

    #[test]
    fn ticks_are_never_closer_than_asked() {
        for days in 2..2_000 {
            let view = TimeView { start: 19_000.3, end: 19_000.3 + f64::from(days) };
            let scale = TimeScale { view, left_px: 0.0, width_px: 900.0 };
            let found = ticks(scale, 80.0);
            for pair in found.windows(2) {
                let gap_px = scale.start_px(pair[1].day) - scale.start_px(pair[0].day);
                assert!(gap_px > 73.0, "{days} days: {gap_px} px");
            }
        }
    }
}
