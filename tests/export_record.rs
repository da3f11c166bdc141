//! What is in view as a record of its own, which reads back without a problem and equal.

mod exported;

use std::{fs, path::Path};

use exported::{BUNDLED, HOSTILE, archive, in_view, whole};
use khipu::core::{
    export::{Format, InView, Incomplete, json},
    i18n::Lang,
    model::{
        Archive, AreaKind, Kind, Known, Row, parse, read, read_sources, split_by_language,
        take_sources,
    },
    query::{Filters, Mask, Masks},
    time::{Day, Span},
};

fn day(iso: &str) -> Day {
    Day::from_iso(iso).unwrap()
}

fn again(view: &InView) -> Archive {
    archive(&json(view).unwrap())
}

fn ids<T>(list: &[T], id: fn(&T) -> &String) -> Vec<&str> {
    list.iter().map(|entry| id(entry).as_str()).collect()
}

fn of_ids(archive: &Archive, ids: &[&str]) -> Mask {
    Mask::of_rows(archive.events.len(), ids.iter().map(|id| archive.event_row(id).unwrap()))
}

/// An event with ids in place of rows.
fn named(archive: &Archive, row: Row) -> String {
    let mut event = archive.events.get(row).unwrap();
    let of = |rows: &mut Vec<Row>, id: &dyn Fn(Row) -> String| {
        rows.drain(..).map(id).collect::<Vec<_>>().join(" ")
    };
    let source = |row: Row| archive.sources[row].id.clone();
    let mut links = vec![
        of(&mut event.sources, &source),
        of(&mut event.actors, &|row| archive.actors[row].id.clone()),
        of(&mut event.tags, &|row| archive.tags[row].id.clone()),
        archive.areas[event.area].id.clone(),
        event.place.map(|row| archive.places[row].id.clone()).unwrap_or_default(),
    ];
    links.extend(event.figures.iter_mut().map(|figure| of(&mut figure.sources, &source)));
    (event.area, event.place) = (0, None);
    format!("{event:?} {links:?}")
}

#[test]
fn a_whole_record_comes_back_equal() {
    for record in [BUNDLED, HOSTILE] {
        let archive = archive(record);
        let rows = whole(&archive);
        assert!(again(&in_view(&archive, &rows)) == archive, "{}", archive.id);
    }
}

#[test]
fn a_delivered_record_is_exported_whole_in_its_language() {
    let record = parse(BUNDLED).unwrap();
    for lang in Lang::ALL {
        let mut delivered = split_by_language(&record, lang.tag());
        let mut expected = read(&delivered.to_string()).unwrap().archive;
        expected.languages = vec![lang.tag().to_owned()];
        let sources = take_sources(&mut delivered, "a.sources.json").unwrap();
        let archive = archive(&delivered.to_string());
        let rows = whole(&archive);
        assert_eq!(json(&in_view(&archive, &rows)), Err(Incomplete));
        let details = read_sources(&sources.to_string(), &archive).unwrap().details;
        let known = Known {
            sources: &details.sources,
            summaries: Some(&details.summaries),
            steps: &details.steps,
        };
        let view = InView { known, lang, ..in_view(&archive, &rows) };
        assert!(again(&view) == expected, "{}", lang.tag());
        let summary = &expected.events.get(40).unwrap().summary;
        let summary = summary.in_language(lang, "en").text;
        assert!(!summary.is_empty() && Format::Csv.text(&view).unwrap().contains(summary));
    }
}

#[test]
fn a_damaged_record_is_exported_without_its_problems() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/damaged");
    let mut exported = 0;
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        let Ok(damaged) = fs::read_to_string(&file).map(|json| read(&json)).unwrap() else {
            continue;
        };
        if file.extension().is_none_or(|end| end != "json") {
            continue;
        }
        let mut damaged = damaged.archive;
        let rows = whole(&damaged);
        let Ok(record) = json(&in_view(&damaged, &rows)) else {
            assert!(damaged.sources_file.is_some(), "{}", file.display());
            continue;
        };
        let read = archive(&record);
        // What it lacks of its own, it is given.
        (damaged.id, damaged.title) = (read.id.clone(), read.title.clone());
        assert!(read == damaged, "{}", file.display());
        exported += 1;
    }
    assert!(exported > 30, "{exported}");
}

