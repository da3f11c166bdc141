//! The published record as an archive, as far as a timeline needs it.

use khipu::core::{
    i18n::Text,
    model::{
        Actor, ActorKind, Archive, Area, AreaKind, Certainty, Event, EventFigure, Kind, Measure,
        Place, Precision, Qualifier, Row,
    },
    time::{Day, Edtf, Span},
};
use serde_json::Value;

pub fn archive() -> Archive {
    let file = include_str!("../../public/data/peru-2022-2023.json");
    let file: Value = serde_json::from_str(file).expect("the record is JSON");
    let list = |key: &str| file[key].as_array().cloned().unwrap_or_default();
    let mut areas: Vec<Area> = list("regions")
        .iter()
        .map(|region| area(text(region, "id"), AreaKind::Region, words(&region["name"])))
        .collect();
    let mut countries: Vec<String> =
        list("places").iter().map(|place| text(place, "country")).collect();
    countries.sort();
    countries.dedup();
    areas.extend(countries.into_iter().map(|id| area(id, AreaKind::Country, Text::default())));
    areas.push(area(String::new(), AreaKind::Nowhere, Text::default()));
    let area_row = |id: &str| areas.iter().position(|area| area.id == id);
    let places: Vec<Place> = list("places")
        .iter()
        .map(|place| Place {
            id: text(place, "id"),
            name: text(place, "name"),
            area: area_row(&text(place, "region"))
                .filter(|_| !place["region"].is_null())
                .or(area_row(&text(place, "country")))
                .unwrap_or(0),
            country: text(place, "country"),
            province: None,
            at: None,
            precision: Precision::City,
        })
        .collect();
    let actors: Vec<Actor> = list("actors")
        .iter()
        .map(|actor| Actor {
            id: text(actor, "id"),
            kind: ActorKind::Person,
            name: text(actor, "name"),
            role: Text::default(),
            sources: Vec::new(),
        })
        .collect();
    let row = |ids: &[String], id: &str| -> Option<Row> { ids.iter().position(|one| one == id) };
    let place_ids: Vec<String> = places.iter().map(|place| place.id.clone()).collect();
    let actor_ids: Vec<String> = actors.iter().map(|actor| actor.id.clone()).collect();
    let mut events: Vec<Event> = list("events")
        .iter()
        .map(|event| {
            let start = date(&text(event, "start"));
            let end = event["end"].as_str().map(date);
            let place = row(&place_ids, &text(event, "place"));
            let actors = event["actors"].as_array().cloned().unwrap_or_default();
            Event {
                id: text(event, "id"),
                span: Span {
                    first: start.span.first,
                    last: end.as_ref().map_or(start.span.last, |end| end.span.last),
                },
                start,
                end,
                area: place.map_or(areas.len() - 1, |place| places[place].area),
                place,
                kind: Kind::from_id(&text(event, "kind")).expect("a kind"),
                title: words(&event["title"]),
                summary: Text::default(),
                actors: actors.iter().filter_map(|id| row(&actor_ids, id.as_str()?)).collect(),
                figures: event["figures"].as_array().into_iter().flatten().map(figure).collect(),
                tags: Vec::new(),
                certainty: Certainty::Confirmed,
                sources: Vec::new(),
            }
        })
        .collect();
    events.sort_by(|a, b| (a.span, &a.id).cmp(&(b.span, &b.id)));
    Archive {
        id: text(&file, "id"),
        title: Text::default(),
        description: Text::default(),
        language: text(&file, "language"),
        languages: Vec::new(),
        license: String::new(),
        updated: String::new(),
        window: Span {
            first: day(&text(&file["window"], "start")),
            last: day(&text(&file["window"], "end")),
        },
        cursor: day(&text(&file, "cursor")),
        areas,
        sources: Vec::new(),
        places,
        actors,
        events,
        claims: Vec::new(),
        stories: Vec::new(),
        tags: Vec::new(),
    }
}

fn area(id: String, kind: AreaKind, name: Text) -> Area {
    Area { id, kind, name, population: None }
}

fn figure(figure: &Value) -> EventFigure {
    EventFigure {
        measure: Measure::from_id(&text(figure, "measure")).expect("a measure"),
        value: figure["value"].as_f64(),
        low: None,
        high: None,
        qualifier: Qualifier::Exact,
        counted: figure["counted"] == true,
        note: Text::default(),
        sources: Vec::new(),
    }
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn words(value: &Value) -> Text {
    let english = value["en"].as_str().unwrap_or_default();
    Text::new(vec![("en".to_owned(), english.to_owned())])
}

fn day(text: &str) -> Day {
    Day::from_iso(text).expect("a day")
}

fn date(text: &str) -> Edtf {
    let bare = text.trim_end_matches(['~', '?']);
    let whole_month = || {
        let last = (28..=31).rev().find_map(|last| Day::from_iso(&format!("{bare}-{last}")));
        Span { first: day(&format!("{bare}-01")), last: last.expect("a month") }
    };
    let span = Day::from_iso(bare).map_or_else(whole_month, |day| Span { first: day, last: day });
    Edtf {
        text: text.to_owned(),
        span,
        uncertain: text.ends_with('?'),
        approximate: text.ends_with('~'),
    }
}
