//! A record that is read as it arrives, put in columns and read from them again, as big ones are on
//! the page, is the record that `read` reads from its text, with the same problems or the same error.

use std::{fs, path::Path};

use khipu::core::{
    model::{
        ColumnsReader, Imported, Read, ReadError, RecordReader, in_columns, parse, read,
        split_by_language, take_sources,
    },
    random::Seeded,
};
use serde_json::{Value, json};

const BUNDLED: &str = include_str!("../public/data/peru-2022-2023.json");

/// What the page gets of a file that arrives in pieces: nothing where it has to read the text itself.
fn arrived(file: &[u8], piece: usize) -> Result<Option<Imported>, ReadError> {
    let mut reader = RecordReader::default();
    file.chunks(piece.max(1)).for_each(|piece| reader.push(piece));
    let Read::Record { imported, head } = reader.finish()? else { return Ok(None) };
    let columns = in_columns(&imported, &head).expect("columns hold it");
    let columns = columns.parts().collect::<Vec<_>>().concat();
    let mut reader = ColumnsReader::default();
    columns.chunks(100_000).for_each(|piece| reader.push(piece).expect("the columns are sound"));
    let again = reader.finish().expect("the columns are whole");
    assert_same(&again, &imported, "its own columns");
    Ok(Some(again))
}

/// Without either being written out, which takes minutes for a big one.
fn assert_same(one: &Imported, other: &Imported, what: &str) {
    assert_eq!(one.problems, other.problems, "{what}");
    assert_eq!(one.more_problems, other.more_problems, "{what}");
    assert!(one.archive.events == other.archive.events, "the events of {what}");
    assert!(one == other, "{what}");
}

/// Whether it was read as it arrived.
fn check(json: &str, what: &str) -> bool {
    let mut is_read = false;
    for piece in [1 + json.len() / 3, 997] {
        match (arrived(json.as_bytes(), piece), read(json)) {
            (Ok(Some(found)), Ok(expected)) => {
                assert_same(&found, &expected, what);
                is_read = true;
            }
            (Ok(None), Ok(_)) => {}
            (found, expected) => assert_eq!(found.err(), expected.err(), "{what}"),
        }
    }
    is_read
}

fn bundled() -> Value {
    parse(BUNDLED).unwrap()
}

#[test]
fn the_bundled_record_is_the_same_whole_and_as_delivered() {
    assert!(check(BUNDLED, "the bundled record"));
    for lang in ["en", "es", "fr"] {
        let mut delivered = split_by_language(&bundled(), lang);
        assert!(check(&delivered.to_string(), lang));
        take_sources(&mut delivered, "sources.json").unwrap();
        assert!(check(&delivered.to_string(), &format!("{lang} without its sources")));
    }
}

#[test]
fn damaged_records_have_the_same_problems_and_errors() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/damaged");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut read = Vec::new();
    for file in files.filter(|file| file.extension().is_some_and(|end| end == "json")) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if check(&fs::read_to_string(&file).unwrap(), &name) {
            read.push(name);
        }
    }
    assert!(read.len() > 35, "only these were read as they came: {read:?}");
}

/// Another value for one that stands there.
fn other(seeded: &mut Seeded, value: &Value) -> Value {
    let others = [
        Value::Null,
        json!(""),
        json!("  "),
        json!("nobody"),
        json!(12.5),
        json!(true),
        json!([]),
        json!(["nobody", "nobody"]),
        json!({}),
        json!({"es": "Una palabra", "en": "A word"}),
        json!({"qu": "", "es": "Una palabra"}),
        json!("2022-12"),
        json!("2022-12-07/2022-12-09"),
        json!("1999-01-01"),
        json!([value, value]),
        json!([value]),
    ];
    seeded.pick(&others)
}

/// Changes a value somewhere in an event.
fn damage(seeded: &mut Seeded, event: &mut Value) {
    let Some(fields) = event.as_object_mut() else { return };
    let keys: Vec<String> = fields.keys().cloned().collect();
    if keys.is_empty() {
        return;
    }
    let key = seeded.pick(&keys);
    match seeded.below(4) {
        0 => drop(fields.remove(&key)),
        1 => drop(fields.insert(format!("{key}s"), json!("more"))),
        _ => {
            let now = other(seeded, &fields[&key]);
            fields.insert(key, now);
        }
    }
}

#[test]
fn a_record_damaged_anywhere_in_its_events_has_the_same_problems() {
    let mut seeded = Seeded(83);
    for round in 0..40 {
        let mut record = bundled();
        let events = record["events"].as_array_mut().unwrap();
        let skipped = seeded.below(events.len() - 60);
        *events = events.iter().skip(skipped).take(60).cloned().collect();
        for _ in 0..seeded.below(40) {
            let at = seeded.below(events.len());
            match seeded.below(12) {
                0 => events[at] = other(&mut seeded, &json!("text")),
                // An id that is there twice, and the first of the two perhaps is none.
                1 => events[at]["id"] = events[seeded.below(60)]["id"].clone(),
                _ => damage(&mut seeded, &mut events[at]),
            }
        }
        if seeded.below(3) == 0 {
            let places = record["places"].as_array_mut().unwrap();
            places.truncate(seeded.below(places.len()));
        }
        assert!(check(&record.to_string(), &format!("round {round}")));
    }
}

