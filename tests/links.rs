//! Stored and old links open the views they were made for.

use khipu::core::query::Set;

use khipu::core::{
    i18n::Lang,
    link::{decode, encode, resolve},
    model::read,
    query::{Choice, Index, LaneBy, MapMeasure, Masks, Query, choices},
    time::Day,
};

const STORED: &str = include_str!("fixtures/links/stored.txt");
const OLD: &str = include_str!("fixtures/links/old.txt");

/// The lines of a fixture: a link and what is expected of it.
fn lines(fixture: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = fixture.lines().filter(|line| line.starts_with('#'));
    lines.filter_map(|line| line.split_once('|')).map(|(one, other)| (one.trim(), other.trim()))
}

/// A view in words.
fn in_words(query: &Query) -> String {
    let mut words = Vec::new();
    let list = |words: &mut Vec<String>, name: &str, ids: Vec<String>| {
        if !ids.is_empty() {
            words.push(format!("{name} {}", ids.join(", ")));
        }
    };
    let all = |ids: &Set<String>| ids.iter().cloned().collect::<Vec<_>>();
    let filters = &query.filters;
    if let Some(window) = filters.window {
        words.push(format!("from {}", window.first));
        let is_open = window.last > Day::from_ymd(2100, 1, 1).unwrap();
        let last =
            if is_open { "2023-03-31 or later".to_string() } else { window.last.to_string() };
        words.push(format!("to {last}"));
    }
    words.extend(query.cursor.map(|day| format!("cursor {day}")));
    list(&mut words, "regions", all(&filters.areas));
    for choice in choices(query) {
        match choice {
            Choice::Family(family) => words.push(format!("family {}", family.id())),
            Choice::Kind(kind) => words.push(format!("kind {}", kind.id())),
            _ => {}
        }
    }
    list(&mut words, "actors", all(&filters.actors));
    list(&mut words, "tags", all(&filters.tags));
    list(&mut words, "sources", all(&filters.sources));
    let certainty = filters.certainty.iter().map(|word| word.id().to_string());
    list(&mut words, "certainty", certainty.collect());
    if !filters.search.is_empty() {
        words.push(format!("search \"{}\"", filters.search));
    }
    words.extend(query.event.as_ref().map(|id| format!("event {id}")));
    words.extend(query.story.as_ref().map(|(id, step)| format!("story {id}, step {}", step + 1)));
    words.extend(query.claims.map(|measure| format!("claims of {}", measure.id())));
    words.extend(query.lang.map(|lang| match lang {
        Lang::En => "English".to_string(),
        Lang::Es => "Spanish".to_string(),
        Lang::Fr => "French".to_string(),
    }));
    match query.lanes {
        LaneBy::Area => {}
        LaneBy::Kind => words.push("lanes by kind".to_string()),
        LaneBy::Actor => words.push("lanes by actor".to_string()),
    }
    list(&mut words, "folded", all(&query.folded));
    match query.measure {
        MapMeasure::Deaths => {}
        MapMeasure::Injuries => words.push("map of injuries".to_string()),
        MapMeasure::Events => words.push("map of events".to_string()),
    }
    if let Some(time) = query.time {
        let moment = |days: f64| {
            let half = if days.fract() > 0.4 { " and a half" } else { "" };
            format!("{}{half}", Day(days.floor() as i32))
        };
        words.push(format!("time {} to {}", moment(time.start), moment(time.end)));
    }
    words.extend(query.map.map(|map| format!("map {} times", map.zoom)));
    if words.is_empty() { "nothing chosen".to_string() } else { words.join("; ") }
}

fn check(link: &str, expected: &str) -> Query {
    let decoded = decode(link);
    assert_eq!(decoded.notices, [], "{link}");
    assert_eq!(in_words(&decoded.query), expected, "{link}");
    decoded.query
}

#[test]
fn every_stored_link_opens_its_view() {
    let mut count = 0;
    for (link, expected) in lines(STORED) {
        let query = check(link, expected);
        assert_eq!(decode(&encode(&query)).query, query, "{link}");
        count += 1;
    }
    assert!(count >= 20, "only {count} links");
}

#[test]
fn every_old_link_opens_as_todays_does() {
    let mut count = 0;
    for (link, today) in lines(OLD) {
        let decoded = decode(link);
        assert_eq!(decoded.notices, [], "{link}");
        assert_eq!(encode(&decoded.query), today, "{link}");
        count += 1;
    }
    assert!(count >= 10, "only {count} links");
}

#[test]
fn the_record_holds_what_the_stored_links_name() {
    let archive = read(include_str!("../public/data/peru-2022-2023.json")).unwrap().archive;
    let index = Index::build(&archive, Lang::Es);
    for (link, _) in lines(STORED) {
        let (query, notices) = resolve(decode(link).query, &archive);
        assert_eq!(notices, [], "{link}");
        let masks = Masks::of(&archive, &query.filters, index.hits(&query.filters.search));
        assert!(!masks.all().is_empty(), "{link} shows no event");
        assert_eq!(masks.all().is_full(), choices(&query).is_empty(), "{link}");
    }
}
