//! A page whose record stands in columns.

use std::fs;

use e2e::{Host, Page, Setting, record, repository, squeezed};
use khipu::core::{
    i18n::{Lang, Word, fill},
    model::{ColumnsError, head, parse, read, to_columns},
};

const RECORD: &str = "data/peru.khipu";
const BUNDLED: &str = "public/data/peru-2022-2023.json";

/// The bundled record in columns.
fn columns() -> Vec<u8> {
    let json = fs::read_to_string(repository().join(BUNDLED)).expect("the record is there");
    let archive = read(&json).expect("the record opens").archive;
    to_columns(&head(&parse(&json).expect("the record is JSON")), &archive).expect("it is small")
}

/// A host of the page that names the columns as its record.
fn host() -> Host {
    let host = Host::start();
    let page = fs::read_to_string(repository().join("dist/index.html")).expect("the page is built");
    let named = page.replacen("<html", &format!("<html data-record=\"{RECORD}\""), 1);
    host.serve("index.html", named);
    host
}

fn address(host: &Host) -> String {
    format!("{}index.html", host.url())
}

#[test]
fn a_record_in_columns_opens_in_every_language_and_is_searched() {
    let host = host();
    host.serve(RECORD, columns());
    let page = Page::start(&Setting::default());
    page.go_to_address(&address(&host));
    page.wait_until_ready();
    assert_eq!(page.walk_list().rows.len(), record().events.len());
    let row = record().event_row("2023-01-09-juliaca-killings").expect("the event is there");
    for lang in Lang::ALL {
        page.go_to_address("about:blank");
        let link =
            format!("{}#lang={}&event={}", address(&host), lang.tag(), record().events.id(row));
        page.go_to_address(&link);
        page.wait_until_ready();
        let prose = record().events.summary(row, lang, "en").text;
        let words: Vec<&str> = prose.split(' ').take(5).collect();
        page.wait_for_text(".detail__prose", &words.join(" "));
    }
}

#[test]
fn columns_that_end_too_early_are_one_sentence_and_can_be_asked_for_again() {
    let host = host();
    let file = columns();
    host.serve(RECORD, &file[..file.len() / 2]);
    let page = Page::start(&Setting::default());
    page.go_to_address(&address(&host));
    let why = ColumnsError::Truncated.to_string();
    let sentence = fill(Lang::En, Word::FailedColumns, &[("why", &why)]);
    page.wait_for_text("main.state [role=alert]", &squeezed(&sentence));
    page.assert_accessible("a record in columns that ends too early");
    host.serve(RECORD, file);
    page.click("main.state button");
    page.wait_until_ready();
    assert_eq!(page.walk_list().rows.len(), record().events.len());
}
