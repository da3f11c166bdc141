//! iCalendar after RFC 5545: one all-day event for each event in view, from the first to the last
//! day that it may have lasted. What is uncertain about its date is said in its description.
//!
//! The calendar's years are 1 to 9999: earlier events are left out, and an event that lasts until
//! the last of these days ends a day early. Alarms and repetitions are not written.

use super::{InView, entry::Entry, plain::readable};
use crate::core::{
    i18n::{Word, certainty_word, date_of_iso, fill, kind_word, labelled, say},
    model::Source,
    time::{Day, Edtf, Form},
};

/// How many octets a line may have without its end.
const MOST_OCTETS: usize = 75;

/// The events in view as a calendar. Its time of making is the day the record was updated, else
/// the day its last event ended: the same view always gives the same text.
pub fn icalendar(view: &InView) -> String {
    let archive = view.archive;
    let title = archive.title.in_language(view.lang, &archive.language);
    let updated = Day::from_iso(&archive.updated).unwrap_or(archive.extent().last);
    let stamp = format!("{}T000000Z", date(updated).unwrap_or_else(|| "19700101".to_owned()));
    let mut out = String::new();
    push(&mut out, "BEGIN:VCALENDAR");
    push(&mut out, "VERSION:2.0");
    push(&mut out, "PRODID:-//Khipu//Khipu//EN");
    push(&mut out, "CALSCALE:GREGORIAN");
    push(&mut out, &in_language("NAME", title.text, title.tag));
    push(&mut out, &format!("X-WR-CALNAME:{}", escaped(title.text)));
    for entry in view.entries() {
        push_event(&mut out, view, &entry, &stamp);
    }
    push(&mut out, "END:VCALENDAR");
    out
}

fn push_event(out: &mut String, view: &InView, entry: &Entry, stamp: &str) {
    let span = entry.event.span;
    let Some(start) = date(span.first) else { return };
    push(out, "BEGIN:VEVENT");
    push(out, &format!("UID:{}", escaped(&format!("{}@{}", entry.event.id, view.archive.id))));
    push(out, &format!("DTSTAMP:{stamp}"));
    push(out, &format!("DTSTART;VALUE=DATE:{start}"));
    // The end is the first day that no longer belongs. Without one the event lasts a day.
    let end = date(span.last.plus(1)).or_else(|| date(span.last)).filter(|end| *end > start);
    if let Some(end) = end {
        push(out, &format!("DTEND;VALUE=DATE:{end}"));
    }
    let (title, tag) = entry.title();
    push(out, &in_language("SUMMARY", title, tag));
    push(out, &format!("DESCRIPTION:{}", escaped(&description(view, entry))));
    let kind = say(view.lang, kind_word(entry.event.kind));
    let tags = entry.tags();
    let categories = std::iter::once(kind).chain(tags.iter().map(String::as_str)).map(escaped);
    push(out, &format!("CATEGORIES:{}", categories.collect::<Vec<_>>().join(",")));
    if let Some(place) = entry.place() {
        let parts = [&place.name, place.province.as_deref().unwrap_or_default()];
        let parts = parts.into_iter().chain([entry.region_name(), &place.country]);
        let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        parts.dedup();
        push(out, &format!("LOCATION:{}", escaped(&parts.join(", "))));
        if let Some(at) = place.at {
            let degrees = |value| crate::core::decimal::written(value, 6);
            push(out, &format!("GEO:{};{}", degrees(at.lat), degrees(at.lon)));
        }
    }
    let url = entry.link().or_else(|| entry.sources().find_map(|source| source.url.clone()));
    if let Some(url) = url {
        push(out, &format!("URL:{url}"));
    }
    // Past events do not make a reader busy.
    push(out, "TRANSP:TRANSPARENT");
    push(out, "END:VEVENT");
}

