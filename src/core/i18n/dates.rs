//! Civil dates in words. Months and weekdays stand in the locales; the order of the parts is here,
//! after Unicode CLDR. No clock, no time zone, and no Date of the browser's.

use super::{Lang, Word, fill, say};
use crate::core::time::{Day, Edtf, End, Form, Span};

const MONTHS: [Word; 12] = [
    Word::Month1,
    Word::Month2,
    Word::Month3,
    Word::Month4,
    Word::Month5,
    Word::Month6,
    Word::Month7,
    Word::Month8,
    Word::Month9,
    Word::Month10,
    Word::Month11,
    Word::Month12,
];
const SHORT_MONTHS: [Word; 12] = [
    Word::MonthShort1,
    Word::MonthShort2,
    Word::MonthShort3,
    Word::MonthShort4,
    Word::MonthShort5,
    Word::MonthShort6,
    Word::MonthShort7,
    Word::MonthShort8,
    Word::MonthShort9,
    Word::MonthShort10,
    Word::MonthShort11,
    Word::MonthShort12,
];
const WEEKDAYS: [Word; 7] = [
    Word::Weekday0,
    Word::Weekday1,
    Word::Weekday2,
    Word::Weekday3,
    Word::Weekday4,
    Word::Weekday5,
    Word::Weekday6,
];

/// "Monday 9 January 2023".
pub fn day_long(lang: Lang, day: Day) -> String {
    let weekday = WEEKDAYS.get(day.weekday() as usize).map_or("", |word| say(lang, *word));
    format!("{weekday} {}", day_medium(lang, day))
}

/// "9 January 2023", "9 de enero de 2023", "1er janvier 2023".
pub fn day_medium(lang: Lang, day: Day) -> String {
    format!("{}{}{}", day_and_month(lang, day), of(lang), day.ymd().0)
}

/// "9 Jan 2023".
pub fn day_short(lang: Lang, day: Day) -> String {
    format!("{} {}", day_of_short_month(lang, day), day.ymd().0)
}

/// "9 Jan".
pub fn day_of_short_month(lang: Lang, day: Day) -> String {
    let (_, month, number) = day.ymd();
    format!("{} {}", ordinal(lang, number), name(lang, &SHORT_MONTHS, month))
}

/// "Jan", for the month a day lies in.
pub fn month_short(lang: Lang, day: Day) -> &'static str {
    name(lang, &SHORT_MONTHS, day.ymd().1)
}

/// "January 2023", "enero de 2023".
pub fn month_year(lang: Lang, day: Day) -> String {
    let (year, month, _) = day.ymd();
    format!("{}{}{year}", name(lang, &MONTHS, month), of(lang))
}

/// A date written as `2023-01-09`, in words; as it stands where it is no such date.
pub fn date_of_iso(lang: Lang, text: &str) -> String {
    Day::from_iso(text).map_or_else(|| text.to_owned(), |day| day_medium(lang, day))
}

/// A span of days: "19–24 January 2023", "del 19 al 24 de enero de 2023".
pub fn span_words(lang: Lang, span: Span) -> String {
    let Span { first, last } = span;
    if first == last {
        return day_medium(lang, first);
    }
    let ((y1, m1, d1), (y2, m2, d2)) = (first.ymd(), last.ymd());
    let end = day_medium(lang, last);
    let start = match (y1 == y2, m1 == m2) {
        (true, true) => ordinal(lang, d1),
        (true, false) => day_and_month(lang, first),
        (false, _) => day_medium(lang, first),
    };
    match lang {
        Lang::En if y1 == y2 && m1 == m2 => {
            format!("{start}–{d2} {}", month_year(lang, last))
        }
        Lang::En => format!("{start} – {end}"),
        Lang::Es => format!("del {start} al {end}"),
        Lang::Fr => format!("du {start} au {end}"),
    }
}

/// A span of days in short: "7 Dec 2022 – 2 Feb 2023".
pub fn span_short(lang: Lang, span: Span) -> String {
    format!("{} – {}", day_short(lang, span.first), day_short(lang, span.last))
}

/// When an event was: its start, and its end where it has one.
pub fn edtf_span(lang: Lang, start: &Edtf, end: Option<&Edtf>) -> String {
    let Some(end) = end else { return edtf_long(lang, start) };
    let certain = |date: &Edtf| date.form == Form::Day && !date.approximate && !date.uncertain;
    if certain(start) && certain(end) {
        return span_words(lang, Span::between(start.span.first, end.span.last));
    }
    format!("{} – {}", edtf_words(lang, start), edtf_words(lang, end))
}

/// A date in words, with its weekday where it is one certain day.
fn edtf_long(lang: Lang, date: &Edtf) -> String {
    if date.form == Form::Day && !date.approximate && !date.uncertain {
        day_long(lang, date.span.first)
    } else {
        edtf_words(lang, date)
    }
}

