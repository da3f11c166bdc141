//! A paragraph that cites a view: the record, its version, how much of it is in view, where it
//! was seen and when. The filters, the link and the day are given: there is no clock here.

use std::collections::BTreeMap;

use super::{InView, plain::one_line};
use crate::core::{
    i18n::{Plural, Word, date_of_iso, day_medium, fill, labelled, number, plural, plural_of},
    time::Day,
};

/// A citation of the view in its language. The filters are in words, empty where none narrows;
/// the link opens the view, and the day is the one on which the reader saw it.
pub fn citation(view: &InView, filters: &str, link: &str, day: Day) -> String {
    let (archive, lang) = (view.archive, view.lang);
    let title = one_line(archive.title.in_language(lang, &archive.language).text);
    let record = if archive.updated.is_empty() {
        fill(lang, Word::DeskCiteRecord, &[("title", &title)])
    } else {
        let date = date_of_iso(lang, &one_line(&archive.updated));
        fill(lang, Word::DeskCiteRecordOf, &[("title", &title), ("date", &date)])
    };
    let all = archive.events.len();
    let (shown, of) = (number(lang, view.rows.count() as f64), number(lang, all as f64));
    let events = plural_of(lang, Plural::CountOfEvents, all as u64, &[("n", &shown), ("m", &of)]);
    let filters = one_line(filters);
    let in_view = if filters.is_empty() { Word::DeskCiteInView } else { Word::DeskCiteFiltered };
    let in_view = fill(lang, in_view, &[("events", &events), ("filters", &filters)]);
    let seen = [("link", link), ("day", &day_medium(lang, day))];
    format!("{record} {in_view} {}", fill(lang, Word::DeskCiteSeen, &seen))
}

/// The most publishers that are named.
const NAMED: usize = 16;

/// How many sources the events in view cite, and who published them, whom most cite first. Who
/// published is left out while that is not known.
pub fn cited_sources(view: &InView) -> String {
    let (archive, lang) = (view.archive, view.lang);
    let mut cited = vec![0_usize; archive.sources.len()];
    for event in view.rows.iter().filter_map(|row| archive.events.get(row)) {
        for source in &event.sources {
            if let Some(times) = cited.get_mut(*source) {
                *times += 1;
            }
        }
    }
    let count = cited.iter().filter(|times| **times > 0).count();
    let said = plural(lang, Plural::CountSources, count as u64);
    let mut publishers: BTreeMap<String, usize> = BTreeMap::new();
    for (source, times) in view.known.sources.iter().zip(&cited).filter(|(_, times)| **times > 0) {
        let publisher = one_line(&source.publisher);
        if !publisher.is_empty() {
            *publishers.entry(publisher).or_default() += times;
        }
    }
    if publishers.is_empty() {
        return said;
    }
    let mut names: Vec<(String, usize)> = publishers.into_iter().collect();
    names.sort_by(|(_, one), (_, other)| other.cmp(one));
    let others = names.len().saturating_sub(NAMED);
    let mut all: Vec<String> = names.into_iter().take(NAMED).map(|(name, _)| name).collect();
    if others > 0 {
        all.push(plural(lang, Plural::CountOthers, others as u64));
    }
    labelled(lang, &said, &all.join(", "))
}
