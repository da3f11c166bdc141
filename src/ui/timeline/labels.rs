//! What the timeline's parts are called.

use crate::{
    core::{
        i18n::{
            Lang, Plural, Word, day_of_short_month, edtf_span, kind_word, labelled, month_short,
            plural, say, span_words,
        },
        model::{Archive, Row},
        time::Span,
        timeline::{LaneLabel, Sum, Tick, TickKind, TwinKnot},
    },
    ui::filters::area_name,
};

/// A tick's words: a day and month, a month, a year; the year is said where it changes.
pub fn tick_label(lang: Lang, tick: Tick) -> String {
    let year = tick.day.ymd().0;
    let words = match tick.kind {
        TickKind::Year => return year.to_string(),
        TickKind::Month => month_short(lang, tick.day).to_owned(),
        TickKind::Day | TickKind::Week => day_of_short_month(lang, tick.day),
    };
    if tick.with_year { format!("{words} {year}") } else { words }
}

/// A lane's name.
pub fn lane_label(archive: &Archive, lang: Lang, label: LaneLabel) -> String {
    match label {
        LaneLabel::Area(row) => {
            archive.areas.get(row).map_or_else(String::new, |area| area_name(archive, lang, area))
        }
        LaneLabel::Abroad => say(lang, Word::TimelineAbroad).to_owned(),
        LaneLabel::Kind(kind) => say(lang, kind_word(kind)).to_owned(),
        LaneLabel::Actor(row) => {
            archive.actors.get(row).map_or_else(String::new, |actor| actor.name.clone())
        }
        LaneLabel::Without => say(lang, Word::TimelineNoActor).to_owned(),
        LaneLabel::Rest(lanes) => plural(lang, Plural::CountOthers, lanes as u64),
    }
}

/// A knot in words: when, and which event or how many.
pub fn knot_label(archive: &Archive, lang: Lang, knot: &TwinKnot) -> String {
    let label = rows_label(archive, lang, &knot.rows);
    if knot.deaths == 0 {
        return label;
    }
    format!("{label}, {}", plural(lang, Plural::CountKilled, u64::from(knot.deaths)))
}

/// What lies in a stretch of a full lane, in words.
pub fn stretch_label(lang: Lang, days: Span, sum: &Sum) -> String {
    let count = plural(lang, Plural::CountEvents, u64::from(sum.count()));
    let label = labelled(lang, &span_words(lang, days), &count);
    if sum.deaths == 0 {
        return label;
    }
    format!("{label}, {}", plural(lang, Plural::CountKilled, u64::from(sum.deaths)))
}

/// Events drawn as one, in words.
pub fn rows_label(archive: &Archive, lang: Lang, rows: &[Row]) -> String {
    let event = |row: &Row| archive.events.get(*row);
    match rows {
        [row] => event(row).map_or_else(String::new, |event| {
            let title = event.title.in_language(lang, &archive.language).text;
            labelled(lang, &edtf_span(lang, &event.start, event.end.as_ref()), title)
        }),
        rows => {
            let count = plural(lang, Plural::CountEvents, rows.len() as u64);
            let ends = rows.first().and_then(event).zip(rows.last().and_then(event));
            ends.map_or_else(
                || count.clone(),
                |(first, last)| {
                    let span = crate::core::time::Span::between(first.span.first, last.span.first);
                    labelled(lang, &span_words(lang, span), &count)
                },
            )
        }
    }
}
