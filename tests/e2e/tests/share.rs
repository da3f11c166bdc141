//! What a reader does with a view: passes its link on, saves what is in it, cites it.

use e2e::Page;
use khipu::core::model::read;
use serde_json::{Value, json};

fn open(page: &Page) {
    page.eval("void document.querySelector('[data-desk=share]').click()");
    page.wait("document.querySelector('dialog[open] #share-link')");
}

#[test]
fn what_is_in_view_is_saved_in_every_format() {
    let page = Page::open("#region=PE-PUN&from=2023-01-01&to=2023-01-31");
    let expected = page.view()["announced"].clone();
    open(&page);
    assert_eq!(json!(page.text("dialog[open] .share .note")), expected);
    let json = page.saved("Record");
    let again = read(&json).expect("the saved record opens");
    assert_eq!(again.problems, []);
    let count = again.archive.events.len();
    assert!(
        count > 10 && expected.as_str().is_some_and(|it| it.starts_with(&count.to_string())),
        "{count}, {expected}"
    );
    let csv = page.saved("Events");
    assert_eq!(
        csv.trim_end().matches("\r\n").count(),
        count,
        "a line an event, and one of headings"
    );
    let map: Value = serde_json::from_str(&page.saved("Places")).expect("JSON");
    assert_eq!(map["type"], "FeatureCollection");
    assert_eq!(page.saved("Dates").matches("BEGIN:VEVENT").count(), count);
    assert!(page.saved("Sources (BibTeX)").contains('@'));
    let sources: Value = serde_json::from_str(&page.saved("Sources (CSL")).expect("JSON");
    // The record also has the sources of its people and regions.
    let cited = sources.as_array().map_or(0, Vec::len);
    assert!((10..=again.archive.sources.len()).contains(&cited), "{cited}");
    page.assert_accessible("sharing");
    page.assert_clean();
}

#[test]
fn the_link_and_the_citation_are_those_of_the_view() {
    let page = Page::open("#kind=blockade");
    open(&page);
    let link = page.eval_text("document.querySelector('#share-link').value");
    assert_eq!(link, page.eval_text("location.href"));
    page.catch_copies();
    page.press("dialog[open] button", "Copy link");
    page.wait("window.khipuCopied === document.querySelector('#share-link').value");
    page.wait_for_text("dialog[open] .share [role=status]", "Link copied");
    let cited = page.text(".share__cited");
    assert!(cited.contains(&link) && cited.contains("Road blockade"), "{cited}");
    page.press("dialog[open] button", "Copy citation");
    page.wait(&format!("window.khipuCopied === {}", json!(cited)));
    page.assert_clean();
}
