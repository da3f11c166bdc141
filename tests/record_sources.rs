//! A delivered record whose sources stand in a file of their own.

use khipu::core::{
    i18n::Lang,
    model::{
        Archive, Expected, Known, ReadError, parse, read, read_sources, split_by_language,
        take_sources,
    },
    query::Index,
};
use serde_json::{Value, json};

const BUNDLED: &str = include_str!("../public/data/peru-2022-2023.json");
const NAME: &str = "peru-2022-2023.sources.json";

/// The delivered record in a language, and its file of sources.
fn delivered(lang: Lang) -> (Value, Value) {
    let mut record = split_by_language(&parse(BUNDLED).unwrap(), lang.tag());
    let sources = take_sources(&mut record, NAME).unwrap();
    (record, sources)
}

fn opened(record: &Value) -> Archive {
    let imported = read(&record.to_string()).unwrap();
    assert_eq!((imported.problems, imported.more_problems), (vec![], 0));
    imported.archive
}

/// The paths of the problems in a file of sources for this record, and what should stand there.
fn check(record: &Archive, file: &Value, expected: &[(&str, Expected)]) -> Vec<String> {
    let imported = read_sources(&file.to_string(), record).unwrap();
    let found: Vec<_> =
        imported.problems.iter().map(|it| (it.path.as_str(), it.expected)).collect();
    assert_eq!(found, expected);
    imported.details.sources.into_iter().map(|source| source.title).collect()
}

fn small(sources: &Value, ids: &Value) -> String {
    json!({
        "format": "khipu/1", "id": "a", "title": "A", "language": "en",
        "sources": sources, "source_ids": ids,
        "events": [{"id": "e", "start": "2023", "kind": "strike", "title": "E",
            "certainty": "confirmed", "sources": ["one"]}],
    })
    .to_string()
}

#[test]
fn the_record_and_its_sources_together_are_the_whole_record_in_that_language() {
    let sources = Lang::ALL.map(|lang| delivered(lang).1["sources"].clone());
    assert!(sources.iter().all(|one| *one == sources[0]));
    for lang in Lang::ALL {
        let whole = split_by_language(&parse(BUNDLED).unwrap(), lang.tag());
        let (record, file) = delivered(lang);
        assert!(record.to_string().len() < whole.to_string().len() * 3 / 5);
        let mut archive = opened(&record);
        assert_eq!(archive.sources_file.as_deref(), Some(NAME));
        assert!(archive.sources.iter().all(|it| it.kind.is_none() && it.title == it.id));
        let imported = read_sources(&file.to_string(), &archive).unwrap();
        assert_eq!((imported.problems, imported.more_problems), (vec![], 0));
        assert!(
            (0..archive.events.len())
                .all(|row| { archive.events.summary(row, lang, "en").text.is_empty() })
        );
        archive.events.take_summaries(imported.details.summaries);
        for (story, texts) in archive.stories.iter_mut().zip(imported.details.steps) {
            for (step, text) in story.steps.iter_mut().zip(texts) {
                assert!(step.text.is_empty() && !text.is_empty());
                step.text = text;
            }
        }
        archive.sources = imported.details.sources;
        archive.sources_file = None;
        assert!(archive == opened(&whole), "{}", lang.tag());
    }
}

#[test]
fn the_search_finds_the_words_of_sources_once_they_are_known() {
    let (record, file) = delivered(Lang::En);
    let archive = opened(&record);
    let details = read_sources(&file.to_string(), &archive).unwrap().details;
    let hits = |known| {
        Index::with_names(&archive, Lang::En, &[], known).hits("mercopress").unwrap().count()
    };
    assert_eq!(hits(Known { sources: &[], summaries: None, steps: &[] }), 0);
    let summaries = Some(&details.summaries);
    assert!(hits(Known { sources: &details.sources, summaries, steps: &[] }) > 0);
}