/// A date as its source gives it: "about 24 December 2022", "in December 2022".
pub fn edtf_words(lang: Lang, date: &Edtf) -> String {
    let first = date.span.first;
    let year = first.ymd().0.to_string();
    let doubtful = date.approximate || date.uncertain;
    let with = |word: Word, text: &str| fill(lang, word, &[("date", text)]);
    let season = |word: Word| fill(lang, word, &[("year", &year)]);
    let plain = match &date.form {
        Form::Day => day_medium(lang, first),
        Form::Month if doubtful => month_year(lang, first),
        Form::Month => with(Word::DateInMonth, &month_year(lang, first)),
        Form::Year if doubtful => year.clone(),
        Form::DayInMonth => with(Word::DateSomeDay, &month_year(lang, first)),
        Form::Year | Form::DayInYear | Form::MonthInYear => with(Word::DateInYear, &year),
        Form::Season(21) => season(Word::DateSeason21),
        Form::Season(22) => season(Word::DateSeason22),
        Form::Season(23) => season(Word::DateSeason23),
        Form::Season(_) => season(Word::DateSeason24),
        Form::Decade => season(Word::DateDecade),
        Form::Century => {
            let last = date.span.last.ymd().0.to_string();
            fill(lang, Word::DateCentury, &[("from", &year), ("to", &last)])
        }
        Form::Interval(ends) => interval(lang, &ends[0], &ends[1]),
    };
    let about = match date.form {
        Form::Day => Word::DateAbout,
        _ => Word::DateAboutMonth,
    };
    let plain = if date.approximate { with(about, &plain) } else { plain };
    if date.uncertain { with(Word::DateUncertain, &plain) } else { plain }
}

fn interval(lang: Lang, start: &End, end: &End) -> String {
    let open = |word: Word, date: &Edtf| {
        let words = edtf_words(lang, date);
        fill(lang, word, &[("date", &words)])
    };
    match (start, end) {
        (End::Date(start), End::Date(end)) => edtf_span(lang, start, Some(end)),
        (End::Date(start), _) => open(Word::DateSince, start),
        (_, End::Date(end)) => open(Word::DateUntil, end),
        _ => "…".to_owned(),
    }
}

fn day_and_month(lang: Lang, day: Day) -> String {
    let (_, month, number) = day.ymd();
    let between = if lang == Lang::Es { " de " } else { " " };
    format!("{}{between}{}", ordinal(lang, number), name(lang, &MONTHS, month))
}

fn of(lang: Lang) -> &'static str {
    if lang == Lang::Es { " de " } else { " " }
}

/// French says the first of a month as an ordinal.
fn ordinal(lang: Lang, number: u32) -> String {
    if lang == Lang::Fr && number == 1 { "1er".to_owned() } else { number.to_string() }
}

fn name(lang: Lang, names: &[Word; 12], month: u32) -> &'static str {
    names.get((month as usize).wrapping_sub(1)).map_or("", |word| say(lang, *word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::from_iso(text).unwrap()
    }

    #[test]
    fn a_day_is_said_as_each_language_says_it() {
        let check = |lang, expected: &str| {
            assert_eq!(day_long(lang, day("2023-01-09")), expected);
        };
        check(Lang::En, "Monday 9 January 2023");
        check(Lang::Es, "lunes 9 de enero de 2023");
        check(Lang::Fr, "lundi 9 janvier 2023");
        assert_eq!(day_long(Lang::Fr, day("2023-02-01")), "mercredi 1er février 2023");
        assert_eq!(day_short(Lang::Es, day("2022-12-07")), "7 dic. 2022");
    }

    #[test]
    fn a_span_says_what_its_ends_share_once() {
        let check = |lang, first, last, expected: &str| {
            assert_eq!(span_words(lang, Span::between(day(first), day(last))), expected);
        };
        check(Lang::En, "2023-01-19", "2023-01-24", "19–24 January 2023");
        check(Lang::En, "2022-12-07", "2023-02-02", "7 December 2022 – 2 February 2023");
        check(Lang::Es, "2023-01-19", "2023-01-24", "del 19 al 24 de enero de 2023");
        check(Lang::Fr, "2023-01-28", "2023-02-01", "du 28 janvier au 1er février 2023");
        check(Lang::En, "2023-01-19", "2023-01-19", "19 January 2023");
    }

    #[test]
    fn a_doubtful_date_says_so() {
        let check = |lang, text: &str, expected: &str| {
            assert_eq!(edtf_words(lang, &Edtf::parse(text).unwrap()), expected, "{text}");
        };
        check(Lang::En, "2022-12-24~", "about 24 December 2022");
        check(Lang::Es, "2022-12-24~", "hacia el 24 de diciembre de 2022");
        check(Lang::Fr, "2022-12-24~", "vers le 24 décembre 2022");
        check(Lang::En, "2022-12-24?", "24 December 2022 (uncertain)");
        check(Lang::En, "2022-12", "in December 2022");
        check(Lang::Es, "2022-12~", "hacia diciembre de 2022");
        check(Lang::En, "2022-12-XX", "on a day in December 2022");
        check(Lang::En, "2022", "in 2022");
        check(Lang::En, "2022-12-07/..", "since 7 December 2022");
        check(Lang::En, "2022-12-07/2022-12-14", "7–14 December 2022");
    }
}
