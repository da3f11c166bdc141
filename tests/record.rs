//! The record as it is read: the bundled one, its delivered forms, and damaged ones.

use std::{collections::BTreeMap, fs, path::Path};

use khipu::core::{
    i18n::{Lang, Text},
    model::{Archive, AreaKind, Imported, Kind, parse, read, split_by_language},
    time::Day,
};
use serde_json::Value;

const BUNDLED: &str = include_str!("../public/data/peru-2022-2023.json");

fn bundled() -> Archive {
    let Imported { archive, problems, more_problems } = read(BUNDLED).unwrap();
    assert_eq!((problems, more_problems), (vec![], 0));
    archive
}

/// What the command line would say of a file: its error, or its problems, a line each.
fn complaint(json: &str) -> String {
    match read(json) {
        Ok(imported) => {
            let lines = imported.problems.iter().map(ToString::to_string);
            lines.flat_map(|line| [line, "\n".to_owned()]).collect()
        }
        Err(error) => format!("error: {error}\n"),
    }
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
    let event = &archive.events[row];
    assert_eq!(event.kind, Kind::Repression);
    assert_eq!(archive.areas[event.area].id, "PE-PUN");
    assert_eq!(event.counted_deaths(), 18);
    assert!(archive.event_at(event).is_some());
    let record = parse(BUNDLED).unwrap();
    let entries = record["events"].as_array().unwrap();
    for entry in entries {
        let event = &archive.events[archive.event_row(entry["id"].as_str().unwrap()).unwrap()];
        let ids = |key: &str| -> Vec<&str> {
            entry[key].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect()
        };
        let named = |rows: &[usize], id: &dyn Fn(usize) -> String| -> Vec<String> {
            rows.iter().map(|row| id(*row)).collect()
        };
        assert_eq!(named(&event.sources, &|row| archive.sources[row].id.clone()), ids("sources"));
        assert_eq!(named(&event.actors, &|row| archive.actors[row].id.clone()), ids("actors"));
        assert_eq!(named(&event.tags, &|row| archive.tags[row].clone()), ids("tags"));
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
    assert!(archive.events.is_sorted_by_key(|event| (event.span, event.id.clone())));
    assert!(archive.claims.is_sorted_by_key(|claim| (claim.as_of.span, claim.id.clone())));
    assert!(archive.tags.is_sorted_by(|one, other| one < other));
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
    for event in &archive.events {
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
    let total: u32 = archive.events.iter().map(khipu::core::model::Event::counted_deaths).sum();
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
    for event in &mut archive.events {
        see(&mut event.title);
        see(&mut event.summary);
        event.figures.iter_mut().for_each(|figure| see(&mut figure.note));
    }
    for claim in &mut archive.claims {
        see(&mut claim.claimant);
        see(&mut claim.note);
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
            "places": [{"id": "b", "name": "Juliaca"}]}"#,
    )
    .unwrap();
    let expected: Value = serde_json::from_str(
        r#"{"format": "khipu/1", "id": "a", "language": "en", "original_language": "es",
            "title": {"es": "Título"}, "description": {"fr": "Seulement"},
            "regions": [{"id": "PE-PUN", "name": "Puno, in English"}],
            "places": [{"id": "b", "name": "Juliaca"}]}"#,
    )
    .unwrap();
    assert_eq!(split_by_language(&record, "en"), expected);
}

#[test]
fn every_damaged_record_says_what_is_wrong_with_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/damaged");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    assert!(files.len() >= 30);
    for file in files {
        let expected = fs::read_to_string(file.with_extension("txt")).unwrap();
        let found = complaint(&fs::read_to_string(&file).unwrap());
        assert_eq!(found, expected, "{}", file.display());
    }
}

fn damaged(name: &str) -> Archive {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/damaged");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let end = format!("-{name}.json");
    let file = files.into_iter().find(|file| file.to_str().unwrap().ends_with(&end)).unwrap();
    read(&fs::read_to_string(file).unwrap()).unwrap().archive
}

