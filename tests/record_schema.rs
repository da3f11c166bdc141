//! The JSON Schema of the record's format, beside the types, the records and the description.
#![cfg(feature = "schema")]

use std::collections::BTreeSet;

use khipu::core::{
    export::{InView, json},
    i18n::Lang,
    model::{
        Archive, Known,
        document::{Document, schema},
        parse, read, split_by_language, take_sources,
    },
    query::Mask,
};
use serde_json::Value;

const BUNDLED: &str = include_str!("../public/data/peru-2022-2023.json");
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

/// The record as its own export has it.
fn exported_whole(archive: &Archive) -> String {
    let rows = Mask::full(archive.events.len());
    let known = Known::of(archive);
    let view = InView { archive, known, rows: &rows, window: None, lang: Lang::En, page: None };
    json(&view).unwrap()
}

#[test]
fn the_schema_beside_the_format_is_what_the_types_say() {
    // To renew it: khipu schema > docs/formats/record.schema.json
    assert_eq!(COMMITTED, format!("{:#}\n", schema()));
}

#[test]
fn the_bundled_record_its_delivered_forms_and_its_export_have_no_key_that_the_types_lack() {
    let record = parse(BUNDLED).unwrap();
    let forms = ["en", "es", "fr"].map(|lang| split_by_language(&record, lang));
    let mut apart = forms[0].clone();
    take_sources(&mut apart, "peru-2022-2023.sources.json").unwrap();
    let imported = read(BUNDLED).unwrap().archive;
    let exported = parse(&exported_whole(&imported)).unwrap();
    for form in forms.into_iter().chain([record, apart, exported]) {
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