/// What happened, the date as it is given where it is no plain day, the figures, how sure the
/// record is, and the sources.
fn description(view: &InView, entry: &Entry) -> String {
    let lang = view.lang;
    let mut lines = Vec::new();
    let summary = entry.summary().0;
    if !summary.is_empty() {
        lines.push(summary.to_owned());
    }
    let dates = [Some(&entry.event.start), entry.event.end.as_ref()];
    if !dates.into_iter().flatten().all(is_certain_day) {
        lines.push(fill(lang, Word::DeskExportDate, &[("date", &entry.date_words())]));
    }
    lines.extend(entry.figures());
    let certainty = say(lang, certainty_word(entry.event.certainty));
    lines.push(labelled(lang, say(lang, Word::TableCertainty), certainty));
    lines.extend(entry.sources().map(|source| source_line(view, source)));
    lines.join("\n")
}

/// Whether a date is one day and no doubt about it, which the calendar says as well as words do.
fn is_certain_day(date: &Edtf) -> bool {
    date.form == Form::Day && !date.uncertain && !date.approximate
}

/// A source in a line: its title, who published it and when, and its link.
fn source_line(view: &InView, source: &Source) -> String {
    let of_date = |date: &Edtf| date_of_iso(view.lang, &date.text);
    let published = source.published.as_ref().map(of_date).unwrap_or_default();
    let parts = [&source.title, &source.publisher, &published];
    let parts = parts.into_iter().map(String::as_str).chain(source.url.as_deref());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A day as iCalendar writes it; nothing outside the years it has.
fn date(day: Day) -> Option<String> {
    let (year, month, day) = day.ymd();
    (1..=9999).contains(&year).then(|| format!("{year:04}{month:02}{day:02}"))
}

/// A text with the tag of its language, where that is one.
fn in_language(name: &str, text: &str, tag: &str) -> String {
    let is_tag = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    let named = !tag.is_empty() && tag.chars().all(is_tag);
    let parameter = if named { format!(";LANGUAGE={tag}") } else { String::new() };
    format!("{name}{parameter}:{}", escaped(text))
}

/// A text as a value, after RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = readable(text).peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' | ';' | ',' => out.extend(['\\', sign]),
            '\r' if signs.peek() == Some(&'\n') => {}
            '\r' | '\n' => out.push_str("\\n"),
            sign => out.push(sign),
        }
    }
    out
}

/// Adds a line, folded after RFC 5545, 3.1: what follows begins with a space, and no character is
/// cut.
fn push(out: &mut String, line: &str) {
    let mut octets = 0;
    for sign in line.chars() {
        if octets + sign.len_utf8() > MOST_OCTETS {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(sign);
        octets += sign.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_characters() {
        let long = format!("X:{}{}", "é".repeat(200), "🪢".repeat(90));
        let mut out = String::new();
        push(&mut out, &long);
        let lines: Vec<&str> = out.trim_end_matches("\r\n").split("\r\n").collect();
        assert!(lines.len() > 9);
        assert!(lines.iter().all(|line| line.len() <= MOST_OCTETS), "{out}");
        let (first, rest) = lines.split_first().unwrap();
        let unfolded = rest.iter().map(|line| line.strip_prefix(' ').unwrap());
        assert_eq!(std::iter::once(*first).chain(unfolded).collect::<String>(), long);
        // As full as lines can be: the next character would not fit.
        assert!(lines.iter().rev().skip(1).all(|line| line.len() > MOST_OCTETS - 4));
    }

    #[test]
    fn a_line_that_just_fits_is_not_folded() {
        for (length, lines) in [(75, 1), (76, 2), (149, 2), (150, 3)] {
            let mut out = String::new();
            push(&mut out, &"a".repeat(length));
            assert_eq!(out.matches("\r\n").count(), lines, "{length}");
        }
    }

    #[test]
    fn a_text_cannot_end_its_line_or_its_value() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected);
        check("a;b,c\\n", "a\\;b\\,c\\\\n");
        check("a\r\nEND:VEVENT\rb\nc\u{0}", "a\\nEND:VEVENT\\nb\\nc");
        assert_eq!(in_language("SUMMARY", "a", "es-PE"), "SUMMARY;LANGUAGE=es-PE:a");
        assert_eq!(in_language("SUMMARY", "a", "es\r\nX"), "SUMMARY:a");
    }
}