#[test]
fn what_is_wrong_is_left_out_and_the_rest_stays() {
    for name in ["bad-date", "unknown-kind", "missing-source", "doubled-id", "unknown-certainty"] {
        assert_eq!(damaged(name).events.len(), 1, "{name}");
    }
    assert_eq!(damaged("one-unknown-source-of-two").events[1].sources, [1]);
    assert_eq!(damaged("unknown-actor").events[1].actors, [0]);
    assert_eq!(damaged("negative-value").events[1].figures, []);
    assert_eq!(damaged("javascript-link").sources[0].url, None);
    assert_eq!(damaged("data-link").events.len(), 2);
    assert_eq!(damaged("story-with-unknown-event").stories[0].steps[0].event, None);
    assert_eq!(damaged("latitude-91").places[0].at, None);
    assert_eq!(damaged("latitude-91").events[1].place, Some(0));

    let lost = damaged("unknown-place");
    assert_eq!(lost.events[1].place, None);
    assert_eq!(lost.areas[lost.events[1].area].kind, AreaKind::Nowhere);
    let abroad = damaged("unknown-region");
    assert_eq!(abroad.areas[abroad.events[1].area].id, "PE");
    let reversed = damaged("window-reversed");
    assert_eq!(reversed.window, reversed.extent());
    assert_eq!(damaged("no-events").extent(), damaged("no-events").window);
}

/// The bundled record cut down to its first events and what they refer to.
fn small() -> String {
    let mut record = parse(BUNDLED).unwrap();
    for (key, most) in [("events", 20), ("figures", 5), ("sources", 60), ("stories", 1)] {
        record[key].as_array_mut().unwrap().truncate(most);
    }
    serde_json::to_string(&record).unwrap()
}

/// Numbers that look random and are the same at every run (Marsaglia, xorshift).
fn numbers(seed: u64) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(seed), |state| {
        let state = state ^ (state << 13);
        let state = state ^ (state >> 7);
        Some(state ^ (state << 17))
    })
    .map(|state| (state >> 16) as usize)
}

