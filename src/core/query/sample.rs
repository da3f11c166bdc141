//! Made-up records and choices for tests, the same for the same seed.

pub use crate::core::random::Seeded;

use super::{Clause, Filters, Set};
use crate::core::{
    i18n::Text,
    model::{
        Actor, ActorKind, Archive, Area, AreaKind, Certainty, Event, EventFigure, Kind, Measure,
        Place, Precision, Qualifier, Row, Source, SourceKind, Tag,
    },
    time::{Day, Edtf, Span},
};

const WORDS: [&str; 14] = [
    "Cusco",
    "Cuzco",
    "Ñuñoa",
    "huelga",
    "œuvre",
    "Œdipe",
    "niños",
    "marcha",
    "été",
    "Straße",
    "policía",
    "POLICE",
    "l’armée",
    "Juliaca",
];

pub fn text(words: &str) -> Text {
    Text::new(vec![("en".to_string(), words.to_string())])
}

pub fn day(iso: &str) -> Day {
    Day::from_iso(iso).unwrap()
}

fn phrase(seeded: &mut Seeded, most: usize) -> String {
    let count = 1 + seeded.below(most);
    (0..count).map(|_| seeded.pick(&WORDS)).collect::<Vec<_>>().join(" ")
}

/// A record of so many events over 90 days.
pub fn archive(seeded: &mut Seeded, events: usize) -> Archive {
    let start = day("2022-12-07");
    let region = |id: &str| Area {
        id: id.to_string(),
        kind: AreaKind::Region,
        name: text(id),
        population: None,
    };
    let country =
        |id: &str, kind| Area { id: id.to_string(), kind, name: Text::default(), population: None };
    let mut areas: Vec<Area> = ["PE-CUS", "PE-PUN", "PE-LIM", "PE-AYA"].map(region).to_vec();
    areas.push(country("FR", AreaKind::Country));
    areas.push(country("", AreaKind::Nowhere));
    let places = (0..8)
        .map(|number| Place {
            id: format!("place-{number}"),
            name: phrase(seeded, 2),
            area: number % 5,
            country: "PE".to_string(),
            province: (number % 2 == 0).then(|| phrase(seeded, 1)),
            at: None,
            precision: Precision::City,
        })
        .collect::<Vec<_>>();
    let actors = (0..9)
        .map(|number| Actor {
            id: format!("actor-{number}"),
            kind: ActorKind::Person,
            name: phrase(seeded, 2),
            role: text(&phrase(seeded, 3)),
            sources: vec![],
        })
        .collect::<Vec<_>>();
    let sources = (0..12)
        .map(|number| Source {
            id: format!("source-{number}"),
            title: phrase(seeded, 3),
            publisher: phrase(seeded, 1),
            author: None,
            published: None,
            url: None,
            language: "es".to_string(),
            kind: Some(SourceKind::News),
        })
        .collect::<Vec<_>>();
    let tag = |number| Tag { id: format!("tag-{number}"), name: Text::default() };
    let tags: Vec<Tag> = (0..7).map(tag).collect();
    let mut made: Vec<Event> = (0..events)
        .map(|_| {
            let first = start.plus(seeded.below(90) as i32);
            let last = first.plus(seeded.below(12).saturating_sub(8) as i32);
            let place = (seeded.below(10) > 0).then(|| seeded.below(places.len()));
            Event {
                id: String::new(),
                start: Edtf::from_day(first),
                end: None,
                span: Span { first, last },
                place,
                area: place.and_then(|place| places.get(place)).map_or(5, |place| place.area),
                kind: seeded.pick(Kind::ALL),
                title: text(&phrase(seeded, 4)),
                summary: text(&phrase(seeded, 9)),
                actors: seeded.rows(actors.len(), 3),
                figures: figures(seeded),
                tags: seeded.rows(tags.len(), 3),
                certainty: seeded.pick(Certainty::ALL),
                sources: seeded.rows(sources.len(), 3),
            }
        })
        .collect();
    made.sort_by_key(|event| event.span);
    for (row, event) in made.iter_mut().enumerate() {
        event.id = format!("event-{row}");
    }
    Archive {
        id: "sample".to_string(),
        title: text("Sample"),
        description: Text::default(),
        language: "en".to_string(),
        languages: vec!["en".to_string()],
        license: String::new(),
        updated: String::new(),
        window: Span { first: start, last: start.plus(60) },
        cursor: start.plus(30),
        areas,
        sources,
        sources_file: None,
        places,
        actors,
        events: made.into_iter().collect(),
        claims: vec![],
        stories: vec![],
        tags,
    }
}

