//! Events that came as columns: what of them follows from the lists beside them, and what of some
//! is irregular: dates that are more than a day, and figures.

use serde_json::Value;

use super::{
    entries::{Entries, nowhere},
    events::{Happened, claims, figure, named},
    field::Field,
};
use crate::core::model::{Events, columns::date_of};

/// The events whole, with the claims and the tags beside them; nothing where the rest cannot be.
pub(super) fn happened<'v>(
    root: &Field<'v, '_>,
    entries: &mut Entries<'v>,
    mut events: Events,
    rest: &Value,
) -> Option<Happened> {
    let items = |key| rest.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for date in items("dates") {
        events.dates.push(date_of(date)?);
    }
    let given = |events: &Events| {
        let rows = events.dates.iter().map(|(row, _, _)| *row);
        rows.is_sorted_by(|one, next| one < next)
    };
    let last = events.dates.last().map_or(0, |(row, _, _)| *row as usize + 1);
    if !given(&events) || last > events.len() {
        return None;
    }
    let notes = root.notes();
    let mut figures = items("figures").iter().peekable();
    for row in 0..events.len() {
        let of_row = |entry: &&&Value| entry.get(0).and_then(Value::as_u64) == Some(row as u64);
        if let Some(entry) = figures.next_if(|entry| of_row(&entry)) {
            let root = Field::root(entry.get(1)?, notes);
            events.figures.extend(root.items().filter_map(|item| figure(&item, entries)));
        }
        events.figure_ends.push(events.figures.len() as u32);
    }
    if figures.next().is_some() {
        return None;
    }
    let unplaced = (0..events.len()).any(|row| events.place(row).is_none());
    let nowhere = if unplaced { nowhere(&mut entries.areas) } else { 0 };
    events.settle(&entries.places, nowhere);
    let ids = root.at("tag_ids");
    let tags = named(root, ids.items().filter_map(|item| item.words()));
    Some(Happened { events, claims: claims(root, entries), tags })
}
