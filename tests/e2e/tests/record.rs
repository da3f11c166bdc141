//! What the page says of a record that is damaged, is none, or does not arrive.

use std::fs;

use e2e::{Host, Page, Setting, repository};
use khipu::core::{
    i18n::{Lang, read_error_words},
    model,
};

const RECORD: &str = "data/peru-2022-2023.en.json";
const RETRY: &str = "main.state button";

fn damaged(name: &str) -> String {
    let path = repository().join("tests/fixtures/damaged").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Opens the page over a host.
fn open(host: &Host) -> Page {
    let page = Page::start(&Setting::default());
    page.go_to_address(&host.url());
    page
}

/// Opens a damaged record and checks that the page lists what core finds in it.
fn check(page: &Page, host: &Host, text: &str) {
    let imported = model::read(text).expect("the rest of the record opens");
    assert!(!imported.problems.is_empty());
    host.serve(RECORD, text);
    page.go_to_address("about:blank");
    page.go_to_address(&host.url());
    page.wait_until_ready();
    page.assert_lists_problems(&imported);
}

#[test]
fn the_bundled_record_opens_without_a_problem() {
    let page = Page::start(&Setting::default());
    for lang in ["en", "es", "fr"] {
        page.go_to(&format!("#lang={lang}"));
        page.wait_until_ready();
        page.wait_for_view();
        assert_eq!(page.count(".page__notices .notice"), 0);
    }
}

#[test]
fn a_damaged_record_opens_with_a_list_of_its_problems() {
    let host = Host::start();
    let page = Page::start(&Setting::default());
    for name in [
        "01-bad-date.json",
        "05-missing-source.json",
        "23-javascript-link.json",
        "38-story-with-unknown-event.json",
    ] {
        check(&page, &host, &damaged(name));
    }
    page.assert_clean();
}

#[test]
fn a_file_that_is_no_record_gives_one_sentence_and_a_way_back() {
    let host = Host::start();
    let page = open(&host);
    for name in
        ["31-truncated.json", "32-not-json.json", "33-deeply-nested.json", "30-format-unknown.json"]
    {
        let text = damaged(name);
        let error = model::read(&text).expect_err("it is no record");
        host.serve(RECORD, text);
        page.go_to_address("about:blank");
        page.go_to_address(&host.url());
        page.wait_for_text("main [role=alert]", &read_error_words(Lang::En, &error));
        assert_eq!(page.count(RETRY), 1, "{name}");
    }
    page.assert_accessible("a record that cannot be opened");
    host.mend();
    page.click(RETRY);
    page.wait_until_ready();
    page.wait_for_view();
}

#[test]
fn a_file_that_does_not_arrive_can_be_asked_for_again() {
    let page = Page::start(&Setting::default());
    for path in [RECORD, "data/peru-regions.topo.json", "data/world-countries.topo.json"] {
        // Another origin: a host that was seen before is kept and asked for nothing.
        let host = Host::start();
        host.lose(path);
        page.go_to_address("about:blank");
        page.go_to_address(&format!("{}#region=PE-PUN", host.url()));
        page.wait(&format!("document.querySelector('{RETRY}')"));
        host.mend();
        page.click(RETRY);
        page.wait_until_ready();
        page.wait_for_view();
    }
}
