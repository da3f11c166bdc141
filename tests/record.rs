//! The record as it is read: the bundled one and its delivered forms.

use std::collections::BTreeMap;

use khipu::core::{
    i18n::{Lang, Text},
    model::{Archive, AreaKind, Imported, Kind, parse, read, split_by_language},
    query::Index,
    time::Day,
};
use serde_json::Value;

const BUNDLED: &str = include_str!("../public/data/peru-2022-2023.json");

fn bundled() -> Archive {
    let Imported { archive, problems, more_problems } = read(BUNDLED).unwrap();
    assert_eq!((problems, more_problems), (vec![], 0));
    archive
}

#[test]
fn the_bundled_record_is_read_whole_and_without_a_problem() {
    let archive = bundled();
    let record = parse(BUNDLED).unwrap();
    let count = |key: &str| record[key].as_array().unwrap().len();
    assert_eq!(archive.events.len(), count("events"));
    assert_eq!(archive.claims.len(), count("figures"));
    assert_eq!(archive.sources.len(), count("sources"));
    assert_eq!(archive.places.len(), count("places"));
    assert_eq!(archive.actors.len(), count("actors"));
    assert_eq!(archive.stories.len(), count("stories"));
    assert_eq!(archive.window.first, Day::from_iso("2022-12-07").unwrap());
    assert_eq!(archive.cursor, Day::from_iso("2023-01-09").unwrap());
}

#[test]
fn an_event_keeps_everything_its_entry_says() {
    let archive = bundled();
    let row = archive.event_row("2023-01-09-juliaca-killings").unwrap();
    let event = &archive.events.get(row).unwrap();
    assert_eq!(event.kind, Kind::Repression);
    assert_eq!(archive.areas[event.area].id, "PE-PUN");
    assert_eq!(event.counted_deaths(), 18);
    assert!(archive.event_at(event).is_some());
    let record = parse(BUNDLED).unwrap();
    let entries = record["events"].as_array().unwrap();
    for entry in entries {
        let event =
            &archive.events.get(archive.event_row(entry["id"].as_str().unwrap()).unwrap()).unwrap();
        let ids = |key: &str| -> Vec<&str> {
            entry[key].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect()
        };
        let named = |rows: &[usize], id: &dyn Fn(usize) -> String| -> Vec<String> {
            rows.iter().map(|row| id(*row)).collect()
        };
        assert_eq!(named(&event.sources, &|row| archive.sources[row].id.clone()), ids("sources"));
        assert_eq!(named(&event.actors, &|row| archive.actors[row].id.clone()), ids("actors"));
        assert_eq!(named(&event.tags, &|row| archive.tags[row].id.clone()), ids("tags"));
        assert_eq!(archive.places[event.place.unwrap()].id, entry["place"].as_str().unwrap());
        assert_eq!(event.start.text, entry["start"].as_str().unwrap());
        assert_eq!(event.figures.len(), entry["figures"].as_array().unwrap().len());
        let title = event.title.in_language(Lang::Fr, "en");
        assert_eq!((title.text, title.tag), (entry["title"]["fr"].as_str().unwrap(), "fr"));
    }
}

#[test]
fn the_archive_is_in_order() {
    let archive = bundled();
    assert!(archive.events.iter().is_sorted_by_key(|event| (event.span, event.id)));
    assert!(archive.claims.is_sorted_by_key(|claim| (claim.as_of.span, claim.id.clone())));
    assert!(archive.tags.is_sorted_by(|one, other| one.id < other.id));
    for (lang, name) in
        [(Lang::En, "curfew"), (Lang::Es, "toque de queda"), (Lang::Fr, "couvre-feu")]
    {
        let curfew = archive.tags.iter().find(|tag| tag.id == "curfew").unwrap();
        assert_eq!(curfew.words(lang, "en"), name);
        assert!(archive.tags.iter().all(|tag| !tag.name.in_language(lang, "en").text.is_empty()));
        let index = Index::build(&archive, lang);
        let rows = |search: &str| index.hits(search).unwrap().iter().collect::<Vec<_>>();
        let has = |row: &usize| {
            archive
                .events
                .get(*row)
                .unwrap()
                .tags
                .iter()
                .any(|tag| archive.tags[*tag].id == "curfew")
        };
        assert!((0..archive.events.len()).filter(has).all(|row| rows(name).contains(&row)));
    }
    let areas: Vec<_> = archive.areas.iter().map(|area| (area.kind, &*area.id)).collect();
    let (regions, countries) = areas.split_at(26);
    assert!(regions.iter().all(|(kind, _)| *kind == AreaKind::Region));
    let codes = ["AR", "BE", "CH", "CL", "CO", "FR", "MX", "PE", "US", "VA"];
    assert_eq!(countries, codes.map(|code| (AreaKind::Country, code)));
}

