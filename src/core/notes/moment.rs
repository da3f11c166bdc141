//! An instant, as notes are stamped with: read from and written as RFC 3339 in UTC.
//! No clock: whoever writes a note says when.

use std::fmt;

use crate::core::time::Day;

const DAY_MS: i64 = 86_400_000;

/// An instant from the year 0000 to 9999, as milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// `0000-01-01T00:00:00.000Z`
    pub const FIRST: Self = Self(-62_167_219_200_000);
    /// `9999-12-31T23:59:59.999Z`
    pub const LAST: Self = Self(253_402_300_799_999);

    /// The instant of so many milliseconds since 1970, drawn to the nearest one that has a date of
    /// four digits.
    pub fn from_ms(ms: i64) -> Self {
        Self(ms.clamp(Self::FIRST.0, Self::LAST.0))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn ms(self) -> i64 {
        self.0
    }

    /// The next instant that can be told from this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self::from_ms(self.0 + 1)
    }

    /// The day in UTC.
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(DAY_MS) as i32)
    }

    /// Reads an RFC 3339 date and time such as `2023-01-09T17:30:00.250-05:00`; what is finer than
    /// a millisecond is cut off, a leap second is the last one before it. A time without a zone is
    /// taken as UTC, a date without a time as its midnight.
    pub fn parse(text: &str) -> Option<Self> {
        let day = Day::from_iso(text.get(..10)?)?;
        let midnight = i64::from(day.0) * DAY_MS;
        let rest = text.get(10..)?;
        if rest.is_empty() {
            return Some(Self::from_ms(midnight));
        }
        let time = rest.strip_prefix(['T', 't', ' '])?;
        let bytes = time.as_bytes();
        if bytes.get(2) != Some(&b':') || bytes.get(5) != Some(&b':') {
            return None;
        }
        let hour = below(time.get(..2)?, 24)?;
        let minute = below(time.get(3..5)?, 60)?;
        let second = below(time.get(6..8)?, 61)?.min(59);
        let (fraction, zone) = fraction(time.get(8..)?)?;
        let local = ((hour * 60 + minute) * 60 + second) * 1_000 + fraction;
        let ms = midnight + local - offset(zone)?;
        (Self::FIRST.0..=Self::LAST.0).contains(&ms).then_some(Self(ms))
    }
}

/// A number of two digits below an end.
fn below(digits: &str, end: i64) -> Option<i64> {
    let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| plain && *number < end)
}

/// The milliseconds of `.25`, and what follows them.
fn fraction(text: &str) -> Option<(i64, &str)> {
    let Some(digits) = text.strip_prefix(['.', ',']) else { return Some((0, text)) };
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let value = digits.bytes().take(length).chain(*b"000").take(3);
    let ms = value.fold(0, |sum, digit| sum * 10 + i64::from(digit.wrapping_sub(b'0')));
    Some((ms, digits.get(length..)?)).filter(|_| length > 0)
}

/// The milliseconds that a zone's clocks are ahead of UTC.
fn offset(zone: &str) -> Option<i64> {
    let (sign, clock) = match zone.as_bytes().first() {
        None => return Some(0),
        Some(b'Z' | b'z') => return (zone.len() == 1).then_some(0),
        Some(b'+') => (1, zone.get(1..)?),
        Some(b'-') => (-1, zone.get(1..)?),
        Some(_) => return None,
    };
    let hour = below(clock.get(..2)?, 24)?;
    let minute = match clock.get(2..)? {
        "" => 0,
        minute => below(minute.strip_prefix(':').unwrap_or(minute), 60)?,
    };
    Some(sign * (hour * 60 + minute) * 60_000)
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_day = self.0.rem_euclid(DAY_MS);
        let (minutes, ms) = (of_day / 60_000, of_day % 60_000);
        let (hour, minute, second) = (minutes / 60, minutes % 60, ms / 1_000);
        write!(out, "{}T{hour:02}:{minute:02}:{second:02}.{:03}Z", self.day(), ms % 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let written = Moment::parse(text).map(|moment| moment.to_string());
        assert_eq!(written.as_deref(), expected, "{text}");
    }

    #[test]
    fn dates_and_times_of_every_usual_form_are_read_as_utc() {
        check("1970-01-01T00:00:00Z", Some("1970-01-01T00:00:00.000Z"));
        check("2023-01-09T17:30:00.250-05:00", Some("2023-01-09T22:30:00.250Z"));
        check("2019-01-03T19:46:09.334539+00:00", Some("2019-01-03T19:46:09.334Z"));
        check("2023-01-01t00:15:00+0530", Some("2022-12-31T18:45:00.000Z"));
        check("2016-12-31T23:59:60Z", Some("2016-12-31T23:59:59.000Z"));
        check("2023-01-09 17:30:00", Some("2023-01-09T17:30:00.000Z"));
        check("2023-01-09", Some("2023-01-09T00:00:00.000Z"));
        check("0000-01-01T00:00:00Z", Some("0000-01-01T00:00:00.000Z"));
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for wrong in [
            "",
            "2023",
            "2023-02-30T00:00:00Z",
            "2023-01-09T24:00:00Z",
            "2023-01-09T+1:00:00Z",
            "2023-01-09T17:30Z",
            "2023-01-09T17:30:00.Z",
            "2023-01-09T17:30:00Zulu",
            "2023-01-09T17:30:00+5",
            "0000-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59-01:00",
            "2023-01-09T17:30:00é",
            "é023-01-09T17:30:00Z",
        ] {
            check(wrong, None);
        }
    }

    #[test]
    fn every_instant_comes_back_from_its_text() {
        let mut ms = Moment::FIRST.ms();
        while ms < Moment::LAST.ms() {
            let moment = Moment::from_ms(ms);
            assert_eq!(Moment::parse(&moment.to_string()), Some(moment));
            ms += 86_399_999_317;
        }
        assert_eq!(Moment::from_ms(i64::MAX), Moment::LAST);
        assert_eq!(Moment::parse(&Moment::LAST.to_string()), Some(Moment::LAST));
    }
}
