//! A reader's notes as a reader meets them: written, marked, found, changed, handed on.

use std::fs;

use e2e::{Host, Page, Setting, repository};
use serde_json::json;

const JULIACA: &str = "#event=2023-01-09-juliaca-killings";
const KEY: &str = "khipu:notes:peru-2022-2023";

/// Selects the first words of the event's prose that read so. The reader's first touch brings the
/// desk, which hears of selections from then on.
fn select(page: &Page, words: &str) {
    page.poll("the desk is there", || {
        // A touch may come before the script that waits for it.
        page.click("#event-title");
        let is_there = page.count("[data-desk-event] .noted__list") > 0;
        if is_there { Ok(()) } else { Err("not yet".to_owned()) }
    });
    page.wait(&format!(
        "document.querySelector('.detail__prose')?.textContent.includes({})",
        json!(words)
    ));
    page.eval(&format!(
        "(() => {{
            const walk = document.createTreeWalker(document.querySelector('.detail__prose'), NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {{
                const at = walk.currentNode.data.indexOf({words});
                if (at < 0) continue;
                getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + {length});
                return;
            }}
        }})()",
        words = json!(words),
        length = words.encode_utf16().count()
    ));
}

/// Writes a note at the open event.
fn write(page: &Page, text: &str) {
    page.click("#write-note");
    page.fill(".editor__text", text);
    page.press(".editor button", "Save");
    let first = text.lines().next().unwrap_or_default();
    page.wait(&format!(
        "!document.querySelector('.editor') && [...document.querySelectorAll('.noted')].some(it => it.textContent.includes({}))",
        json!(first)
    ));
}

fn open_panel(page: &Page) {
    page.eval("void document.querySelector('[data-desk=notes]').click()");
    page.wait("document.querySelector('dialog[open] .exchange')");
}

/// The text that is kept, as JSON.
fn kept(page: &Page) -> serde_json::Value {
    // Written as soon as no other tab writes.
    page.eval_async("navigator.locks.request('khipu notes:peru-2022-2023', () => done(0))");
    page.eval(&format!("JSON.parse(localStorage.getItem('{KEY}') ?? '{{\"notes\":[]}}')"))
}

#[test]
fn a_note_on_words_marks_them_and_finds_them_again() {
    let page = Page::open(JULIACA);
    select(&page, "protesters");
    page.click("#write-note");
    page.wait_for_text(".editor .quoted", "protesters");
    page.eval("void document.querySelectorAll('.swatch input')[2].click()");
    page.fill(".editor__text", "Whose word is this?");
    page.press(".editor button", "Save");
    page.wait("document.querySelector('.noted')?.textContent.includes('Whose word')");
    page.wait(
        "[...CSS.highlights.get('note-summary-blue') ?? []].map(String).join() === 'protesters'",
    );
    let note = &kept(&page)["notes"][0];
    assert_eq!(note["quote"]["exact"], "protesters");
    assert_eq!(note["colour"], "blue");
    // After a reload the words are marked again, without a touch.
    page.reload();
    page.wait_until_ready();
    page.wait(
        "[...CSS.highlights.get('note-summary-blue') ?? []].map(String).join() === 'protesters'",
    );
    // In another language the note stands at the event, and says so.
    page.click("#lang-es");
    page.wait("document.documentElement.lang === 'es'");
    page.wait("document.querySelector('.noted__stands')?.textContent.includes('inglés')");
    page.wait("!CSS.highlights.get('note-summary-blue')");
    page.assert_clean();
}

#[test]
fn notes_are_written_changed_deleted_and_brought_back() {
    let page = Page::open(JULIACA);
    write(&page, "First of all");
    write(&page, "A second one");
    page.wait(
        "document.querySelector('[data-desk-event] [role=status]')?.textContent === '2 notes'",
    );
    page.wait_for_text(".header [data-desk=notes]", "Notes · 2");
    page.press(".noted button", "Edit");
    page.fill(".editor__text", "First, changed");
    page.fill(".editor input:not([type])", "verify, Puno");
    page.press(".editor button", "Save");
    page.wait("document.querySelector('[data-desk-event]').textContent.includes('First, changed')");
    open_panel(&page);
    page.wait_for_text("#notes-count", "2 notes");
    page.fill(".notes__controls input", "CHANGED");
    page.wait_for_text("#notes-count", "1 note: of 2");
    page.press("dialog[open] .noted button", "Delete");
    page.wait_for_text("#notes-count", "0 notes: of 1");
    page.click("#panel-undo");
    page.wait_for_text("#notes-count", "1 note: of 2");
    assert_eq!(page.text("dialog[open] .noted__tag"), "#verify");
    // All of them, after their number was typed.
    page.press("dialog[open] button", "Delete all notes");
    page.fill("#wipe-count", "1");
    page.wait("[...document.querySelectorAll('button:disabled')].some(it => it.textContent.includes('Delete them all'))");
    page.fill("#wipe-count", "2");
    page.press("dialog[open] button", "Delete them all");
    page.wait_for_text("#notes-count", "0 notes");
    page.wait("!document.querySelector('.header [data-desk=notes]').textContent.includes('·')");
    let kept = kept(&page);
    assert!(
        kept["notes"].as_array().is_some_and(|notes| notes.iter().all(|it| it["deleted"] == true)),
        "{kept}"
    );
    page.assert_clean();
}

