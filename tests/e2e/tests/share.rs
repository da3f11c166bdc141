//! What a reader does with a view: passes its link on, saves what is in it, cites it.

use e2e::Page;
use khipu::core::model::read;
use serde_json::{Value, json};

/// Has the page put down what it saves, in place of handing it to the browser.
const CATCH: &str = "void (() => {
    URL.createObjectURL = blob => { blob.text().then(text => { window.khipuSaved = text; }); return '#saved'; };
    HTMLAnchorElement.prototype.click = () => {};
})()";

fn open(page: &Page) {
    page.eval("void document.querySelector('[data-desk=share]').click()");
    page.wait("document.querySelector('dialog[open] #share-link')");
}

fn saved(page: &Page, button: &str) -> String {
    page.eval("void delete window.khipuSaved");
    page.press("dialog[open] button", button);
    page.wait("window.khipuSaved");
    page.eval_text("window.khipuSaved")
}

#[test]
fn what_is_in_view_is_saved_in_every_format() {
    let page = Page::open("#region=PE-PUN&from=2023-01-01&to=2023-01-31");
    let expected = page.view()["announced"].clone();
    open(&page);
    page.eval(CATCH);
    assert_eq!(json!(page.text("dialog[open] .share .note")), expected);
    // The sources and the prose follow after the record: by the first save that needs them.
    let json = page.poll("the record is saved whole", || {
        page.press("dialog[open] button", "Record");
        let text = page.eval_text("window.khipuSaved ?? ''");
        if text.is_empty() { Err("not yet".to_owned()) } else { Ok(text) }
    });
    let again = read(&json).expect("the saved record opens");
    assert_eq!(again.problems, []);
    let count = again.archive.events.len();
    assert!(
        count > 10 && expected.as_str().is_some_and(|it| it.starts_with(&count.to_string())),
        "{count}, {expected}"
    );
    let csv = saved(&page, "Events");
    assert_eq!(
        csv.trim_end().matches("\r\n").count(),
        count,
        "a line an event, and one of headings"
    );
    let map: Value = serde_json::from_str(&saved(&page, "Places")).expect("JSON");
    assert_eq!(map["type"], "FeatureCollection");
    assert_eq!(saved(&page, "Dates").matches("BEGIN:VEVENT").count(), count);
    assert!(saved(&page, "Sources (BibTeX)").contains('@'));
    let sources: Value = serde_json::from_str(&saved(&page, "Sources (CSL")).expect("JSON");
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
    page.eval(
        "void (navigator.clipboard.writeText = async text => { window.khipuCopied = text; })",
    );
    page.press("dialog[open] button", "Copy link");
    page.wait("window.khipuCopied === document.querySelector('#share-link').value");
    page.wait_for_text("dialog[open] .share [role=status]", "Link copied");
    let cited = page.text(".share__cited");
    assert!(cited.contains(&link) && cited.contains("Road blockade"), "{cited}");
    page.press("dialog[open] button", "Copy citation");
    page.wait(&format!("window.khipuCopied === {}", json!(cited)));
    page.assert_clean();
}
