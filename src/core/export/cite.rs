//! A paragraph that cites a view: the record, its version, how much of it is in view, where it
//! was seen and when. The filters, the link and the day are given: there is no clock here.

use super::{InView, plain::one_line};
use crate::core::{
    i18n::{Plural, Word, date_of_iso, day_medium, fill, number, plural_of},
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
