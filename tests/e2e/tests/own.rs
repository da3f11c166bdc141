//! A record of the reader's own, from a file: shown as any, kept for a reload, refused where it is none,
//! and closed again.

use std::fs;

use e2e::{Host, OWN_TITLES, Page, Setting, own_record, record, repository};
use khipu::core::{
    i18n::{Lang, read_error_words},
    model::{self, head, parse, read, to_columns},
};
use serde_json::{Value, json};

const BUNDLED: &str = "public/data/peru-2022-2023.json";
const JULIACA: &str = "2023-01-09-juliaca";

fn text_of(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn a_record_of_ones_own_is_shown_by_both_programs_in_every_language() {
    let page = Page::open("");
    page.ask_for_file();
    page.assert_accessible("the dialog for a file of one's own");
    page.choose("winter.khipu.json", &own_record());
    page.wait_for_own(OWN_TITLES[0].1);
    assert_eq!(page.eval_text("location.search"), "?own=winter");
    page.wait_for_text("#own-record", "winter.khipu.json");
    page.wait_for_text("#own-record", "A copy stays on this device");
    // What had the focus is gone: it is on the line that says what is open.
    page.wait("document.activeElement?.id === 'own-record'");
    page.assert_accessible("a record of one's own");
    assert_eq!(page.walk_list().rows.len(), 3);
    for (tag, title) in OWN_TITLES {
        page.click(&format!("#lang-{tag}"));
        page.wait(&format!("document.documentElement.lang === '{tag}'"));
        page.wait_for_own(title);
        page.eval("void document.querySelector('[data-desk=table]').click()");
        page.wait("document.querySelectorAll('dialog[open] tbody tr').length === 3");
        page.key("Escape");
        page.wait("!document.querySelector('dialog[open]')");
    }
    page.click("#lang-en");
    page.wait("document.documentElement.lang === 'en'");
    page.type_into("#search", "lima");
    page.wait_for_text(".page > [role=status]", "1 ");
    page.eval(&format!("void (location.hash = 'event={JULIACA}')"));
    page.wait_for_text("#event-title", "Killings at Juliaca");
    page.wait_for_text(".detail__prose", "Of Killings at Juliaca.");
    // A note on it is kept under the record's own id, and shown again.
    page.click("#write-note");
    page.type_into(".editor__text", "Ask the family.");
    page.press(".editor button", "Save");
    page.wait("localStorage.getItem('khipu:notes:winter')?.includes('Ask the family.')");
    page.reload();
    page.wait_for_text("#event-title", "Killings at Juliaca");
    page.wait_for_text("[data-desk-event] .noted", "Ask the family.");
    page.assert_clean();
}

#[test]
fn the_bundled_record_from_a_file_shows_the_same_as_from_the_host() {
    let mut copy: Value = serde_json::from_str(&text_of(BUNDLED)).expect("JSON");
    copy["id"] = json!("copy");
    let page = Page::open("");
    page.open_file("copy.json", &copy.to_string());
    page.wait("document.querySelector('#own-record')");
    assert_eq!(page.walk_list().rows.len(), record().events.len());
    for lang in ["es", "fr", "en"] {
        page.click(&format!("#lang-{lang}"));
        page.wait(&format!("document.documentElement.lang === '{lang}'"));
        page.wait_for_view();
        page.press(".chips .chip", "");
        page.wait_for_view();
    }
    page.assert_clean();
}

#[test]
fn it_is_there_after_a_reload_and_with_the_host_gone_until_it_is_closed() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    page.open_file("winter.khipu.json", &own_record());
    page.wait_for_own(OWN_TITLES[0].1);
    page.wait("document.documentElement.dataset.own === 'kept'");
    page.eval("void (location.hash = 'event=2023-01-19-lima')");
    page.wait_for_text("#event-title", "The march reaches Lima");
    host.stop();
    page.reload();
    page.wait_for_own(OWN_TITLES[0].1);
    page.wait_for_text("#event-title", "The march reaches Lima");
    page.wait_for_text("#own-record", "winter.khipu.json");
    // In a tab of its own too.
    page.open_tab(&format!("{}?own=winter", host.url()));
    page.wait_for_own(OWN_TITLES[0].1);
    // The way back takes the copy away.
    page.press("#own-record button", "Close it");
    page.wait_for_bundled();
    page.wait("document.activeElement?.id === 'events'");
    let kept = "caches.keys().then(async names => {
        const own = names.filter(name => name.startsWith('khipu-own '));
        const files = await Promise.all(own.map(async name => (await (await caches.open(name)).keys()).length));
        done(files.reduce((sum, n) => sum + n, 0));
    })";
    page.poll("nothing is kept", || match page.eval_async(kept) {
        Value::Number(count) if count.as_u64() == Some(0) => Ok(()),
        other => Err(other.to_string()),
    });
    assert_eq!(page.walk_list().rows.len(), record().events.len());
}

#[test]
fn back_and_forward_lead_from_one_record_to_another() {
    let page = Page::open("#event=2023-01-09-juliaca-killings");
    page.wait("document.querySelector('#event-title')");
    page.eval("void (document.documentElement.dataset.wish = 'own', dispatchEvent(new Event('khipu-address')))");
    page.choose("winter.khipu.json", &own_record());
    page.wait_for_own(OWN_TITLES[0].1);
    let other =
        own_record().replace("winter", "summer").replace(OWN_TITLES[0].1, "A summer of marches");
    page.open_file("summer.json", &other);
    page.wait_for_own("A summer of marches");
    page.back();
    page.wait_for_own(OWN_TITLES[0].1);
    page.back();
    page.wait_for_bundled();
    page.wait("document.querySelector('#event-title')");
    page.forward();
    page.wait_for_own(OWN_TITLES[0].1);
    page.assert_clean();
}

