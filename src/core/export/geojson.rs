//! GeoJSON after RFC 7946: one feature an event, at its place where that has coordinates.

use serde_json::{Map, Value, json};

use super::{
    InView,
    entry::{COLUMNS, Cell, Entry},
    push_lines,
};
use crate::core::model::number;

/// The events in view as a `FeatureCollection`: points as longitude and latitude in degrees of
/// WGS 84, or no geometry where the record knows none.
pub fn geojson(view: &InView) -> String {
    let archive = view.archive;
    let title = archive.title.in_language(view.lang, &archive.language).text;
    let mut out = String::from("{\"type\": \"FeatureCollection\"");
    for (key, text) in
        [("title", title), ("license", archive.license.as_str()), ("updated", &archive.updated)]
    {
        if !text.is_empty() {
            out.push_str(",\n\"");
            out.push_str(key);
            out.push_str("\": ");
            out.push_str(&Value::from(text).to_string());
        }
    }
    out.push_str(",\n\"features\": ");
    push_lines(&mut out, &mut view.entries().map(|entry| feature(&entry)));
    out.push_str("}\n");
    out
}

fn feature(entry: &Entry) -> Value {
    let at = entry.place().and_then(|place| place.at);
    let geometry =
        at.map(|at| json!({"type": "Point", "coordinates": [number(at.lon), number(at.lat)]}));
    json!({
        "type": "Feature",
        "id": entry.event.id,
        "geometry": geometry,
        "properties": properties(entry),
    })
}

/// The columns by name, without the two that the geometry says.
fn properties(entry: &Entry) -> Map<String, Value> {
    let columns = COLUMNS.iter().filter(|(name, _)| !["latitude", "longitude"].contains(name));
    let value = |cell| match cell {
        Cell::Text(text) if text.is_empty() => Value::Null,
        Cell::Text(text) => text.into(),
        Cell::Number(count) => count.map(number).into(),
        Cell::List(items) => items.into(),
    };
    columns.map(|(name, cell)| ((*name).to_owned(), value(cell(entry)))).collect()
}