#[test]
fn more_problems_than_are_kept_are_counted() {
    let mut record = bundled();
    record["places"] = json!([]);
    for event in record["events"].as_array_mut().unwrap() {
        event["sources"].as_array_mut().unwrap().extend((0..4).map(|n| json!(format!("no-{n}"))));
    }
    assert!(read(&record.to_string()).unwrap().more_problems > 0);
    assert!(check(&record.to_string(), "many problems"));
}

#[test]
fn a_text_changed_anywhere_is_the_same_record_or_the_same_error() {
    let mut record = bundled();
    record["events"].as_array_mut().unwrap().truncate(4);
    record["sources"].as_array_mut().unwrap().truncate(40);
    record["figures"].as_array_mut().unwrap().truncate(2);
    let text = record.to_string();
    let mut seeded = Seeded(84);
    for round in 0..300 {
        let mut bytes = text.clone().into_bytes();
        for _ in 0..=seeded.below(2) {
            let at = seeded.below(bytes.len());
            match seeded.below(3) {
                0 => drop(bytes.remove(at)),
                1 => bytes[at] = seeded.pick(b"{}[],:\"\\ 0e-nt\n\xff"),
                _ => bytes.truncate(at.max(1)),
            }
        }
        check(&String::from_utf8_lossy(&bytes), &format!("round {round}"));
    }
}

#[test]
fn events_stand_anywhere_in_the_file() {
    let record = bundled();
    let fields = record.as_object().unwrap();
    let text = |keys: &[&str]| {
        let rest = fields.keys().map(String::as_str).filter(|key| !keys.contains(key));
        let keys = rest.chain(keys.iter().copied());
        let field = |key: &str| format!("{} :\n{}", json!(key), fields[key]);
        format!("\u{feff} {{{}}}\n ", keys.map(field).collect::<Vec<_>>().join(" ,\n "))
    };
    for keys in [&["events"][..], &["sources", "places"], &["language"]] {
        assert!(check(&text(keys), &format!("{keys:?}")));
    }
    let twice = text(&[]).replace("\"license\" :", "\"events\" :[], \"license\" :");
    assert!(!check(&twice, "two lists of events"));
}

#[test]
fn what_is_no_record_is_told_as_ever() {
    let events = |event: &str| format!("{{\"events\":[{event}],\"format\":\"khipu/1\"}}");
    let nested = format!("{{\"more\":{}1{}}}", "[".repeat(70), "]".repeat(70));
    let odd = [
        "",
        "[]",
        "{",
        "{}",
        "{\"format\": \"khipu/2\"}",
        "{\"format\": \"khipu/1\"} x",
        "{\"format\": \"khipu/1\",}",
        "{\"events\": {}, \"format\": \"khipu/1\"}",
        "{\"\\u0065vents\": [{}], \"format\": \"khipu/1\"}",
    ];
    let within =
        ["{},", ",", "{} {}", "{\"more\":1e999}", "{\"id\":\"\\ud800\"}", "12", "[12", &nested];
    for text in odd.into_iter().map(str::to_owned).chain(within.map(events)) {
        check(&text, &text);
    }
    let deep = events(&nested);
    assert_eq!(arrived(deep.as_bytes(), 1_000).err(), Some(ReadError::TooDeep));
    let mut large = BUNDLED.as_bytes().to_vec();
    large.resize(khipu::core::model::JSON_MOST_BYTES + 1, b' ');
    assert_eq!(arrived(&large, 2 << 20).err(), Some(ReadError::TooLarge));
}

#[test]
fn figures_lie_as_deep_as_anything_may_and_no_deeper() {
    let whole = bundled();
    let mut events = whole["events"].as_array().into_iter().flatten();
    let event = events.find(|event| !event["figures"][0].is_null());
    // Record, list, event, list of figures, figure.
    for (more, is_too_deep) in [(59, false), (60, true)] {
        let mut record = bundled();
        let mut event = event.expect("some events have figures").clone();
        let nested = format!("{}1{}", "[".repeat(more), "]".repeat(more));
        event["figures"][0]["more"] = serde_json::from_str(&nested).unwrap();
        record["events"] = json!([event]);
        check(&record.to_string(), "nested figures");
        let found = arrived(record.to_string().as_bytes(), 1_000).err();
        assert_eq!(found, is_too_deep.then_some(ReadError::TooDeep), "{more}");
    }
}