#[test]
fn every_target_can_have_a_note_and_leads_back_to_it() {
    let page = Page::open("#from=2023-01-01&to=2023-01-31&region=PE-PUN&at=2023-01-09");
    let write_on = |words: &str| {
        page.click("#panel-write");
        page.wait("document.querySelector('dialog[open] .editor select option')");
        let found = page.eval(&format!(
            "(() => {{
                const select = document.querySelector('dialog[open] .editor select');
                const option = [...select.options].find(it => it.textContent.startsWith({}));
                if (!option) return [...select.options].map(it => it.textContent);
                select.value = option.value;
                select.dispatchEvent(new Event('change', {{bubbles: true}}));
                return true;
            }})()",
            json!(words)
        ));
        assert_eq!(found, json!(true), "{words}");
        page.fill(".editor__text", &format!("About {words}"));
        page.press(".editor button", "Save");
        page.wait("document.querySelector('#panel-write')");
    };
    open_panel(&page);
    for words in [
        "Puno",
        "1–31 January 2023",
        "9 January 2023",
        "View",
        "The whole record",
        "Who says how many: people killed",
    ] {
        write_on(words);
    }
    page.wait_for_text("#notes-count", "6 notes");
    let kept = kept(&page);
    let mut targets: Vec<&str> = kept["notes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|note| note["on"].as_str())
        .collect();
    targets.sort_unstable();
    let is_view = |on: &&&str| on.starts_with("view=") && on.contains("region%3DPE-PUN");
    assert!(targets.iter().any(|on| is_view(&on)), "{targets:?}");
    assert!(
        targets.contains(&"region=PE-PUN") && targets.contains(&"time=2023-01-09"),
        "{targets:?}"
    );
    assert!(targets.contains(&"claims=deaths"), "{targets:?}");
    page.press("dialog[open] .noted__title button", "Who says how many: people killed");
    page.wait("location.hash.includes('claims=deaths') && document.querySelector('dialog[open] .table--claims tbody tr')");
    page.assert_clean();
}

#[test]
fn what_does_not_come_is_said_and_comes_when_it_is_asked_for_again() {
    let host = Host::start();
    let desk = fs::read_dir(repository().join("target/trial/page"))
        .expect("the page is built")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .find(|name| name.starts_with("desk-") && name.contains("_bg.wasm"))
        .expect("the page has a desk");
    host.lose(&desk);
    let page = Page::start(&Setting::default());
    page.go_to_address(&host.url());
    page.wait_until_ready();
    page.eval("void document.querySelector('[data-desk=notes]').click()");
    page.wait_for_text(".notice[role=alert]", "did not arrive");
    host.mend();
    open_panel(&page);
}

#[test]
fn the_desk_comes_at_a_later_wish_where_its_script_was_lost() {
    let host = Host::start();
    host.lose("desk.js");
    let page = Page::start(&Setting::default());
    page.go_to_address(&host.url());
    page.wait_until_ready();
    let tries = "performance.getEntriesByType('resource').filter(it => it.name.includes('/desk.js')).length";
    page.wait(&format!("{tries} >= 2"));
    page.eval("void document.querySelector('[data-desk=notes]').click()");
    page.wait(&format!("{tries} >= 3"));
    host.mend();
    open_panel(&page);
}

#[test]
fn what_is_being_written_survives_a_reload() {
    let page = Page::open(JULIACA);
    page.click("#write-note");
    page.type_into(".editor__text", "Half a sen");
    page.reload();
    page.wait_until_ready();
    page.wait("document.querySelector('.noted--draft')?.textContent.includes('Half a sen')");
    page.press(".noted--draft button", "Go on writing");
    page.wait("document.querySelector('.editor__text')?.value === 'Half a sen'");
    page.press(".editor button", "Save");
    page.wait("document.querySelector('.noted')?.textContent.includes('Half a sen')");
    assert_eq!(
        page.eval("Object.keys(localStorage).filter(key => key.includes(':draft:'))"),
        json!([])
    );
}