fn figures(seeded: &mut Seeded) -> Vec<EventFigure> {
    (0..seeded.below(3))
        .map(|_| EventFigure {
            measure: seeded.pick(&[Measure::Deaths, Measure::Injuries, Measure::Participants]),
            value: (seeded.below(5) > 0).then(|| seeded.below(40) as f64),
            low: (seeded.below(3) == 0).then(|| seeded.below(10) as f64),
            high: None,
            qualifier: Qualifier::Exact,
            counted: seeded.below(2) == 0,
            note: Text::default(),
            sources: vec![],
        })
        .collect()
}

/// Filters of which each clause narrows about every third time.
pub fn filters(seeded: &mut Seeded, archive: &Archive) -> Filters {
    let mut made = Filters::default();
    if seeded.below(3) == 0 {
        let one = archive.window.first.plus(seeded.below(90) as i32);
        let other = archive.window.first.plus(seeded.below(90) as i32);
        made.window = Some(Span::between(one, other));
    }
    let ids = |count: usize, name: &str| -> Vec<String> {
        (0..count).map(|number| format!("{name}-{number}")).collect()
    };
    let areas: Vec<String> = archive.areas.iter().map(|area| area.id.clone()).collect();
    some(seeded, &areas, &mut made.areas);
    some(seeded, Kind::ALL, &mut made.kinds);
    some(seeded, &ids(9, "actor"), &mut made.actors);
    some(seeded, &ids(7, "tag"), &mut made.tags);
    some(seeded, &ids(12, "source"), &mut made.sources);
    some(seeded, Certainty::ALL, &mut made.certainty);
    made
}

/// The filters' meaning, event by event, written as plainly as it can be.
pub fn lets_through(archive: &Archive, filters: &Filters, row: Row, but: Option<Clause>) -> bool {
    let event = &archive.events.get(row).unwrap();
    let has = |chosen: &Set<String>, ids: &[String]| {
        chosen.is_empty() || ids.iter().any(|id| chosen.contains(id))
    };
    Clause::ALL.into_iter().filter(|clause| Some(*clause) != but).all(|clause| match clause {
        Clause::Window => filters.window.is_none_or(|window| {
            (window.first.0..=window.last.0).any(|d| event.span.contains(Day(d)))
        }),
        Clause::Areas => has(&filters.areas, &[archive.areas[event.area].id.clone()]),
        Clause::Kinds => filters.kinds.is_empty() || filters.kinds.contains(&event.kind),
        Clause::Actors => {
            let ids = event.actors.iter().map(|row| archive.actors[*row].id.clone());
            has(&filters.actors, &ids.collect::<Vec<_>>())
        }
        Clause::Tags => {
            let ids = event.tags.iter().map(|row| archive.tags[*row].id.clone());
            has(&filters.tags, &ids.collect::<Vec<_>>())
        }
        Clause::Sources => {
            let ids = event.sources.iter().map(|row| archive.sources[*row].id.clone());
            has(&filters.sources, &ids.collect::<Vec<_>>())
        }
        Clause::Certainty => {
            filters.certainty.is_empty() || filters.certainty.contains(&event.certainty)
        }
        Clause::Search => true,
    })
}

fn some<T: Clone>(seeded: &mut Seeded, from: &[T], into: &mut impl Extend<T>) {
    if seeded.below(3) == 0 {
        let count = 1 + seeded.below(3);
        into.extend((0..count).map(|_| seeded.pick(from)));
    }
}
