//! What a map's marks are called, and the hint that says it beside the pointer.

use crate::ui::prelude::*;

use crate::{
    core::{
        geo::Point,
        i18n::{Lang, Plural, labelled, number, plural},
        map::MapMark,
        model::{Archive, Row},
        query::Mask,
    },
    state::App,
    ui::{filters::area_name, parts::TwinItem},
};

/// A mark in words: its place, and its event or how many it has.
pub fn mark_label(archive: &Archive, lang: Lang, mark: &MapMark) -> String {
    let places: Vec<&str> = mark
        .places
        .iter()
        .take(3)
        .filter_map(|place| archive.places.get(*place))
        .map(|place| place.name.as_str())
        .collect();
    let place = places.join(", ");
    match mark.row {
        Some(row) => {
            labelled(lang, &place, archive.events.title(row, lang, &archive.language).text)
        }
        None => labelled(lang, &place, &plural(lang, Plural::CountEvents, u64::from(mark.events))),
    }
}

/// The events in view at some places.
pub fn rows_at(archive: &Archive, mask: &Mask, places: &[Row]) -> Vec<Row> {
    let is_there = |row: &Row| archive.events.place(*row).is_some_and(|at| places.contains(&at));
    mask.iter().filter(is_there).collect()
}

/// A region in words: its name and what the map's colours count there.
pub fn area_label(app: App, area: Row, value: f64, what: &str) -> String {
    let (archive, lang) = (app.archive(), app.lang());
    let name = archive.areas.get(area).map_or_else(String::new, |a| area_name(&archive, lang, a));
    labelled(lang, &name, &format!("{} ({what})", number(lang, value)))
}

/// The marks as a twin's items.
pub fn mark_items(archive: &Archive, lang: Lang, marks: &[MapMark]) -> Vec<TwinItem> {
    marks
        .iter()
        .map(|mark| TwinItem {
            target: mark.target(),
            label: mark_label(archive, lang, mark),
            pressed: None,
        })
        .collect()
}

/// Words beside the pointer.
#[component]
pub fn Hint(
    /// Where and what; nothing to hide it.
    #[prop(into)]
    shown: Signal<Option<(Point, String)>>,
) -> impl IntoView {
    move || {
        shown.get().filter(|(_, text)| !text.is_empty()).map(|(at, text)| {
            view! {
                <div
                    class="hint"
                    aria-hidden="true"
                    style:left=format!("clamp(8rem, {}px, 100% - 8rem)", at.x as i32)
                    style:top=format!("{}px", at.y as i32)
                >
                    {text}
                </div>
            }
        })
    }
}