#[test]
fn a_part_of_a_record_holds_what_belongs_to_its_events() {
    let archive = archive(HOSTILE);
    let rows = of_ids(&archive, &["formula"]);
    let part = again(&in_view(&archive, &rows));
    assert_eq!(
        part.events.get(0).unwrap().title,
        archive.events.get(rows.iter().next().unwrap()).unwrap().title
    );
    assert_eq!(ids(&part.places, |it| &it.id), ["juliaca"]);
    // The story that shows another region and actor brings them with it.
    assert_eq!(ids(&part.stories, |it| &it.id), ["near"]);
    assert_eq!(ids(&part.areas, |it| &it.id), ["PE-PUN", "PE-CUS"]);
    assert_eq!(ids(&part.actors, |it| &it.id), ["one", "two", "three"]);
    assert_eq!(ids(&part.tags, |it| &it.id), ["march", "odd Tag; =x"]);
    // The day after the event, and a region without one, are not in view.
    assert_eq!(ids(&part.claims, |it| &it.id), [""; 0]);
    assert_eq!(ids(&part.sources, |it| &it.id), ["census", "paper", "decade"]);
    assert_eq!((part.window, part.cursor), (archive.window, archive.cursor));
    let window = Some(Span::between(day("2022-12-01"), day("2022-12-31")));
    let part = again(&InView { window, ..in_view(&archive, &rows) });
    assert_eq!(ids(&part.claims, |it| &it.id), ["national"]);
    assert_eq!((Some(part.window), part.cursor), (window, day("2022-12-31")));
    // A story of which one event is out of view is not told, and neither is one without events.
    let rows = of_ids(&archive, &["roman"]);
    let part = again(&in_view(&archive, &rows));
    assert_eq!((part.stories.len(), part.areas.len(), part.actors.len()), (0, 1, 0));
    assert_eq!(ids(&part.sources, |it| &it.id), ["old"]);
}

#[test]
fn every_filtered_view_of_the_bundled_record_reads_back_with_equal_events() {
    let archive = archive(BUNDLED);
    let filters = |region: &str, kind, span: Option<(&str, &str)>| Filters {
        areas: [region.to_owned()].into_iter().filter(|id| !id.is_empty()).collect(),
        kinds: Option::into_iter(kind).collect(),
        window: span.map(|(from, to)| Span::between(day(from), day(to))),
        ..Filters::default()
    };
    let all = [
        filters("PE-PUN", None, None),
        filters("", Some(Kind::Blockade), None),
        filters("FR", None, Some(("2022-12-01", "2023-03-01"))),
        filters("", None, Some(("2023-01-09", "2023-01-09"))),
        filters("", None, Some(("1999-01-01", "1999-01-02"))),
    ];
    for filters in all {
        let rows = Masks::of(&archive, &filters, None).all();
        let view = InView { window: filters.window, ..in_view(&archive, &rows) };
        let part = again(&view);
        assert_eq!(part.events.len(), rows.count());
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(named(&part, at), named(&archive, row));
        }
        assert!(part.sources.iter().all(|source| archive.sources.contains(source)));
        assert!(part.claims.iter().all(|it| archive.claims.iter().any(|own| own.id == it.id)));
        // What an export of the part holds is the part.
        let rows = whole(&part);
        assert!(again(&in_view(&part, &rows)) == part);
        assert_eq!(
            json(&view).unwrap(),
            json(&InView { window: None, ..in_view(&part, &rows) }).unwrap()
        );
    }
}

#[test]
fn nothing_in_view_is_a_record_without_entries() {
    let archive = archive(BUNDLED);
    let rows = Mask::of_rows(archive.events.len(), []);
    let part = again(&in_view(&archive, &rows));
    assert!(part.events.is_empty() && part.sources.is_empty() && part.claims.is_empty());
    assert!(part.areas.iter().all(|area| area.kind != AreaKind::Region));
}
