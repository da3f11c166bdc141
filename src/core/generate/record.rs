//! A sample as the JSON of a record.

use serde_json::{Value, json};

use super::{ACTORS, REGIONS, SOURCES, Sample, TAGS};
use crate::core::{
    model::{Certainty, Kind},
    time::Day,
};

/// A record's JSON, with its events or without them.
pub fn record(sample: &Sample, with_events: bool) -> Value {
    let regions = REGIONS.map(|(id, _, _)| json!({"id": id, "name": id}));
    let places = sample.places.iter().enumerate().map(|(row, place)| {
        json!({
            "id": format!("place-{row}"), "name": place.name, "country": "PE",
            "region": REGIONS[place.region as usize].0, "lat": place.lat, "lon": place.lon,
            "precision": "city",
        })
    });
    let actors = (0..ACTORS).map(|row| {
        json!({"id": format!("actor-{row}"), "kind": "organisation", "name": format!("Actor {row}")})
    });
    let sources = (0..SOURCES).map(|row| {
        json!({
            "id": format!("source-{row}"), "title": format!("Report {row}"),
            "publisher": format!("Paper {}", row % 40), "language": "en", "kind": "news",
        })
    });
    let events = if with_events { sample.len() } else { 0 };
    json!({
        "format": "khipu/1", "id": "sample", "title": "A sample", "language": "en",
        "regions": regions, "places": places.collect::<Vec<_>>(),
        "actors": actors.collect::<Vec<_>>(), "sources": sources.collect::<Vec<_>>(),
        "events": (0..events).map(|row| event(sample, row)).collect::<Vec<_>>(),
    })
}

/// The same events as arrays, for what has its own form for them.
pub fn arrays(sample: &Sample) -> Value {
    let ms = |days: &[i32]| days.iter().map(|day| i64::from(*day) * 86_400_000).collect::<Vec<_>>();
    let rows = 0..sample.len();
    let places = sample.place.iter().filter_map(|place| sample.places.get(*place as usize));
    json!({
        "regions": REGIONS.map(|(id, _, _)| id),
        "t": ms(&sample.day),
        "region": places.clone().map(|place| place.region).collect::<Vec<_>>(),
        "lat": places.clone().map(|place| place.lat).collect::<Vec<_>>(),
        "lon": places.map(|place| place.lon).collect::<Vec<_>>(),
        "kind": sample.kind,
        "deaths": sample.deaths,
        // A million texts are more than a page's JSON can hold.
        "title": rows.clone().take(100_000).map(|row| sample.title(row)).collect::<Vec<_>>(),
        "text": rows.take(100_000).map(|row| sample.text(row)).collect::<Vec<_>>(),
    })
}

fn event(sample: &Sample, row: usize) -> Value {
    let day = |days: i32| Day(days).to_string();
    let hurt = |measure: &str, value: u8| {
        let figure = json!({
            "measure": measure, "value": value, "counted": true,
            "sources": [format!("source-{}", row % SOURCES)],
        });
        (value > 0).then_some(figure)
    };
    let figures = [hurt("deaths", sample.deaths[row]), hurt("injuries", sample.injuries[row])];
    let actors = sample.actors[row].map(|row| format!("actor-{row}"));
    let tags = sample.tags[row].map(|row| format!("topic-{:02}", usize::from(row) % TAGS));
    json!({
        "id": format!("event-{row}"),
        "start": day(sample.day[row]),
        "end": (sample.last[row] > sample.day[row]).then(|| day(sample.last[row])),
        "place": format!("place-{}", sample.place[row]),
        "kind": Kind::ALL[usize::from(sample.kind[row])].id(),
        "title": sample.title(row),
        "summary": sample.text(row),
        "actors": if actors[0] == actors[1] { &actors[..1] } else { &actors[..] },
        "figures": figures.into_iter().flatten().collect::<Vec<_>>(),
        "tags": tags,
        "certainty": Certainty::ALL[row % Certainty::ALL.len()].id(),
        "sources": [format!("source-{}", row % SOURCES)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{generate, model::read};

    #[test]
    fn a_samples_record_is_read_without_problems() {
        let sample = generate::sample(2_000, 3);
        let imported = read(&record(&sample, true).to_string()).unwrap();
        assert_eq!(imported.problems, []);
        let (read, made) = (imported.archive.events, generate::archive(&sample).events);
        assert_eq!(read.len(), 2_000);
        for row in (0..2_000).step_by(37) {
            let made = made.position(read.id(row)).and_then(|row| made.get(row)).unwrap();
            let read = read.get(row).unwrap();
            assert_eq!((read.span, read.kind, read.area), (made.span, made.kind, made.area));
            assert_eq!((read.title, read.summary), (made.title, made.summary));
        }
    }
}
