//! A sample as an open record.

use super::{ACTORS, REGIONS, SOURCES, Sample, TAGS};
use crate::core::{
    geo::LonLat,
    i18n::Text,
    model::{
        Actor, ActorKind, Archive, Area, AreaKind, Certainty, EventRow, Events, Kind, Place,
        Precision, Source, SourceKind, Tag,
    },
    time::{Day, Span},
};

fn text(words: &str) -> Text {
    Text::new(vec![("en".to_owned(), words.to_owned())])
}

/// The record of a sample, in one language.
pub fn archive(sample: &Sample) -> Archive {
    let region = |(id, _, _): &(&str, u32, (f64, f64))| Area {
        id: (*id).to_owned(),
        kind: AreaKind::Region,
        name: text(id),
        population: None,
    };
    let place = |(row, place): (usize, &super::SamplePlace)| Place {
        id: format!("place-{row}"),
        name: place.name.clone(),
        area: place.region as usize,
        country: "PE".to_owned(),
        province: None,
        at: Some(LonLat { lon: place.lon, lat: place.lat }),
        precision: Precision::City,
    };
    let actor = |row: usize| Actor {
        id: format!("actor-{row}"),
        kind: ActorKind::Organisation,
        name: format!("Actor {row}"),
        role: Text::default(),
        sources: Vec::new(),
    };
    let source = |row: usize| Source {
        id: format!("source-{row}"),
        title: format!("Report {row}"),
        publisher: format!("Paper {}", row % 40),
        author: None,
        published: None,
        url: None,
        language: "en".to_owned(),
        kind: Some(SourceKind::News),
    };
    let tag = |row: usize| Tag { id: format!("topic-{row:02}"), name: Text::default() };
    let events = events(sample);
    let last = events.last_days().iter().max().copied().unwrap_or_default();
    let first = events.first_days().first().copied().unwrap_or_default();
    Archive {
        id: "sample".to_owned(),
        title: text("A sample"),
        description: Text::default(),
        language: "en".to_owned(),
        languages: vec!["en".to_owned()],
        license: String::new(),
        updated: String::new(),
        window: Span { first, last },
        cursor: last,
        areas: REGIONS.iter().map(region).collect(),
        sources: (0..SOURCES).map(source).collect(),
        sources_file: None,
        places: sample.places.iter().enumerate().map(place).collect(),
        actors: (0..ACTORS).map(actor).collect(),
        events,
        claims: Vec::new(),
        stories: Vec::new(),
        tags: (0..TAGS).map(tag).collect(),
    }
}

fn events(sample: &Sample) -> Events {
    let mut events = Events::default();
    let distinct = |[one, other]: [u32; 2]| if one == other { vec![one] } else { vec![one, other] };
    for row in 0..sample.len() {
        let place = sample.place[row];
        let [title, summary] = [sample.title(row), sample.text(row)];
        events.push_row(&EventRow {
            id: &format!("event-{row}"),
            span: Span { first: Day(sample.day[row]), last: Day(sample.last[row]) },
            dates: None,
            place: Some(place),
            area: sample.places[place as usize].region,
            kind: Kind::ALL[usize::from(sample.kind[row])],
            certainty: Certainty::ALL[row % Certainty::ALL.len()],
            deaths: u32::from(sample.deaths[row]),
            injuries: f64::from(sample.injuries[row]),
            actors: &distinct(sample.actors[row].map(u32::from)),
            tags: &distinct(sample.tags[row].map(u32::from)),
            sources: &[(row % SOURCES) as u32],
            figures: &[],
            title: &[("en", &title)],
            summary: &[("en", &summary)],
        });
    }
    events
}
