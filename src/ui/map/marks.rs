//! What a map's marks are called, and the hint that says it beside the pointer.

use crate::ui::prelude::*;

use crate::{
    core::{
        geo::Point,
        i18n::{Lang, Plural, labelled, number, plural},
        map::MapMark,
        model::{Archive, Row},
        notes::flag,
        query::Mask,
        scene::Scene,
    },
    state::App,
    ui::{filters::area_name, parts::TwinItem},
};

/// A map's drawing with the signs of the reader's notes.
pub fn flagged(app: App, mut scene: Scene) -> Scene {
    flag(&mut scene, &app.derived.noted.read());
    scene
}

/// What something is called, with how many notes it has, if any.
pub fn with_notes(lang: Lang, label: String, notes: u32) -> String {
    if notes == 0 {
        return label;
    }
    format!("{label}, {}", plural(lang, Plural::CountNotes, u64::from(notes)))
}

/// A mark in words: its place, and its event or how many it has.
pub fn mark_label(app: App, mark: &MapMark) -> String {
    let (archive, lang) = (app.archive(), app.lang());
    let notes = match mark.row {
        Some(row) => app.derived.noted.read().of_events(&[row]),
        None => app.derived.noted.read().of_places(&mark.places),
    };
    with_notes(lang, mark_words(&archive, lang, mark), notes)
}

fn mark_words(archive: &Archive, lang: Lang, mark: &MapMark) -> String {
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
    let words = labelled(lang, &name, &format!("{} ({what})", number(lang, value)));
    with_notes(lang, words, app.derived.noted.read().of_area(area))
}

/// The marks as a twin's items.
pub fn mark_items(app: App, marks: &[MapMark]) -> Vec<TwinItem> {
    marks
        .iter()
        .map(|mark| TwinItem { target: mark.target(), label: mark_label(app, mark), pressed: None })
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
