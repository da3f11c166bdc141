//! Where an event happened, in words.

use super::{Lang, Word, say};
use crate::core::model::{Archive, AreaKind, Event};

/// An event's place, its province and its region or country, each said once; or that it has none.
/// Countries are named by their code of ISO 3166-1.
pub fn place_words(
    archive: &Archive,
    event: &Event,
    lang: Lang,
    country: &dyn Fn(&str) -> String,
) -> String {
    let Some(place) = event.place.and_then(|row| archive.places.get(row)) else {
        return say(lang, Word::EventNowhere).to_owned();
    };
    let area = archive.areas.get(event.area).map(|area| match area.kind {
        AreaKind::Region => area.name.in_language(lang, &archive.language).text.to_owned(),
        AreaKind::Country => country(&area.id),
        AreaKind::Nowhere => String::new(),
    });
    let mut parts: Vec<String> = Vec::new();
    for part in [Some(place.name.clone()), place.province.clone(), area].into_iter().flatten() {
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    if place.at.is_none() {
        parts.push(say(lang, Word::MapNoCoordinates).to_owned());
    }
    parts.join(", ")
}
