//! Extended Date/Time Format, levels 0 and 1, to the day.
//! The format: Library of Congress, "Extended Date/Time Format (EDTF) Specification", 2019,
//! which became part of ISO 8601-2. Left out: level 2, and years of more than four digits,
//! which are recognised and refused. A time of day is checked and dropped.

use super::{Day, Span, day::month_length};

/// A date as a source gives it: a day, a month, a year, an interval, doubtful or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edtf {
    /// The text as written, such as `2022-12-15~`.
    pub text: String,
    /// Every day the date may mean; for an open interval, the days of its known end.
    /// A season may be any day of its year, for the format ties it to no hemisphere.
    pub span: Span,
    /// `?`: the source may be wrong about it. An interval is as doubtful as either end.
    pub uncertain: bool,
    /// `~`: the date is near the truth. `%` sets both.
    pub approximate: bool,
    /// How the date is given, which decides how it is put into words.
    pub form: Form,
}

/// How closely a date is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// `2022-12-07`
    Day,
    /// `2022-12`
    Month,
    /// `2022-21`: 21 spring, 22 summer, 23 autumn, 24 winter.
    Season(u8),
    /// `2022`
    Year,
    /// `202X`: some year of the 2020s.
    Decade,
    /// `20XX`: some year of the 2000s.
    Century,
    /// `2022-12-XX`: some day of the month.
    DayInMonth,
    /// `2022-XX`: some month of the year.
    MonthInYear,
    /// `2022-XX-XX`: some day of the year.
    DayInYear,
    /// `2022-12-07/2023-01`: from the first to the second, at least one of them a date.
    Interval(Box<[End; 2]>),
}

/// One end of an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    Date(Edtf),
    /// Left empty: there is an end, but nobody knows it.
    Unknown,
    /// `..`: there is no end, or none is claimed.
    Open,
}

/// Why a text is no date that Khipu can place on its timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EdtfError {
    #[error("a date is written 2022, 2022-12, 2022-12-07 or 2022-12-07/2022-12-09")]
    Shape,
    #[error("there is no month or season of that number: months are 01 to 12, seasons 21 to 24")]
    Month,
    #[error("the month has no such day")]
    Day,
    #[error("the time of day is not written 23:59:59, 23:59:59Z or 23:59:59-05:00")]
    Time,
    #[error("X stands for digits at the end only: 202X, 20XX, 2022-XX, 2022-12-XX, 2022-XX-XX")]
    Unspecified,
    #[error("the interval ends before it starts")]
    Order,
    #[error("neither end of the interval is known")]
    NoKnownEnd,
    #[error("years reach from -9999 to 9999")]
    OutOfReach,
}

impl Edtf {
    /// A date that is one certain day.
    pub fn from_day(day: Day) -> Self {
        Self {
            text: day.to_string(),
            span: Span { first: day, last: day },
            uncertain: false,
            approximate: false,
            form: Form::Day,
        }
    }

    /// Reads a date of EDTF level 0 or 1.
    ///
    /// # Errors
    /// When the text is not such a date, or lies beyond the years that Khipu can draw.
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        match text.split_once('/') {
            Some((start, end)) => interval(text, start, end),
            None => date(text),
        }
    }
}

fn interval(text: &str, start: &str, end: &str) -> Result<Edtf, EdtfError> {
    let ends = [interval_end(start)?, interval_end(end)?];
    let (span, known) = match &ends {
        [End::Date(start), End::Date(end)] => {
            if end.span.last < start.span.first {
                return Err(EdtfError::Order);
            }
            (Span { first: start.span.first, last: end.span.last }, [Some(start), Some(end)])
        }
        [End::Date(known), _] | [_, End::Date(known)] => (known.span, [Some(known), None]),
        _ => return Err(EdtfError::NoKnownEnd),
    };
    let uncertain = known.iter().flatten().any(|date| date.uncertain);
    let approximate = known.iter().flatten().any(|date| date.approximate);
    let text = text.to_owned();
    Ok(Edtf { text, span, uncertain, approximate, form: Form::Interval(Box::new(ends)) })
}

fn interval_end(text: &str) -> Result<End, EdtfError> {
    match text {
        "" => Ok(End::Unknown),
        ".." => Ok(End::Open),
        _ if text.contains('T') => Err(EdtfError::Shape),
        _ => date(text).map(End::Date),
    }
}