#[test]
fn what_is_taken_along_can_be_brought_in_elsewhere() {
    let page = Page::open(JULIACA);
    select(&page, "protesters");
    write(&page, "On these words, \"quoted\"; =1+1");
    write(&page, "And one more\n\nof two paragraphs");
    open_panel(&page);
    let whole = kept(&page)["notes"].clone();
    for (button, name) in [("Web Annotation", "a.jsonld"), ("Table", "a.csv")] {
        let text = page.saved(button);
        page.press("dialog[open] button", "Delete all notes");
        page.fill("#wipe-count", "2");
        page.press("dialog[open] button", "Delete them all");
        page.wait_for_text("#notes-count", "0 notes");
        page.eval("void localStorage.clear()");
        page.reload();
        page.wait_until_ready();
        open_panel(&page);
        page.choose(name, &text);
        page.wait("document.querySelector('.plan__counts')?.textContent === 'New: 2'");
        // Nothing is done before the reader says so.
        assert_eq!(kept(&page)["notes"], json!([]));
        page.press("dialog[open] button", "Add to my notes");
        page.wait_for_text("#notes-count", "2 notes");
        assert_eq!(kept(&page)["notes"], whole, "{name}");
    }
    let text = page.saved("Text");
    assert!(text.contains("> protesters") && text.contains("of two paragraphs"), "{text}");
    // What cannot be read says why.
    for (text, why) in [("", "empty"), ("hello", "neither JSON"), ("{\"a\":1}", "no annotations")] {
        page.choose("x.json", text);
        page.wait(&format!(
            "[...document.querySelectorAll('dialog[open] [role=alert]')].some(it => it.textContent.includes({}))",
            json!(why)
        ));
        page.eval("void [...document.querySelectorAll('dialog[open] .dialog__head button')].at(-1).click()");
        page.wait("document.querySelectorAll('dialog[open]').length === 1");
    }
    page.assert_clean();
}

#[test]
fn notes_in_a_link_are_shown_before_they_are_added() {
    let page = Page::open(JULIACA);
    write(&page, "Carried along");
    open_panel(&page);
    page.catch_copies();
    page.press("dialog[open] .exchange button", "Copy as a link");
    page.wait("window.khipuCopied?.includes('notes=')");
    let link = page.eval_text("window.khipuCopied.split('#')[1]");
    let other = Page::open(&format!("#{link}"));
    other.wait("document.querySelector('dialog[open] .plan__counts')?.textContent === 'New: 1'");
    assert!(!other.fragment().contains("notes="), "{}", other.fragment());
    assert_eq!(kept(&other)["notes"], json!([]));
    other.assert_accessible("notes in a link");
    other.press("dialog[open] button", "Add to my notes");
    other.wait(
        "document.querySelector('[data-desk-event] .noted')?.textContent.includes('Carried along')",
    );
    // The same again changes nothing; a cut one says so.
    other.go_to(&format!("#{link}"));
    other.wait(
        "document.querySelector('dialog[open] .plan__counts')?.textContent === 'You have it: 1'",
    );
    other.go_to(&format!("#{}", &link[..link.len() - 9]));
    other.wait(
        "document.querySelector('dialog[open] [role=alert]')?.textContent.includes('damaged')",
    );
    other.assert_clean();
}

#[test]
fn notes_have_no_barrier_on_a_desk_and_on_a_phone() {
    for setting in [
        Setting::default(),
        Setting { dark: true, ..Setting::default() },
        Setting { size: (360, 740), ..Setting::default() },
    ] {
        let page =
            if setting.size.0 < 450 { Page::start_narrow(&setting) } else { Page::start(&setting) };
        page.go_to(JULIACA);
        page.wait_until_ready();
        select(&page, "protesters");
        page.click("#write-note");
        page.wait("document.querySelector('.editor')");
        page.assert_accessible("a note while it is written");
        page.fill(".editor__text", "See https://example.org/a and \u{202e}this");
        page.press(".editor button", "Save");
        page.wait("document.querySelector('.noted')");
        page.assert_accessible("a note beside its event");
        open_panel(&page);
        page.click("#panel-write");
        page.wait("document.querySelector('dialog[open] .editor')");
        page.assert_accessible("all notes, and one while it is written");
        let wide = page.eval(
            "document.querySelector('dialog[open] .dialog__body').scrollWidth
            - document.querySelector('dialog[open] .dialog__body').clientWidth",
        );
        assert!(wide.as_i64() <= Some(0), "the panel scrolls sideways by {wide}");
        page.assert_clean();
    }
}

#[test]
fn a_note_is_written_and_read_with_keys_alone() {
    let page = Page::open(JULIACA);
    page.eval("void document.querySelector('#write-note').focus()");
    page.key("Enter");
    page.wait("document.activeElement?.classList.contains('editor__text')");
    page.type_into(".editor__text", "By keys");
    page.eval("void document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', ctrlKey: true, bubbles: true}))");
    page.wait("document.querySelector('.noted')?.textContent.includes('By keys')");
    page.wait("document.activeElement?.id === 'write-note'");
    // Escape gives up an empty note, and nothing else.
    page.key("Enter");
    page.wait("document.activeElement?.classList.contains('editor__text')");
    page.key("Escape");
    page.wait("!document.querySelector('.editor')");
    assert!(page.fragment().contains("event="), "{}", page.fragment());
}
