//! `khipu export`: what it writes, what it prints, and with which status it ends.

mod exported;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use exported::{BUNDLED, HOSTILE, archive, in_view, whole};
use khipu::core::{
    export::{Format, InView},
    i18n::Lang,
    model::Kind,
    query::Mask,
    time::Day,
};

fn khipu(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_khipu")).args(arguments).output().unwrap()
}

/// A file of this test's own with some text in it.
fn file(name: &str, text: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("export_command");
    fs::create_dir_all(&folder).unwrap();
    let path: PathBuf = folder.join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn the_events_that_the_options_let_through_are_written_to_the_file() {
    let record = file("bundled.json", BUNDLED);
    let out = file("puno.json", "");
    let asked = ["export", &record, "--as", "json", "--region", "PE-PUN", "--kind", "repression"];
    let window = ["--kind", "clash", "--from", "2023-01-01", "--to", "2023-01-31", "--out", &out];
    let ended = khipu(&[&asked[..], &window].concat());
    assert!(ended.status.success(), "{ended:?}");
    let whole = archive(BUNDLED);
    let part = archive(&fs::read_to_string(&out).unwrap());
    let (first, last) =
        (Day::from_iso("2023-01-01").unwrap(), Day::from_iso("2023-01-31").unwrap());
    let wanted = whole.events.iter().filter(|event| {
        whole.areas[event.area].id == "PE-PUN"
            && [Kind::Repression, Kind::Clash].contains(&event.kind)
            && event.span.first <= last
            && event.span.last >= first
    });
    let wanted: Vec<String> = wanted.map(|event| event.id).collect();
    assert!(wanted.len() > 2);
    assert_eq!(part.events.iter().map(|event| event.id).collect::<Vec<_>>(), wanted);
    assert_eq!((part.window.first, part.window.last), (first, last));
}

#[test]
fn every_format_is_printed_as_the_library_makes_it() {
    let record = file("hostile.json", HOSTILE);
    let archive = archive(HOSTILE);
    let rows: Mask = whole(&archive);
    let page = Some("https://k.pe/");
    let view = InView { lang: Lang::Es, page, ..in_view(&archive, &rows) };
    for format in Format::ALL {
        let options = ["--as", format.id(), "--lang", "es", "--page", "https://k.pe/"];
        let ended = khipu(&[&["export", &record][..], &options].concat());
        assert!(ended.status.success(), "{ended:?}");
        assert!(String::from_utf8(ended.stdout).unwrap() == format.text(&view).unwrap());
    }
}

#[test]
fn a_record_with_problems_or_an_unknown_region_writes_nothing() {
    let damaged =
        file("damaged.json", &BUNDLED.replacen("\"kind\": \"government\"", "\"kind\": \"x\"", 1));
    let ended = khipu(&["export", &damaged, "--as", "csv"]);
    assert_eq!((ended.status.code(), ended.stdout), (Some(2), vec![]));
    let told = String::from_utf8(ended.stderr).unwrap();
    assert!(told.contains("expected a kind") && told.lines().count() < 5, "{told}");
    let record = file("whole.json", BUNDLED);
    let ended = khipu(&["export", &record, "--as", "csv", "--region", "PE-XXX"]);
    assert_eq!((ended.status.code(), ended.stdout), (Some(1), vec![]));
    assert!(String::from_utf8(ended.stderr).unwrap().contains("the record has no region PE-XXX"));
}
