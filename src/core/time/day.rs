//! A civil day and a span of days, in the proleptic Gregorian calendar.

use std::fmt;

/// One civil day, as the number of days since 1 January 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Days from the first to the last, both included; the first is never after the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub first: Day,
    pub last: Day,
}

impl Day {
    /// The day of a year, month (1–12) and day of the month, or nothing where the calendar has none.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(-9999..=9999).contains(&year) || day == 0 || day > month_length(year, month)? {
            return None;
        }
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = month as i32;
        let shifted = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * shifted + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// Year, month (1–12) and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        // Howard Hinnant, civil_from_days.
        let shifted = self.0.saturating_add(719_468);
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_shifted + 2) / 5 + 1;
        let month = if month_shifted < 10 { month_shifted + 3 } else { month_shifted - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// The day of the week, Monday being 0 and Sunday 6.
    pub fn weekday(self) -> u32 {
        (self.0 + 3).rem_euclid(7) as u32
    }

    /// Reads `2023-01-09`, and nothing else.
    pub fn from_iso(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |part: &[u8]| {
            part.iter().try_fold(0_u32, |sum, digit| {
                digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0'))
            })
        };
        let year = number(bytes.get(..4)?)?;
        Self::from_ymd(year as i32, number(bytes.get(5..7)?)?, number(bytes.get(8..)?)?)
    }

    /// The day so many days later, or earlier for a negative number.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        let sign = if year < 0 { "-" } else { "" };
        write!(out, "{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
    }
}

impl Span {
    /// The span between two days, in whichever order they come.
    pub fn between(one: Day, other: Day) -> Self {
        Self { first: one.min(other), last: one.max(other) }
    }

    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether the two spans share a day.
    pub fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The day in the middle, the earlier of two.
    pub fn middle(self) -> Day {
        self.first.plus((self.days() - 1) / 2)
    }

    /// How many days the span holds, at least one.
    pub fn days(self) -> i32 {
        self.last.0 - self.first.0 + 1
    }
}

/// How many days the month (1–12) of a year has, or nothing where there is no such month.
pub fn month_length(year: i32, month: u32) -> Option<u32> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_eight_centuries_comes_back_from_its_date() {
        let first = Day::from_ymd(1700, 1, 1).unwrap();
        let last = Day::from_ymd(2500, 12, 31).unwrap();
        for number in first.0..=last.0 {
            let (year, month, day) = Day(number).ymd();
            assert_eq!(Day::from_ymd(year, month, day), Some(Day(number)));
        }
    }

    #[test]
    fn known_days_have_their_number_and_weekday() {
        assert_eq!(Day::from_iso("1970-01-01"), Some(Day(0)));
        assert_eq!(Day::from_iso("2023-01-09").map(Day::weekday), Some(0));
        assert_eq!(Day::from_iso("2022-12-07").unwrap().to_string(), "2022-12-07");
        assert_eq!(Day::from_ymd(-45, 3, 15).unwrap().to_string(), "-0045-03-15");
        for wrong in
            ["2023-02-29", "2023-13-01", "2023-1-1", "2023/01/01", "２023-01-01", "+023-01-01"]
        {
            assert_eq!(Day::from_iso(wrong), None, "{wrong}");
        }
    }
}