#[test]
fn a_record_cut_anywhere_is_an_error() {
    let whole = small();
    for number in numbers(7).take(200) {
        let mut end = number % whole.len();
        while !whole.is_char_boundary(end) {
            end -= 1;
        }
        assert!(read(&whole[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn a_record_with_a_changed_byte_is_read_or_refused_but_never_panics() {
    let whole = small();
    let problems = read(&whole).unwrap().problems.len();
    let (mut refused, mut listed) = (0, 0);
    let mut random = numbers(11);
    for _ in 0..500 {
        let (at, change) = (random.next().unwrap() % whole.len(), random.next().unwrap());
        let mut bytes = whole.clone().into_bytes();
        bytes[at] ^= 1 << (change % 8);
        match read(&String::from_utf8_lossy(&bytes)) {
            Err(_) => refused += 1,
            Ok(imported) if imported.problems.len() > problems => listed += 1,
            // Most bytes are of texts, where another letter is no mistake.
            Ok(imported) => assert!(imported.archive.events.len() <= 20),
        }
    }
    assert!(refused > 20 && listed > 20, "{refused} refused, {listed} listed");
}

#[test]
fn a_thousand_problems_are_kept_and_the_rest_counted() {
    let bad = vec!["{}"; 2_500].join(",");
    let json =
        format!(r#"{{"format":"khipu/1","id":"a","title":"A","language":"en","events":[{bad}]}}"#);
    let imported = read(&json).unwrap();
    assert_eq!((imported.problems.len(), imported.more_problems), (1_000, 1_500));
}

#[test]
fn a_text_of_a_hundred_thousand_characters_is_the_longest() {
    let json = |length| {
        let title = "ñ".repeat(length);
        format!(r#"{{"format":"khipu/1","id":"a","title":"{title}","language":"en"}}"#)
    };
    assert_eq!(complaint(&json(100_000)), "");
    let complaint = complaint(&json(100_001));
    assert!(complaint.starts_with("$.title: found \"ññ"), "{complaint}");
    assert!(complaint.ends_with("…, expected a text of at most 100,000 characters\n"));
    assert!(complaint.chars().count() < 140);
}

#[test]
fn the_example_in_the_description_of_the_format_is_a_record() {
    let page = include_str!("../docs/formats/record.md");
    let (_, after) = page.split_once("```json\n").unwrap();
    let (example, _) = after.split_once("```").unwrap();
    assert_eq!(complaint(example), "");
    let archive = read(example).unwrap().archive;
    assert_eq!(archive.events[0].counted_deaths(), 18);
    assert_eq!(archive.places[0].country, "PE");
    assert_eq!(archive.cursor, Day::from_iso("2023-01-09").unwrap());
}

/// A record of so many events, each with three texts in two languages, two sources and a figure.
fn synthetic(events: usize) -> String {
    use std::fmt::Write;
    let mut json = String::from(
        r#"{"format":"khipu/1","id":"synthetic","title":"S","language":"en","languages":["en","es"],"regions":["#,
    );
    let list = |json: &mut String, count: usize, entry: &dyn Fn(usize) -> String| {
        let entries: Vec<String> = (0..count).map(entry).collect();
        json.push_str(&entries.join(","));
    };
    list(&mut json, 25, &|n| format!(r#"{{"id":"PE-R{n}","name":"Region {n}"}}"#));
    json.push_str(r#"],"sources":["#);
    list(&mut json, events / 2, &|n| {
        format!(
            r#"{{"id":"s-{n}","title":"Source {n}","publisher":"P","published":"2023-01","url":"https://example.org/{n}","language":"es","kind":"news"}}"#
        )
    });
    json.push_str(r#"],"places":["#);
    list(&mut json, 1_000, &|n| {
        format!(
            r#"{{"id":"p-{n}","name":"Place {n}","country":"PE","region":"PE-R{}","lat":-{}.5,"lon":-75.25,"precision":"city"}}"#,
            n % 25,
            n % 18
        )
    });
    json.push_str(r#"],"events":["#);
    let half = (events / 2).max(1);
    list(&mut json, events, &|n| {
        let day = Day(15_000 + ((n * 7_919) % 6_000) as i32);
        let mut entry = format!(
            r#"{{"id":"e-{n}","start":"{day}","place":"p-{}","kind":"{}","certainty":"reported","#,
            n % 1_000,
            Kind::ALL[n % 12].id()
        );
        write!(entry, r#""title":{{"en":"Event number {n} on the road","es":"Hecho número {n} en la carretera"}},"#).unwrap();
        write!(entry, r#""summary":{{"en":"Several hundred people close the road at kilometre {n} and ask for elections.","es":"Varios cientos de personas cierran la carretera en el kilómetro {n} y piden elecciones."}},"#).unwrap();
        write!(entry, r#""tags":["t-{}","roads"],"figures":[{{"measure":"participants","value":{n},"sources":["s-{}"]}}],"sources":["s-{}","s-{}"]}}"#, n % 300, n % half, n % half, (n * 31 + 1) % half).unwrap();
        entry
    });
    json.push_str("]}");
    json
}

#[test]
#[ignore = "a timing to look at: cargo test --release --test record -- --ignored --nocapture"]
fn reading_takes_a_few_times_as_long_as_parsing() {
    use std::time::Instant;
    let json = synthetic(100_000);
    let best = |work: &dyn Fn()| {
        let run = |_| {
            let start = Instant::now();
            work();
            start.elapsed()
        };
        (0..5).map(run).min().unwrap()
    };
    let parsed = best(&|| drop(serde_json::from_str::<Value>(&json).unwrap()));
    let imported = best(&|| assert_eq!(read(&json).unwrap().problems, []));
    let ratio = imported.as_secs_f64() / parsed.as_secs_f64();
    println!("{} bytes: parsed {parsed:?}, read {imported:?}, {ratio:.2} times", json.len());
}

#[test]
fn a_list_of_very_many_ids_is_read_in_step_with_its_length() {
    let ids: Vec<String> = (0..100_000).map(|n| format!("s-{n}")).collect();
    let sources: Vec<String> =
        ids.iter().map(|id| format!(r#"{{"id":"{id}","title":"T","kind":"news"}}"#)).collect();
    let json = format!(
        r#"{{"format":"khipu/1","id":"a","title":"A","language":"en","sources":[{}],"events":[
            {{"id":"e","start":"2023","kind":"clash","title":"E","certainty":"reported",
            "tags":["{tags}"],"sources":["{tags}"]}}]}}"#,
        sources.join(","),
        tags = ids.join("\",\"")
    );
    let archive = read(&json).unwrap().archive;
    assert_eq!(archive.events[0].sources.len(), 100_000);
    assert_eq!(archive.events[0].tags.len(), 100_000);
}

#[cfg(feature = "schema")]
mod schema {
    use std::collections::BTreeSet;

    use khipu::core::model::document::{Document, schema};
    use serde_json::Value;

    use super::{BUNDLED, parse, split_by_language};

    const COMMITTED: &str = include_str!("../docs/formats/record.schema.json");
    const DESCRIBED: &str = include_str!("../docs/formats/record.md");

    /// The value without its nulls and empty lists.
    fn bare(value: &Value) -> Value {
        match value {
            Value::Object(fields) => fields
                .iter()
                .filter(|(_, value)| !value.is_null() && **value != Value::Array(vec![]))
                .map(|(key, value)| (key.clone(), bare(value)))
                .collect(),
            Value::Array(items) => items.iter().map(bare).collect(),
            other => other.clone(),
        }
    }

    #[test]
    fn the_schema_beside_the_format_is_what_the_types_say() {
        // To renew it: khipu schema > docs/formats/record.schema.json
        assert_eq!(COMMITTED, format!("{:#}\n", schema()));
    }

    #[test]
    fn the_bundled_record_and_its_delivered_forms_have_no_key_that_the_types_lack() {
        let record = parse(BUNDLED).unwrap();
        let forms = ["en", "es", "fr"].map(|lang| split_by_language(&record, lang));
        for form in forms.into_iter().chain([record]) {
            let document: Document = serde_json::from_value(form.clone()).unwrap();
            let again = serde_json::to_value(document).unwrap();
            let mut expected = bare(&form);
            let figures = expected["events"].as_array_mut().unwrap().iter_mut();
            for figure in figures.filter_map(|event| event.get_mut("figures")) {
                for figure in figure.as_array_mut().unwrap() {
                    let counted = figure.get("counted").is_some_and(|counted| counted == true);
                    figure["counted"] = counted.into();
                }
            }
            assert!(bare(&again) == expected);
        }
    }

    fn keys(value: &Value, into: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                if let Some(Value::Object(properties)) = fields.get("properties") {
                    into.extend(properties.keys().cloned());
                }
                fields.values().for_each(|value| keys(value, into));
            }
            Value::Array(items) => items.iter().for_each(|item| keys(item, into)),
            _ => {}
        }
    }

    #[test]
    fn the_format_is_described_to_its_last_key() {
        let mut all = BTreeSet::new();
        keys(&schema(), &mut all);
        assert!(all.len() > 50, "{}", all.len());
        let unnamed: Vec<_> =
            all.iter().filter(|key| !DESCRIBED.contains(&format!("`{key}`"))).collect();
        assert!(unnamed.is_empty(), "{unnamed:?}");
    }

    #[test]
    fn every_word_and_every_problem_is_described() {
        use khipu::core::model::{Expected, Kind};
        for kind in Kind::ALL {
            assert!(DESCRIBED.contains(&format!("`{}`", kind.id())), "{}", kind.id());
        }
        for expected in Expected::ALL {
            for word in expected.words() {
                assert!(DESCRIBED.contains(&format!("`{word}`")), "{word}");
            }
            assert!(DESCRIBED.contains(&format!("| `{}` |", expected.id())), "{}", expected.id());
        }
    }
}
