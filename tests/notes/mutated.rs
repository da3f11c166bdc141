//! Twenty thousand damaged inputs, a million with `KHIPU_INPUTS=1000000`: no reader of outside
//! bytes panics, and what is read can be written and read again.

use std::env;

use khipu::core::notes::{
    Document, Quote, collection, csv, markdown, merge, packed, pieces, take_in, unpacked,
};

use serde_json::Value;

use super::{
    exchange::{EXPORT, SETTING},
    sample::{self, Random},
};

/// One input changed in a few places: bytes and marks put in, taken out, doubled, mixed with
/// another's.
fn mutated(of: &[String], random: &mut Random) -> String {
    let mut bytes = random.pick(of).into_bytes();
    let marks = [
        "\"",
        "{",
        "}",
        "[",
        "]",
        "\\",
        ",",
        ":",
        "null",
        "1e999",
        "-1",
        "\\ud800",
        "\u{feff}",
        "<",
        "&",
        "\"target\"",
        "\"type\"",
        "\"items\"",
        "\"id\"",
        "=",
        "%",
        "\r\n",
        "'",
        "\u{202e}",
        "9999999999999999999",
    ];
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(12)).min(bytes.len());
        match random.below(6) {
            0 => drop(bytes.splice(at..end, [])),
            1 => bytes[at..end].iter_mut().for_each(|byte| *byte = random.below(256) as u8),
            2 | 3 => drop(bytes.splice(at..at, random.pick(&marks).bytes())),
            4 => {
                let piece = bytes[at..end].repeat(1 + random.below(20));
                drop(bytes.splice(at..at, piece));
            }
            _ => {
                let other = random.pick(of).into_bytes();
                let from = random.below(other.len());
                let to = (from + random.below(200)).min(other.len());
                drop(bytes.splice(at..end, other[from..to].iter().copied()));
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether a number of a JSON text has a fraction or a power of ten.
fn has_fraction(json: &str) -> bool {
    fn walk(value: &Value) -> bool {
        match value {
            Value::Number(number) => number.is_f64(),
            Value::Array(items) => items.iter().any(walk),
            Value::Object(fields) => fields.values().any(walk),
            _ => false,
        }
    }
    serde_json::from_str(json).is_ok_and(|value| walk(&value))
}

fn inputs() -> usize {
    env::var("KHIPU_INPUTS").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000)
}

/// Feeds each reader its share of the inputs, and answers how many it could make something of.
fn feed(of: &[String], seed: u64, share: usize, read: impl Fn(&str) -> bool) -> usize {
    let mut random = Random(seed);
    let count = inputs() / share;
    let read = (0..count).filter(|_| read(&mutated(of, &mut random))).count();
    println!("{count} inputs, {read} with something to read");
    read
}

fn files() -> Vec<String> {
    let notes = sample::notes(3, 31);
    vec![
        collection(&notes, EXPORT).to_string(),
        sample::document("peru-2022-2023", notes.clone()).write(),
        csv("peru-2022-2023", &notes),
        include_str!("../fixtures/notes/hypothesis.json").to_owned(),
        include_str!("../fixtures/notes/web-annotations.json").to_owned(),
        include_str!("../fixtures/notes/version-0.json").to_owned(),
        include_str!("../fixtures/notes/version-9.json").to_owned(),
    ]
}

#[test]
fn no_file_makes_the_import_panic() {
    let read = feed(&files(), 1, 2, |text| {
        let Ok(intake) = take_in(text, SETTING) else { return false };
        // What was taken goes out and comes back the same.
        let out = collection(&intake.notes, EXPORT).to_string();
        if intake.notes.is_empty() {
            return false;
        }
        let again = take_in(&out, SETTING).unwrap();
        assert_eq!(again.notes.len(), intake.notes.len());
        for (one, other) in again.notes.iter().zip(&intake.notes) {
            assert_eq!((&one.id, &one.text, &one.target), (&other.id, &other.text, &other.target));
        }
        true
    });
    assert!(read * 5 > inputs() / 2, "most inputs still hold something");
}

#[test]
fn no_stored_text_makes_the_document_panic() {
    let read = feed(&files()[1..], 2, 4, |text| {
        let stored = Document::read(text, "peru-2022-2023");
        let written = stored.document.write();
        let again = Document::read(&written, "peru-2022-2023");
        assert_eq!(again.document.notes().len(), stored.document.notes().len());
        // The JSON reader may miss the last digit of a fraction that a later version wrote.
        if !has_fraction(&written) {
            assert_eq!(again.document, stored.document);
            assert_eq!(merge(&again.document, &stored.document), stored.document);
        }
        !stored.document.notes().is_empty()
    });
    assert!(read > 0);
}

#[test]
fn no_link_makes_the_reader_panic() {
    let notes = sample::notes(3, 32);
    let links: Vec<String> = (1..=3).filter_map(|count| packed("r", &notes[..count])).collect();
    let read = feed(&links, 3, 8, |link| unpacked(link).is_ok());
    assert!(read < inputs() / 8, "some were damaged");
}

#[test]
fn no_text_makes_showing_or_anchoring_panic() {
    let texts: Vec<String> = (0..40).map(|seed| sample::text(&mut Random(seed), 30)).collect();
    let count = feed(&texts, 4, 8, |text| {
        let end = pieces(text).last().map_or(0, |piece| piece.range.end);
        assert_eq!(end, text.len());
        let points = text.chars().count();
        let quote = Quote::of(text, points / 3..points * 2 / 3);
        quote.is_some_and(|quote| {
            let range = quote.anchor(text).range().expect("in its own text it is found");
            let found: String = text.chars().skip(range.start).take(range.len()).collect();
            assert_eq!(found, quote.exact);
            let _ = quote.anchor(&text.replace('a', "o"));
            true
        })
    });
    assert!(count > 0);
    let wording = khipu::core::notes::Wording {
        title: "Notas",
        name: &|target| target.on(),
        address: &|_| String::new(),
        state: &|state| state.id().to_owned(),
        day: &|day| day.to_string(),
    };
    assert!(markdown(&sample::notes(50, 5), wording).len() > 1_000);
}