fn date(text: &str) -> Result<Edtf, EdtfError> {
    let (bare, uncertain, approximate) = match text.as_bytes() {
        [.., b'?'] => (text.get(..text.len() - 1), true, false),
        [.., b'~'] => (text.get(..text.len() - 1), false, true),
        [.., b'%'] => (text.get(..text.len() - 1), true, true),
        _ => (Some(text), false, false),
    };
    let bare = bare.unwrap_or_default();
    let (form, span) = match bare.split_once('T') {
        Some((day, time)) => {
            let (form, span) = calendar(day)?;
            if form != Form::Day || uncertain || approximate {
                return Err(EdtfError::Shape);
            }
            if !is_time(time.as_bytes()) {
                return Err(EdtfError::Time);
            }
            (form, span)
        }
        None => calendar(bare)?,
    };
    Ok(Edtf { text: text.to_owned(), span, uncertain, approximate, form })
}

fn calendar(text: &str) -> Result<(Form, Span), EdtfError> {
    if let Some(long) = text.strip_prefix('Y') {
        let digits = long.strip_prefix('-').unwrap_or(long).as_bytes();
        let is_long = digits.len() > 4 && number(digits).is_some() && digits.first() != Some(&b'0');
        return Err(if is_long { EdtfError::OutOfReach } else { EdtfError::Shape });
    }
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (year, rest) = unsigned.as_bytes().split_at_checked(4).ok_or(EdtfError::Shape)?;
    let signed = |year: u32| if negative { -(year as i32) } else { year as i32 };
    let years = |form, near: u32, far: u32| {
        let (near, far) = (signed(near), signed(far));
        days(form, (near.min(far), 1, 1), (near.max(far), 12, 31))
    };
    match *year {
        [tens, ones, b'X', b'X'] if rest.is_empty() => {
            let century = number(&[tens, ones]).ok_or(EdtfError::Unspecified)?;
            return years(Form::Century, century * 100, century * 100 + 99);
        }
        [a, b, c, b'X'] if rest.is_empty() => {
            let decade = number(&[a, b, c]).ok_or(EdtfError::Unspecified)?;
            return years(Form::Decade, decade * 10, decade * 10 + 9);
        }
        _ => {}
    }
    let Some(year) = number(year) else {
        let digits_or_x = year.iter().all(|byte| byte.is_ascii_digit() || *byte == b'X');
        return Err(if digits_or_x { EdtfError::Unspecified } else { EdtfError::Shape });
    };
    if negative && year == 0 {
        return Err(EdtfError::OutOfReach);
    }
    let year = signed(year);
    match rest {
        [] => days(Form::Year, (year, 1, 1), (year, 12, 31)),
        b"-XX" => days(Form::MonthInYear, (year, 1, 1), (year, 12, 31)),
        b"-XX-XX" => days(Form::DayInYear, (year, 1, 1), (year, 12, 31)),
        [b'-', tens, ones] => {
            let month = number(&[*tens, *ones]).ok_or(unread(rest))?;
            if (21..=24).contains(&month) {
                return days(Form::Season(month as u8), (year, 1, 1), (year, 12, 31));
            }
            let last = month_length(year, month).ok_or(EdtfError::Month)?;
            days(Form::Month, (year, month, 1), (year, month, last))
        }
        [b'-', month_tens, month_ones, b'-', tens, ones] => {
            let month = number(&[*month_tens, *month_ones]).ok_or(unread(rest))?;
            let last = month_length(year, month).ok_or(EdtfError::Month)?;
            if [*tens, *ones] == *b"XX" {
                return days(Form::DayInMonth, (year, month, 1), (year, month, last));
            }
            let day = number(&[*tens, *ones]).ok_or(unread(rest))?;
            days(Form::Day, (year, month, day), (year, month, day))
        }
        _ => Err(EdtfError::Shape),
    }
}

/// What is wrong with a part that is not a number.
fn unread(part: &[u8]) -> EdtfError {
    if part.contains(&b'X') { EdtfError::Unspecified } else { EdtfError::Shape }
}

type YearMonthDay = (i32, u32, u32);

fn days(form: Form, first: YearMonthDay, last: YearMonthDay) -> Result<(Form, Span), EdtfError> {
    let day = |(year, month, day)| Day::from_ymd(year, month, day).ok_or(EdtfError::Day);
    Ok((form, Span { first: day(first)?, last: day(last)? }))
}