#[test]
fn where_nothing_is_kept_it_is_shown_and_said_and_no_note_is_lost() {
    let host = Host::start();
    host.send(&["Content-Security-Policy: sandbox allow-scripts".to_owned()]);
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}#lang=es&event=2023-01-09-juliaca-killings", host.url()));
    page.wait_until_ready();
    page.wait("(() => { try { return !localStorage } catch { return true } })()");
    page.click("#write-note");
    page.type_into(".editor__text", "Before.");
    page.press(".editor button", "Guardar");
    page.wait_for_text("[data-desk-event] .noted", "Before.");
    page.eval("void (location.hash = 'lang=es')");
    page.open_file("winter.khipu.json", &own_record());
    page.wait_for_own(OWN_TITLES[1].1);
    page.wait_for_text("#own-record", "No se guarda aquí");
    assert_eq!(page.walk_list().rows.len(), 3);
    page.press("#own-record button", "Cerrarlo");
    page.wait("!document.querySelector('#own-record') && document.querySelector('.list__row')");
    page.eval("void (location.hash = 'lang=fr&event=2023-01-09-juliaca-killings')");
    page.wait("document.documentElement.lang === 'fr'");
    page.wait_for_text("[data-desk-event] .noted", "Before.");
    let errors = page.errors();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn a_file_that_is_no_record_leaves_the_page_as_it_is_and_says_why() {
    let page = Page::open("#kind=blockade");
    page.wait_for_view();
    for name in
        ["31-truncated.json", "32-not-json.json", "33-deeply-nested.json", "30-format-unknown.json"]
    {
        let text = text_of(&format!("tests/fixtures/damaged/{name}"));
        let error = model::read(&text).expect_err("it is no record");
        if page.count("dialog[open]") == 0 {
            page.ask_for_file();
        }
        page.choose(name, &text);
        page.wait_for_text(".own__refused", name);
        page.wait_for_text(".own__refused", &read_error_words(Lang::En, &error));
    }
    page.assert_accessible("a file that is no record");
    // A folder is a file that cannot be read.
    page.eval(
        "void (() => {
            const input = document.querySelector('dialog[open] [data-own-file]');
            const broken = Object.assign(new File([], 'folder'), { arrayBuffer: () => Promise.reject(new Error('folder')) });
            Object.defineProperty(input, 'files', { value: [broken], configurable: true });
            input.dispatchEvent(new Event('change', { bubbles: true }));
            delete input.files;
        })()",
    );
    page.wait_for_text(".own__refused", "could not be read");
    page.key("Escape");
    // What the dialog holds goes once the page knows that it was closed.
    page.wait("!document.querySelector('[data-own-file]')");
    page.wait_for_bundled();
    assert_eq!(page.fragment(), "#kind=blockade");
    page.wait_for_view();
    // The way is open for another.
    page.ask_for_file();
    page.wait("!document.querySelector('.own__refused')");
    page.choose("winter.khipu.json", &own_record());
    page.wait_for_own(OWN_TITLES[0].1);
    page.assert_clean();
}

#[test]
fn a_damaged_record_of_ones_own_lists_its_problems() {
    let page = Page::open("");
    for name in [
        "01-bad-date.json",
        "05-missing-source.json",
        "11-missing-id.json",
        "23-javascript-link.json",
    ] {
        let text = text_of(&format!("tests/fixtures/damaged/{name}"));
        let imported = model::read(&text).expect("the rest of the record opens");
        page.go_to("");
        page.open_file(name, &text);
        page.wait("document.querySelector('#own-record')");
        page.assert_lists_problems(&imported);
    }
    page.assert_clean();
}

#[test]
fn a_record_in_columns_opens_from_a_file() {
    let json = text_of(BUNDLED);
    let archive = read(&json).expect("the record opens").archive;
    let file = to_columns(&head(&parse(&json).expect("JSON")), &archive).expect("it is small");
    let host = Host::start();
    host.serve("peru.khipu", file);
    let page = Page::start(&Setting::default());
    page.go_to_address(&host.url());
    page.ask_for_file();
    let choose = |most: &str| {
        page.eval_async(&format!(
            "fetch('peru.khipu').then(it => it.arrayBuffer()).then(bytes => {{
                const files = new DataTransfer();
                files.items.add(new File([bytes.slice(0, {most})], 'peru.khipu'));
                const input = document.querySelector('dialog[open] [data-own-file]');
                input.files = files.files;
                input.dispatchEvent(new Event('change', {{ bubbles: true }}));
                done();
            }})"
        ));
    };
    choose("2000");
    page.wait_for_text(".own__refused", "columns could not be read");
    choose("undefined");
    page.wait("document.querySelector('#own-record')");
    assert_eq!(page.walk_list().rows.len(), record().events.len());
    page.click("#lang-es");
    page.wait("document.documentElement.lang === 'es'");
    page.wait_for_view();
    page.assert_clean();
}
