//! The values of a link: ids, lists, dates, numbers, as they are written and read.

use crate::core::query::Set;

use super::{
    Draft, Reason,
    escape::{escaped, is_unseen, unescaped},
};
use crate::core::{
    decimal,
    model::{Family, Kind},
    query::{Filters, MapView, TimeView},
    time::{Day, Span},
};

/// The most bytes of an id.
const ID_MAX_BYTES: usize = 200;
/// How the empty id, events without a place, stands in a list.
const NOWHERE: &str = "none";
/// Parts of a day that a view of time is written to.
const DAY_PARTS: f64 = 100.0;

/// The first and last days a link can name: years of four digits.
pub fn writable() -> Span {
    Span {
        first: Day::from_ymd(0, 1, 1).unwrap_or_default(),
        last: Day::from_ymd(9999, 12, 31).unwrap_or_default(),
    }
}

/// A window of which one end may be left open; ends in the wrong order change places.
pub fn window(from: Option<Day>, to: Option<Day>) -> Option<Span> {
    let open = writable();
    match (from, to) {
        (None, None) => None,
        _ => Some(Span::between(from.unwrap_or(open.first), to.unwrap_or(open.last))),
    }
}

pub fn written_day(day: Day) -> String {
    day.clamp(writable().first, writable().last).to_string()
}

pub fn read_day(value: &str) -> Result<Day, Reason> {
    Day::from_iso(value).ok_or(Reason::Damaged)
}

/// One id: not empty, not too long, nothing unseen in it.
pub fn read_id(value: &str) -> Result<String, Reason> {
    let id = unescaped(value)?;
    if id.len() > ID_MAX_BYTES {
        Err(Reason::TooLong)
    } else if id.is_empty() || id.chars().any(is_unseen) {
        Err(Reason::Damaged)
    } else {
        Ok(id)
    }
}

pub fn written_ids(ids: &Set<String>) -> Option<String> {
    let written = ids.iter().map(|id| match id.as_str() {
        "" => NOWHERE.to_string(),
        // An id that reads as the word for none keeps apart from it by an escape.
        NOWHERE => "%6Eone".to_string(),
        id => escaped(id),
    });
    (!ids.is_empty()).then(|| written.collect::<Vec<_>>().join(","))
}

pub fn read_ids(key: &str, value: &str, draft: &mut Draft) -> Set<String> {
    read_list(key, value, draft, |part| match part {
        NOWHERE => Ok(String::new()),
        _ => read_id(part),
    })
}

/// A list by commas; parts that cannot be read are ignored with a notice each.
pub fn read_list<T: Ord>(
    key: &str,
    value: &str,
    draft: &mut Draft,
    read: impl Fn(&str) -> Result<T, Reason>,
) -> Set<T> {
    let mut list = Set::default();
    for part in value.split(',').filter(|part| !part.is_empty()) {
        match read(part) {
            Ok(read) => drop(list.insert(read)),
            Err(reason) => draft.note(key, part, reason),
        }
    }
    list
}

/// Kinds, a whole family by its own name.
pub fn written_kinds(filters: &Filters) -> Option<String> {
    let mut words = Vec::new();
    for family in Family::ALL {
        if filters.has_family(*family) {
            words.push(family.id());
        } else {
            let kinds = family.kinds().filter(|kind| filters.kinds.contains(kind));
            words.extend(kinds.map(Kind::id));
        }
    }
    (!words.is_empty()).then(|| words.join(","))
}

pub fn read_kinds(value: &str, draft: &mut Draft) -> Set<Kind> {
    let lists = read_list("kind", value, draft, |part| match Family::from_id(part) {
        Some(family) => Ok(family.kinds().collect::<Vec<_>>()),
        None => Kind::from_id(part).map(|kind| vec![kind]).ok_or(Reason::Damaged),
    });
    lists.into_iter().flatten().collect()
}

/// A story and its step, counted from 1 in the link; a story alone is its first step.
pub fn read_story(value: &str) -> Result<(String, usize), Reason> {
    let step = |(id, step): (&str, &str)| {
        let number = step.parse::<u16>().ok().filter(|_| !step.starts_with('+'))?;
        Some((read_id(id).ok()?, usize::from(number).checked_sub(1)?))
    };
    match value.rsplit_once('.').and_then(step) {
        Some(story) => Ok(story),
        None if value.contains('.') => Err(Reason::Damaged),
        None => Ok((read_id(value)?, 0)),
    }
}

pub fn written_story((id, step): &(String, usize)) -> String {
    let mut out = escaped(id);
    out.push('.');
    out.push_str(&step.saturating_add(1).min(usize::from(u16::MAX)).to_string());
    out
}

/// The stretch of time on screen, such as `2022-12-07..2023-02-03.5`: dates, and hundredths of a
/// day behind a point. Nothing where the view is no stretch of writable time.
pub fn written_view(view: TimeView) -> Option<String> {
    let (start, end) = (written_moment(view.start)?, written_moment(view.end)?);
    (view.start < view.end && start != end).then(|| [start, end].join(".."))
}

pub fn read_view(value: &str) -> Result<TimeView, Reason> {
    let (start, end) = value.split_once("..").ok_or(Reason::Damaged)?;
    let view = TimeView { start: read_moment(start)?, end: read_moment(end)? };
    if view.start < view.end { Ok(view) } else { Err(Reason::Damaged) }
}

fn written_moment(days: f64) -> Option<String> {
    let hundredths = (days * DAY_PARTS).round();
    let day = Day((hundredths / DAY_PARTS).floor() as i32);
    if !days.is_finite() || !writable().contains(day) {
        return None;
    }
    let mut out = day.to_string();
    let part = hundredths as i64 - i64::from(day.0) * DAY_PARTS as i64;
    decimal::push_fraction(&mut out, part.unsigned_abs(), 2);
    Some(out)
}

fn read_moment(value: &str) -> Result<f64, Reason> {
    let (day, part) = value.split_once('.').unwrap_or((value, ""));
    let part = if part.is_empty() {
        0.0
    } else {
        decimal::read(&["0.", part].concat()).ok_or(Reason::Damaged)?
    };
    Ok(f64::from(read_day(day)?.0) + part)
}

/// The map's zoom and centre, such as `2.5,0.62,0.71`. Nothing where it is no place to look at.
pub fn written_map(view: MapView) -> Option<String> {
    fits(view).then(|| {
        let parts = [(view.zoom, 2), (view.center_x, 3), (view.center_y, 3)];
        parts.map(|(value, digits)| decimal::written(value, digits)).join(",")
    })
}

pub fn read_map(value: &str) -> Result<MapView, Reason> {
    let parts: Option<Vec<f64>> = value.split(',').take(4).map(decimal::read).collect();
    match parts.unwrap_or_default()[..] {
        [zoom, center_x, center_y] => {
            let view = MapView { zoom, center_x, center_y };
            if fits(view) { Ok(view) } else { Err(Reason::Damaged) }
        }
        _ => Err(Reason::Damaged),
    }
}

/// Whether a view shows any of the map at a size that can be drawn; no NaN does.
fn fits(view: MapView) -> bool {
    let near = |fraction: f64| (-1.0..=2.0).contains(&fraction);
    (0.1..=1000.0).contains(&view.zoom) && near(view.center_x) && near(view.center_y)
}