/// The number that ASCII digits write; nothing for anything else.
fn number(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_u32, |sum, digit| {
        let value = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
        Some(sum.saturating_mul(10).saturating_add(value))
    })
}

fn is_time(text: &[u8]) -> bool {
    let at_most = |digits: &[u8], most| number(digits).is_some_and(|value| value <= most);
    let Some((clock, zone)) = text.split_at_checked(8) else { return false };
    let clock_fits = match clock {
        b"24:00:00" => true,
        [h1, h2, b':', m1, m2, b':', s1, s2] => {
            at_most(&[*h1, *h2], 23) && at_most(&[*m1, *m2], 59) && at_most(&[*s1, *s2], 59)
        }
        _ => false,
    };
    let zone_fits = match zone {
        [] | b"Z" => true,
        [b'+' | b'-', h1, h2] => at_most(&[*h1, *h2], 14),
        [b'+' | b'-', h1, h2, b':', m1, m2] => at_most(&[*h1, *h2], 14) && at_most(&[*m1, *m2], 59),
        _ => false,
    };
    clock_fits && zone_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first and last day with the form and doubts, or the error, in one line.
    fn shown(text: &str) -> String {
        match Edtf::parse(text) {
            Ok(date) => {
                let form = match &date.form {
                    Form::Interval(ends) => {
                        let end = |end: &End| match end {
                            End::Date(date) => format!("{:?}", date.form),
                            other => format!("{other:?}"),
                        };
                        format!("{}/{}", end(&ends[0]), end(&ends[1]))
                    }
                    form => format!("{form:?}"),
                };
                let doubt = match (date.uncertain, date.approximate) {
                    (false, false) => "",
                    (true, false) => " ?",
                    (false, true) => " ~",
                    (true, true) => " %",
                };
                assert_eq!(date.text, text);
                format!("{}..{} {form}{doubt}", date.span.first, date.span.last)
            }
            Err(error) => format!("{error:?}"),
        }
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(shown(text), expected, "{text}");
    }

    #[test]
    fn the_examples_of_level_0_are_read() {
        check("1985-04-12", "1985-04-12..1985-04-12 Day");
        check("1985-04", "1985-04-01..1985-04-30 Month");
        check("1985", "1985-01-01..1985-12-31 Year");
        check("0000", "0000-01-01..0000-12-31 Year");
        check("1985-04-12T23:20:30", "1985-04-12..1985-04-12 Day");
        check("1985-04-12T23:20:30Z", "1985-04-12..1985-04-12 Day");
        check("1985-04-12T23:20:30-04", "1985-04-12..1985-04-12 Day");
        check("1985-04-12T23:20:30+04:30", "1985-04-12..1985-04-12 Day");
        check("1985-04-12T24:00:00", "1985-04-12..1985-04-12 Day");
        check("1964/2008", "1964-01-01..2008-12-31 Year/Year");
        check("2004-06/2006-08", "2004-06-01..2006-08-31 Month/Month");
        check("2004-02-01/2005-02-08", "2004-02-01..2005-02-08 Day/Day");
        check("2004-02-01/2005-02", "2004-02-01..2005-02-28 Day/Month");
        check("2004-02-01/2005", "2004-02-01..2005-12-31 Day/Year");
        check("2005/2006-02", "2005-01-01..2006-02-28 Year/Month");
        check("2004-02-29", "2004-02-29..2004-02-29 Day");
    }

    #[test]
    fn the_examples_of_level_1_are_read() {
        check("2001-21", "2001-01-01..2001-12-31 Season(21)");
        check("2001-24~", "2001-01-01..2001-12-31 Season(24) ~");
        check("1984?", "1984-01-01..1984-12-31 Year ?");
        check("2004-06~", "2004-06-01..2004-06-30 Month ~");
        check("2004-06-11%", "2004-06-11..2004-06-11 Day %");
        check("201X", "2010-01-01..2019-12-31 Decade");
        check("20XX", "2000-01-01..2099-12-31 Century");
        check("2004-XX", "2004-01-01..2004-12-31 MonthInYear");
        check("1985-04-XX", "1985-04-01..1985-04-30 DayInMonth");
        check("1985-XX-XX", "1985-01-01..1985-12-31 DayInYear");
        check("-1985", "-1985-01-01..-1985-12-31 Year");
        check("-198X", "-1989-01-01..-1980-12-31 Decade");
        check("1985-04-12/..", "1985-04-12..1985-04-12 Day/Open");
        check("1985-04/..", "1985-04-01..1985-04-30 Month/Open");
        check("../1985-04-12", "1985-04-12..1985-04-12 Open/Day");
        check("../1985", "1985-01-01..1985-12-31 Open/Year");
        check("1985-04-12/", "1985-04-12..1985-04-12 Day/Unknown");
        check("/1985-04", "1985-04-01..1985-04-30 Unknown/Month");
        check("1984~/2004-06", "1984-01-01..2004-06-30 Year/Month ~");
        check("1984/2004-06~", "1984-01-01..2004-06-30 Year/Month ~");
        check("1984?/2004%", "1984-01-01..2004-12-31 Year/Year %");
        check("1984-06-02?/2004-08-08~", "1984-06-02..2004-08-08 Day/Day %");
        check("2004-06-XX/2004-07-03", "2004-06-01..2004-07-03 DayInMonth/Day");
    }

    #[test]
    fn an_end_may_be_vaguer_than_the_start_it_follows() {
        check("2004-02-15/2004-02", "2004-02-15..2004-02-29 Day/Month");
        check("2004-12/2004", "2004-12-01..2004-12-31 Month/Year");
    }

    #[test]
    fn what_no_calendar_has_is_refused() {
        check("2023-13", "Month");
        check("2023-00", "Month");
        check("2023-20", "Month");
        check("2023-25", "Month");
        check("2023-13-01", "Month");
        check("2023-21-01", "Month");
        check("2023-02-29", "Day");
        check("2023-04-31", "Day");
        check("2023-04-00", "Day");
        check("-0000", "OutOfReach");
        check("Y170000002", "OutOfReach");
        check("Y-170000002", "OutOfReach");
        check("1985-04-12T25:00:00", "Time");
        check("1985-04-12T23:60:00", "Time");
        check("1985-04-12T23:20", "Time");
        check("1985-04-12T23:20:30z", "Time");
    }

    #[test]
    fn what_is_not_level_1_is_refused() {
        for text in [
            "",
            " ",
            "?",
            "~",
            "%",
            "T",
            "-",
            "/",
            "../..",
            "../",
            "/..",
            "..",
            "20",
            "202",
            "02023",
            "2023-1",
            "2023-1-1",
            "2023/1",
            "20230109",
            "2023-01-09 ",
            " 2023",
            "2023-01-9",
            "2023-01-09-",
            "2023--1",
            "+2023",
            "Y2023",
            "Y02023",
            "Y",
            "2023-01-09??",
            "2023?-01",
            "?2023-01",
            "2023-01-09T",
            "2023-01T10:00:00",
            "2023-01-09T10:00:00?",
            "January 2023",
            "9/1/2023",
            "２０２３",
            "2023-０1",
            "é",
            "2023-01-é",
            "é/é",
            "2004/2005/2006",
            "2004/2005-13",
            "2005/2004",
            "2004-06/2004-05-31",
            "2023-01-09T10:00:00/2024",
            "..?/2004",
            "X",
            "XXXX",
            "X023",
            "2X23",
            "1XXX",
            "202X-01",
            "20XX-01-01",
            "2023-X1",
            "2023-1X",
            "2023-XX-01",
            "2023-01-0X",
            "2023-01-X9",
            "2023-xx",
            "unknown",
            "null",
            "{2023}",
        ] {
            assert!(Edtf::parse(text).is_err(), "{text}: {}", shown(text));
        }
        check("2005/2004", "Order");
        check("../..", "NoKnownEnd");
        check("2023-1X", "Unspecified");
        check("1XXX", "Unspecified");
        check("January 2023", "Shape");
    }

    #[test]
    fn no_text_of_dates_parts_makes_it_panic() {
        let parts = ["20", "23", "-", "X", "/", "..", "T", "Y", "?", "1", "é", "12:00:00", "Z", ""];
        for one in parts {
            for two in parts {
                for three in parts {
                    for four in parts {
                        let _ = Edtf::parse(&format!("{one}{two}{three}{four}"));
                    }
                }
            }
        }
    }
}