#[test]
fn what_cites_a_source_is_checked_by_the_ids_alone() {
    let read = |ids: Value| read(&small(&json!("a.sources.json"), &ids)).unwrap();
    let imported = read(json!(["two", "one"]));
    assert_eq!(imported.problems, []);
    assert_eq!(imported.archive.events.get(0).unwrap().sources, [1]);
    let imported = read(json!(["two", "Two", "two"]));
    let paths: Vec<_> = imported.problems.iter().map(|it| it.path.as_str()).collect();
    let expected =
        ["$.source_ids[1]", "$.source_ids[2]", "$.events[0].sources[0]", "$.events[0].sources"];
    assert_eq!(paths, expected);
    assert_eq!(imported.archive.events.len(), 0);
}

#[test]
fn the_file_of_sources_lies_beside_the_record() {
    let check = |name: &str, is_one: bool| {
        let archive = read(&small(&json!(name), &json!(["one"]))).unwrap().archive;
        assert_eq!(archive.sources_file.as_deref() == Some(name), is_one, "{name}");
        let mut record = json!({"sources": [{"id": "one"}]});
        assert_eq!(take_sources(&mut record, name).is_some(), is_one, "{name}");
    };
    check("a.sources.json", true);
    check("Mi registro.json", true);
    check("../a.json", false);
    check("https://example.org/a.json", false);
    check("data:a.json", false);
    check("a.json?b.json", false);
    check("a.txt", false);
}

#[test]
fn a_record_without_a_list_of_sources_keeps_what_it_has() {
    for kept in [json!({}), json!({"sources": "a.json"}), json!([]), json!("text")] {
        let mut record = kept.clone();
        assert_eq!(take_sources(&mut record, NAME), None);
        assert_eq!(record, kept);
    }
}

#[test]
fn a_source_that_is_missing_or_wrong_is_noted_and_the_rest_are_read() {
    let archive = read(&small(&json!("a.json"), &json!(["one", "two", "three"]))).unwrap().archive;
    let entry = |id: &str, kind: &str| json!({"id": id, "title": "A title", "kind": kind});
    let file = json!({
        "format": "khipu-sources/1",
        "sources": [entry("three", "news"), entry("one", "poem"), entry("another", "news")],
    });
    let titles = check(
        &archive,
        &file,
        &[
            ("$.sources[1].kind", Expected::SourceKind),
            ("$.sources", Expected::KnownDetails),
            ("$.sources", Expected::KnownDetails),
        ],
    );
    assert_eq!(titles, ["one", "two", "A title"]);
    check(
        &archive,
        &json!({"format": "khipu-sources/1", "sources": 7}),
        &[
            ("$.sources", Expected::List),
            ("$.sources", Expected::KnownDetails),
            ("$.sources", Expected::KnownDetails),
            ("$.sources", Expected::KnownDetails),
        ],
    );
}

#[test]
fn prose_that_is_wrong_is_noted_and_the_rest_is_read() {
    let archive = read(&small(&json!("a.json"), &json!(["one"]))).unwrap().archive;
    let read = |summaries: Value| {
        let file = json!({"format": "khipu-sources/1", "sources": [], "summaries": summaries});
        let imported = read_sources(&file.to_string(), &archive).unwrap();
        let paths: Vec<String> = imported.problems.into_iter().map(|it| it.path).collect();
        (imported.details.summaries.in_language(0, Lang::En, "en").text.to_owned(), paths)
    };
    let lacking = "$.sources".to_owned();
    assert_eq!(
        read(json!({"e": "It began.", "other": "?"})),
        ("It began.".into(), vec![lacking.clone()])
    );
    assert_eq!(read(json!({"e": 7})), (String::new(), vec!["$.summaries.e".into(), lacking]));
}

#[test]
fn what_is_no_file_of_sources_is_refused() {
    let archive = read(&small(&json!("a.json"), &json!(["one"]))).unwrap().archive;
    let error = |text: &str| read_sources(text, &archive).unwrap_err();
    assert_eq!(error(r#"{"format": "khipu-sources/1", "sour"#), ReadError::Truncated);
    assert_eq!(error("<!doctype html>"), ReadError::NotJson { line: 1, column: 1 });
    for text in ["[]", "{}", "7", r#"{"format": "khipu/1"}"#, r#"{"format": null}"#] {
        assert_eq!(error(text), ReadError::NotSources, "{text}");
    }
}
