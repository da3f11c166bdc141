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
    match end {
        Some(end) => between(lang, start, end),
        None if is_certain_day(start) => day_long(lang, start.span.first),
        None => edtf_words(lang, start),
    }
}

/// A date as its source gives it: "about 24 December 2022", "in December 2022".
pub fn edtf_words(lang: Lang, date: &Edtf) -> String {
    let word = match date.form {
        _ if date.approximate || date.uncertain => return within(lang, date),
        Form::DayInMonth => Word::DateSomeDay,
        Form::Month | Form::Year | Form::DayInYear | Form::MonthInYear => Word::DateIn,
        _ => return bare(lang, date),
    };
    fill(lang, word, &[("date", &bare(lang, date))])
}

/// A date as it stands within a phrase: with its doubts, without the "in" of a month or year.
fn within(lang: Lang, date: &Edtf) -> String {
    let words = bare(lang, date);
    if matches!(date.form, Form::Interval(_)) {
        // Each end has already said how sure it is.
        return words;
    }
    let with = |word: Word, words: &str| fill(lang, word, &[("date", words)]);
    let about = for_form(date, Word::DateAbout, Word::DateAboutMonth);
    let words = if date.approximate { with(about, &words) } else { words };
    if date.uncertain { with(Word::DateUncertain, &words) } else { words }
}

/// The days a date names, and nothing of how sure it is.
fn bare(lang: Lang, date: &Edtf) -> String {
    let first = date.span.first;
    let year = first.ymd().0.to_string();
    let word = match &date.form {
        Form::Day => return day_medium(lang, first),
        Form::Month | Form::DayInMonth => return month_year(lang, first),
        Form::Year | Form::DayInYear | Form::MonthInYear => return year,
        Form::Interval(ends) => return interval(lang, &ends[0], &ends[1]),
        Form::Season(21) => Word::DateSeason21,
        Form::Season(22) => Word::DateSeason22,
        Form::Season(23) => Word::DateSeason23,
        Form::Season(_) => Word::DateSeason24,
        Form::Decade => Word::DateDecade,
        Form::Century => Word::DateCentury,
    };
    let last = date.span.last.ymd().0.to_string();
    fill(lang, word, &[("year", &year), ("from", &year), ("to", &last)])
}

fn interval(lang: Lang, start: &End, end: &End) -> String {
    let (word, date) = match (start, end) {
        (End::Date(start), End::Date(end)) => return between(lang, start, end),
        (End::Date(start), _) => (for_form(start, Word::DateSince, Word::DateSinceMonth), start),
        (_, End::Date(end)) => (for_form(end, Word::DateUntil, Word::DateUntilMonth), end),
        _ => return "…".to_owned(),
    };
    let words = fill(lang, word, &[("date", &bare(lang, date))]);
    let doubtful = date.approximate || date.uncertain;
    if doubtful { fill(lang, Word::DateUncertain, &[("date", &words)]) } else { words }
}

fn between(lang: Lang, start: &Edtf, end: &Edtf) -> String {
    if is_certain_day(start) && is_certain_day(end) {
        return span_words(lang, Span::between(start.span.first, end.span.last));
    }
    format!("{} – {}", within(lang, start), within(lang, end))
}

fn is_certain_day(date: &Edtf) -> bool {
    date.form == Form::Day && !date.approximate && !date.uncertain
}

/// The words for a day, which Spanish and French give an article, or those for anything longer.
fn for_form(date: &Edtf, day: Word, longer: Word) -> Word {
    if date.form == Form::Day { day } else { longer }
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

    fn says(lang: Lang, text: &str, expected: &str) {
        assert_eq!(edtf_words(lang, &Edtf::parse(text).unwrap()), expected, "{text}");
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
        // The form Peru writes, where Spain has "septiembre".
        assert_eq!(day_medium(Lang::Es, day("2023-09-01")), "1 de setiembre de 2023");
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
        let check = says;
        check(Lang::En, "2022-12-24~", "about 24 December 2022");
        check(Lang::Es, "2022-12-24~", "hacia el 24 de diciembre de 2022");
        check(Lang::Fr, "2022-12-24~", "vers le 24 décembre 2022");
        check(Lang::En, "2022-12-24?", "24 December 2022 (uncertain)");
        check(Lang::En, "2022-12-24%", "about 24 December 2022 (uncertain)");
        check(Lang::Es, "2022-12~", "hacia diciembre de 2022");
        check(Lang::En, "2022-12-XX~", "about December 2022");
        check(Lang::Fr, "2022-21~", "vers le printemps 2022");
    }

    #[test]
    fn a_date_longer_than_a_day_is_named_as_what_it_is() {
        let check = says;
        check(Lang::En, "2022-12", "in December 2022");
        check(Lang::Es, "2022-12", "en diciembre de 2022");
        check(Lang::En, "2022-12-XX", "on a day in December 2022");
        check(Lang::Fr, "2022-04-XX", "un jour en avril 2022");
        check(Lang::En, "2022", "in 2022");
        check(Lang::En, "2022-XX", "in 2022");
        check(Lang::En, "2022-24", "winter 2022");
        check(Lang::Es, "2022-23", "el otoño de 2022");
        check(Lang::En, "202X", "the 2020s");
        check(Lang::Fr, "20XX", "les années 2000–2099");
    }

    #[test]
    fn an_interval_says_each_end_and_its_doubt_once() {
        let check = says;
        check(Lang::En, "2022-12-07/2022-12-14", "7–14 December 2022");
        check(Lang::En, "2022-12-24~/2022-12-26", "about 24 December 2022 – 26 December 2022");
        check(Lang::Fr, "2022-12/2023-01?", "décembre 2022 – janvier 2023 (incertain)");
        check(Lang::En, "2022-12-07/..", "since 7 December 2022");
        check(Lang::Es, "2022-12/..", "desde diciembre de 2022");
        check(Lang::Fr, "2022-12-07/", "depuis le 7 décembre 2022");
        check(Lang::Fr, "../2022-12", "jusqu’à décembre 2022");
        check(Lang::En, "/2022-12-07~", "until 7 December 2022 (uncertain)");
    }

    #[test]
    fn an_event_says_its_weekday_or_its_two_ends() {
        let check = |lang, start: &str, end: Option<&str>, expected: &str| {
            let end = end.map(|end| Edtf::parse(end).unwrap());
            let start = Edtf::parse(start).unwrap();
            assert_eq!(edtf_span(lang, &start, end.as_ref()), expected);
        };
        check(Lang::En, "2023-01-09", None, "Monday 9 January 2023");
        check(Lang::En, "2023-01-09~", None, "about 9 January 2023");
        check(Lang::Es, "2023-01-09", Some("2023-02-01"), "del 9 de enero al 1 de febrero de 2023");
        check(Lang::En, "2022-12", Some("2023-01-09"), "December 2022 – 9 January 2023");
    }
}
