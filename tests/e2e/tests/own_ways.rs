//! The ways in for a record of the reader's own: dropped, opened with the installed page, asked for by a
//! link; and what an installed page opens with.

use std::fs;

use e2e::{Browser, Host, OWN_TITLES, Page, Setting, own_record, repository};
use serde_json::{Value, json};

#[test]
fn a_file_is_dropped_on_the_page_that_says_where() {
    let page = Page::open("");
    let drag = |name: &str, text: &str| {
        page.eval(&format!(
            "void (() => {{
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([{}], 'winter.khipu.json'));
                document.querySelector('#events').dispatchEvent(
                    new DragEvent('{name}', {{ dataTransfer, bubbles: true, cancelable: true }}));
            }})()",
            json!(text)
        ));
    };
    page.wait("globalThis.khipuOwn");
    drag("dragenter", "");
    page.wait_for_text(".drop", "Let go of the record’s file here");
    drag("dragleave", "");
    page.wait("!document.querySelector('.drop')");
    drag("dragover", "");
    page.wait("document.querySelector('.drop')?.matches(':popover-open')");
    drag("drop", &own_record());
    page.wait_for_own(OWN_TITLES[0].1);
    assert_eq!(page.count(".drop"), 0);
    // What is dragged within the page is none of it.
    page.eval(
        "void document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer: new DataTransfer(), bubbles: true }))",
    );
    assert_eq!(page.count(".drop"), 0);
    page.assert_clean();
}

#[test]
fn a_file_opened_with_the_installed_page_is_shown() {
    let host = Host::start();
    let queue = "Object.defineProperty(globalThis, 'launchQueue', { value: { setConsumer: it => { globalThis.launch = it; } } });";
    let script = fs::read_to_string(repository().join("dist/own.js")).expect("the page is built");
    host.serve("own.js", format!("{queue}{script}"));
    let page = Page::start(&Setting::default());
    page.go_to_address(&host.url());
    page.wait_until_ready();
    page.wait("globalThis.launch");
    // A start without a file is a launch too.
    page.eval("void launch({ files: [] })");
    page.eval(&format!(
        "void launch({{ files: [{{ getFile: async () => new File([{}], 'winter.khipu.json') }}] }})",
        json!(own_record())
    ));
    page.wait_for_own(OWN_TITLES[0].1);
    page.assert_clean();
}

#[test]
fn the_manifest_names_the_files_that_the_page_opens() {
    let page = Page::open("");
    let manifest = page.eval_async(
        "fetch(document.querySelector('[rel=manifest]').href).then(it => it.json()).then(done)",
    );
    assert_eq!(
        manifest["file_handlers"],
        json!([{ "action": "./", "accept": {
            "application/vnd.khipu+json": [".khipu.json"],
            "application/vnd.khipu.columns": [".khipu"],
        } }])
    );
    if page.browser() == Browser::Chromium {
        let read = page.cdp("Page.getAppManifest", &json!({}));
        assert_eq!(read["errors"], json!([]));
    }
    // What is shared with the installed page is searched for.
    page.go_to("?text=juliaca");
    page.wait("location.hash === '#q=juliaca' && !location.search");
    page.wait_for_view();
}

#[test]
fn a_link_to_a_record_of_ones_own_asks_for_its_file_and_opens_the_view() {
    let page = Page::open("?own=winter#lang=en&event=2023-01-19-lima");
    page.wait_for_text("dialog[open] .banner", "“winter”");
    page.assert_accessible("a link to a record that is not here");
    assert_eq!(page.eval_text("location.search"), "");
    page.choose("winter.khipu.json", &own_record());
    page.wait_for_own(OWN_TITLES[0].1);
    page.wait_for_text("#event-title", "The march reaches Lima");
    // Its link says which record it is of; no other site can show it.
    page.eval("void document.querySelector('[data-desk=share]').click()");
    page.wait("document.querySelector('dialog[open] #share-link')");
    let link = page.eval_text("document.querySelector('#share-link').value");
    assert!(link.ends_with("/?own=winter#event=2023-01-19-lima&lang=en"), "{link}");
    page.wait_for_text("dialog[open] .share", "is asked for the same one");
    assert_eq!(page.count("#embed-code"), 0);
    page.eval("void (window.named = [], HTMLAnchorElement.prototype.click = function () { named.push(this.download); })");
    page.press("dialog[open] button", "Record (Khipu JSON)");
    page.wait("named.join() === 'winter.khipu.json'");
    // Another file can be opened from here.
    page.press("dialog[open] [data-desk=own]", "Choose a file");
    page.wait("document.querySelectorAll('dialog[open]').length === 1 && document.querySelector('dialog[open] [data-own-file]')");
    // What no record is called is no question.
    page.go_to("?own=%3Cimg%20src=x%20onerror=khipuRan=1%3E#kind=blockade");
    page.wait_until_ready();
    assert_eq!(page.eval_text("location.search + location.hash"), "#kind=blockade");
    page.wait_for_view();
    assert_eq!(page.count("dialog[open]"), 0);
    page.assert_clean();
}

#[test]
fn a_page_in_a_frame_takes_no_file() {
    let host = Host::start();
    host.serve(
        "site.html",
        "<!DOCTYPE html><iframe width=1200 height=900 src='./?own=winter'></iframe>",
    );
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}site.html", host.url()));
    page.enter_frame();
    page.wait_until_ready();
    page.wait("document.querySelector('[data-desk=own]')?.offsetHeight === 0");
    page.eval("void document.querySelector('[data-desk=share]').click()");
    page.wait("document.querySelector('dialog[open] #share-link')");
    assert_eq!(
        page.eval(
            "[typeof khipuOwn, document.querySelectorAll('dialog[open] [data-desk=own]').length]"
        ),
        json!(["undefined", 0])
    );
}

#[test]
fn an_installed_page_opens_as_it_was_left() {
    let page = Page::start(&Setting::default());
    if page.browser() != Browser::Chromium {
        // Only Chromium's protocol can make a page believe that it is installed.
        return;
    }
    let installed = "const asked = matchMedia;
        globalThis.matchMedia = query => query === '(display-mode: standalone)' ? { matches: true } : asked(query);";
    page.go_to("#kind=blockade");
    page.wait_until_ready();
    page.wait("globalThis.khipuOwn");
    page.press(".chips .chip", "Violence");
    page.wait_for_view();
    // In a tab of the browser nothing of it is kept.
    assert_eq!(page.eval("localStorage.getItem('khipu:view')"), Value::Null);
    page.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": installed }));
    page.go_to("");
    page.wait_until_ready();
    page.wait("globalThis.khipuOwn");
    page.eval("void (location.hash = 'region=PE-PUN&event=2023-01-09-juliaca-killings')");
    page.wait("document.querySelector('#event-title')");
    page.go_to("");
    page.wait_until_ready();
    assert_eq!(page.fragment(), "#region=PE-PUN&event=2023-01-09-juliaca-killings");
    page.wait_for_view();
    // A link says itself what it opens.
    page.go_to("#kind=blockade");
    page.wait_until_ready();
    page.wait_for_view();
    assert_eq!(page.fragment(), "#kind=blockade");
    page.go_to("");
    page.ask_for_file();
    page.choose("winter.khipu.json", &own_record());
    page.wait_for_own(OWN_TITLES[0].1);
    page.wait("document.documentElement.dataset.own === 'kept'");
    page.go_to("");
    page.wait_for_own(OWN_TITLES[0].1);
    page.assert_clean();
}