#[test]
fn the_ledger_of_deaths_comes_out_as_its_authors_set_it() {
    let archive = bundled();
    let mut by_region: BTreeMap<&str, [u32; 2]> = BTreeMap::new();
    for event in archive.events.iter() {
        let month = match event.span.first.ymd() {
            (2022, 12, _) => 0,
            (2023, 1, _) => 1,
            _ => {
                assert_eq!(event.counted_deaths(), 0, "{}", event.id);
                continue;
            }
        };
        if event.counted_deaths() > 0 {
            by_region.entry(&archive.areas[event.area].id).or_default()[month] +=
                event.counted_deaths();
        }
    }
    let expected = [
        ("PE-APU", [6, 0]),
        ("PE-ARE", [4, 1]),
        ("PE-AYA", [10, 0]),
        ("PE-CUS", [3, 2]),
        ("PE-JUN", [3, 0]),
        ("PE-LAL", [3, 6]),
        ("PE-LMA", [0, 1]),
        ("PE-PUN", [0, 23]),
    ];
    assert_eq!(by_region, BTreeMap::from(expected));
    let total: u32 = (0..archive.events.len()).map(|row| archive.events.deaths(row)).sum();
    assert_eq!(total, 62);
}

/// Makes every text of the archive the one a reader of the language sees.
fn seen_in(archive: &mut Archive, lang: Lang) {
    let fallback = archive.language.clone();
    let see = |text: &mut Text| {
        let seen = text.in_language(lang, &fallback);
        if !text.is_empty() {
            *text = Text::new(vec![(seen.tag.to_owned(), seen.text.to_owned())]);
        }
    };
    see(&mut archive.title);
    see(&mut archive.description);
    archive.areas.iter_mut().for_each(|area| see(&mut area.name));
    archive.actors.iter_mut().for_each(|actor| see(&mut actor.role));
    archive.tags.iter_mut().for_each(|tag| see(&mut tag.name));
    let events = archive.events.iter().map(|mut event| {
        see(&mut event.title);
        see(&mut event.summary);
        event.figures.iter_mut().for_each(|figure| see(&mut figure.note));
        event
    });
    archive.events = events.collect();
    for claim in &mut archive.claims {
        see(&mut claim.claimant);
        see(&mut claim.note);
        claim.breakdown.iter_mut().for_each(|part| see(&mut part.group));
    }
    for story in &mut archive.stories {
        see(&mut story.title);
        see(&mut story.summary);
        story.steps.iter_mut().for_each(|step| see(&mut step.text));
    }
    lang.tag().clone_into(&mut archive.language);
}

#[test]
fn each_delivered_language_reads_as_the_whole_record_does_in_it() {
    let record = parse(BUNDLED).unwrap();
    let whole = serde_json::to_string(&record).unwrap();
    for lang in Lang::ALL {
        let delivered = split_by_language(&record, lang.tag()).to_string();
        assert!(delivered.len() < whole.len() * 2 / 3, "{}", delivered.len());
        let imported = read(&delivered).unwrap();
        assert_eq!(imported.problems, []);
        let mut expected = bundled();
        seen_in(&mut expected, lang);
        assert!(imported.archive == expected, "{}", lang.tag());
    }
}

#[test]
fn a_text_that_lacks_the_language_keeps_the_one_that_stands_in_for_it() {
    let record: Value = serde_json::from_str(
        r#"{"format": "khipu/1", "id": "a", "language": "es", "title": "Título",
            "description": {"fr": "Seulement", "en": null}, "license": null, "events": [],
            "regions": [{"id": "PE-PUN", "name": {"es": "Puno", "en": "Puno, in English"}}],
            "places": [{"id": "b", "name": "Juliaca"}],
            "actors": [{"id": "c", "role": {"es": "Alcalde", "fr": "Maire"}, "sources": []}]}"#,
    )
    .unwrap();
    let expected: Value = serde_json::from_str(
        r#"{"format": "khipu/1", "id": "a", "language": "en", "original_language": "es",
            "title": {"es": "Título"}, "description": {"fr": "Seulement"},
            "regions": [{"id": "PE-PUN", "name": "Puno, in English"}],
            "places": [{"id": "b", "name": "Juliaca"}],
            "actors": [{"id": "c", "role": {"es": "Alcalde"}}]}"#,
    )
    .unwrap();
    assert_eq!(split_by_language(&record, "en"), expected);
}
