//! Records that are wrong, cut, changed or very large: what is said of them, and what stays.

use std::{fs, path::Path};

use khipu::core::{
    i18n::Lang,
    model::{Archive, AreaKind, parse, read},
    time::Day,
};

const BUNDLED: &str = include_str!("../public/data/peru-2022-2023.json");

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
    assert_eq!(damaged("one-unknown-source-of-two").events.get(1).unwrap().sources, [1]);
    assert_eq!(damaged("unknown-actor").events.get(1).unwrap().actors, [0]);
    let tags = damaged("tag-without-a-name").tags;
    assert_eq!(tags[0].words(Lang::Es, "en"), "toque de queda");
    assert_eq!(tags[1].words(Lang::Es, "en"), "no name");
    assert_eq!(damaged("negative-value").events.get(1).unwrap().figures, []);
    assert_eq!(damaged("javascript-link").sources[0].url, None);
    assert_eq!(damaged("data-link").events.len(), 2);
    assert_eq!(damaged("story-with-unknown-event").stories[0].steps[0].event, None);
    assert_eq!(damaged("latitude-91").places[0].at, None);
    assert_eq!(damaged("latitude-91").events.get(1).unwrap().place, Some(0));

    let lost = damaged("unknown-place");
    assert_eq!(lost.events.get(1).unwrap().place, None);
    assert_eq!(lost.areas[lost.events.get(1).unwrap().area].kind, AreaKind::Nowhere);
    let abroad = damaged("unknown-region");
    assert_eq!(abroad.areas[abroad.events.get(1).unwrap().area].id, "PE");
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
fn brackets_in_a_text_are_no_depth() {
    let brackets = "[{\\\"".repeat(100);
    let json = format!(r#"{{"format":"khipu/1","id":"a","title":"{brackets}","language":"en"}}"#);
    assert_eq!(complaint(&json), "");
    let nested = |deep: usize| {
        let (open, close) = ("[".repeat(deep - 1), "]".repeat(deep - 1));
        format!(r#"{{"format":"khipu/1","id":"a","title":"A","language":"en","x":{open}{close}}}"#)
    };
    assert_eq!(complaint(&nested(64)), "");
    assert!(complaint(&nested(65)).contains("more than 64 deep"));
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
    assert_eq!(archive.events.get(0).unwrap().sources.len(), 100_000);
    assert_eq!(archive.events.get(0).unwrap().tags.len(), 100_000);
}

#[test]
fn the_example_in_the_description_of_the_format_is_a_record() {
    let page = include_str!("../docs/formats/record.md");
    let (_, after) = page.split_once("```json\n").unwrap();
    let (example, _) = after.split_once("```").unwrap();
    assert_eq!(complaint(example), "");
    let archive = read(example).unwrap().archive;
    assert_eq!(archive.events.get(0).unwrap().counted_deaths(), 18);
    assert_eq!(archive.places[0].country, "PE");
    assert_eq!(archive.cursor, Day::from_iso("2023-01-09").unwrap());
}
