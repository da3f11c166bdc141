//! A sample as the JSON of a record.

use serde_json::{Value, json};

use super::{REGIONS, SOURCES, Sample, archive};
use crate::core::{
    i18n::Text,
    model::{EventFigure, Known, Measure, Qualifier, Writer},
};

/// A record's JSON, with its events or without them.
pub fn record(sample: &Sample, with_events: bool) -> Value {
    let archive = archive(sample);
    let writer = Writer::new(&archive, Known::of(&archive));
    let mut record = Value::Object(writer.head(archive.window, archive.cursor));
    record["regions"] = archive.areas.iter().map(|area| writer.region(area)).collect();
    record["places"] = archive.places.iter().map(|place| writer.place(place)).collect();
    record["actors"] = archive.actors.iter().map(|actor| writer.actor(actor)).collect();
    record["sources"] = (0..SOURCES).filter_map(|row| writer.source(row)).collect();
    let events = archive.events.iter().enumerate().take(if with_events { sample.len() } else { 0 });
    let events = events.map(|(row, mut event)| {
        event.figures = figures(sample, row);
        writer.event_of(&event)
    });
    record["events"] = events.collect();
    record
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

/// The deaths and injuries of an event, which its record counts.
fn figures(sample: &Sample, row: usize) -> Vec<EventFigure> {
    let hurt = [(Measure::Deaths, sample.deaths[row]), (Measure::Injuries, sample.injuries[row])];
    let figure = |(measure, value): (Measure, u8)| EventFigure {
        measure,
        value: Some(f64::from(value)),
        low: None,
        high: None,
        qualifier: Qualifier::Exact,
        counted: true,
        note: Text::default(),
        sources: vec![row % SOURCES],
    };
    hurt.into_iter().filter(|(_, value)| *value > 0).map(figure).collect()
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
