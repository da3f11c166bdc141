//! A record of the reader's own, from a file: shown as any, kept for a reload, refused where it is none,
//! and closed again.

use std::fs;

use e2e::{Browser, Host, Page, Setting, record, repository, squeezed};
use khipu::core::{
    i18n::{Lang, Plural, plural, problem_words, read_error_words},
    model::{self, head, parse, read, to_columns},
};
use serde_json::{Value, json};

/// How the small record is called in each language.
const TITLES: [(&str, &str); 3] = [
    ("en", "A winter of marches"),
    ("es", "Un invierno de marchas"),
    ("fr", "Un hiver de marches"),
];
const BUNDLED: &str = "public/data/peru-2022-2023.json";
const JULIACA: &str = "2023-01-09-juliaca";

fn text_of(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A record of three events in three languages.
fn small() -> String {
    let title = json!({"en": TITLES[0].1, "es": TITLES[1].1, "fr": TITLES[2].1});
    let event = |id: &str, start: &str, kind: &str, title: &str| {
        json!({
            "id": id, "start": start, "place": "juliaca", "kind": kind, "certainty": "confirmed",
            "title": {"en": title, "es": format!("{title} (es)"), "fr": format!("{title} (fr)")},
            "summary": {"en": format!("Of {title}.")}, "sources": ["a-paper-2023-01-10"],
        })
    };
    json!({
        "format": "khipu/1", "id": "winter", "title": title, "language": "en",
        "languages": ["en", "es", "fr"],
        "regions": [{"id": "PE-PUN", "name": "Puno"}],
        "sources": [{
            "id": "a-paper-2023-01-10", "title": "Eighteen people killed", "publisher": "A paper",
            "published": "2023-01-10", "url": "https://example.org/juliaca", "language": "es", "kind": "news",
        }],
        "places": [{
            "id": "juliaca", "name": "Juliaca", "region": "PE-PUN",
            "lat": -15.4997, "lon": -70.1327, "precision": "city",
        }],
        "events": [
            event("2023-01-04-march", "2023-01-04", "mobilization", "A march begins"),
            event(JULIACA, "2023-01-09", "repression", "Killings at Juliaca"),
            event("2023-01-19-lima", "2023-01-19", "mobilization", "The march reaches Lima"),
        ],
    })
    .to_string()
}

/// Opens the dialog from the page's introduction.
fn ask(page: &Page) {
    page.wait_until_ready();
    page.press(".page__detail [data-desk=own]", "");
    page.wait("document.querySelector('dialog[open] [data-own-file]')");
}

/// Opens a file by its choice in the dialog.
fn open(page: &Page, name: &str, text: &str) {
    ask(page);
    page.choose(name, text);
}

/// Waits until a record of this title is shown by both programs.
fn wait_for(page: &Page, title: &str) {
    page.wait_for_text(".header__title", title);
    page.wait("!document.querySelector('dialog[open]')");
    page.wait("document.querySelector('#own-record')");
}

fn is_bundled(page: &Page) {
    page.wait_for_text(".header__title", record().title.in_language(Lang::En, "en").text);
    page.wait("!document.querySelector('#own-record') && !location.search");
}

#[test]
fn a_record_of_ones_own_is_shown_by_both_programs_in_every_language() {
    let page = Page::open("");
    ask(&page);
    page.assert_accessible("the dialog for a file of one's own");
    page.choose("winter.khipu.json", &small());
    wait_for(&page, TITLES[0].1);
    assert_eq!(page.eval_text("location.search"), "?own=winter");
    page.wait_for_text("#own-record", "winter.khipu.json");
    page.wait_for_text("#own-record", "A copy stays on this device");
    // What had the focus is gone: it is on the line that says what is open.
    page.wait("document.activeElement?.id === 'own-record'");
    page.assert_accessible("a record of one's own");
    assert_eq!(page.walk_list().rows.len(), 3);
    for (tag, title) in TITLES {
        page.click(&format!("#lang-{tag}"));
        page.wait(&format!("document.documentElement.lang === '{tag}'"));
        wait_for(&page, title);
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
    open(&page, "copy.json", &copy.to_string());
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
    open(&page, "winter.khipu.json", &small());
    wait_for(&page, TITLES[0].1);
    page.wait("document.documentElement.dataset.own === 'kept'");
    page.eval("void (location.hash = 'event=2023-01-19-lima')");
    page.wait_for_text("#event-title", "The march reaches Lima");
    host.stop();
    page.reload();
    wait_for(&page, TITLES[0].1);
    page.wait_for_text("#event-title", "The march reaches Lima");
    page.wait_for_text("#own-record", "winter.khipu.json");
    // In a tab of its own too.
    page.open_tab(&format!("{}?own=winter", host.url()));
    wait_for(&page, TITLES[0].1);
    // The way back takes the copy away.
    page.press("#own-record button", "Close it");
    is_bundled(&page);
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
    page.choose("winter.khipu.json", &small());
    wait_for(&page, TITLES[0].1);
    let other = small().replace("winter", "summer").replace(TITLES[0].1, "A summer of marches");
    open(&page, "summer.json", &other);
    wait_for(&page, "A summer of marches");
    page.back();
    wait_for(&page, TITLES[0].1);
    page.back();
    is_bundled(&page);
    page.wait("document.querySelector('#event-title')");
    page.forward();
    wait_for(&page, TITLES[0].1);
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
    open(&page, "winter.khipu.json", &small());
    wait_for(&page, TITLES[1].1);
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
            ask(&page);
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
    page.wait("!document.querySelector('dialog[open]')");
    is_bundled(&page);
    assert_eq!(page.fragment(), "#kind=blockade");
    page.wait_for_view();
    // The way is open for another.
    ask(&page);
    page.wait("!document.querySelector('.own__refused')");
    page.choose("winter.khipu.json", &small());
    wait_for(&page, TITLES[0].1);
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
        open(&page, name, &text);
        page.wait("document.querySelector('#own-record')");
        let count = plural(Lang::En, Plural::CountProblems, imported.problems.len() as u64);
        page.wait_for_text(".page__notices", &count);
        page.press(".page__notices button", "Show them");
        page.wait("document.querySelector('dialog[open] li')");
        let expected: Vec<String> =
            imported.problems.iter().map(|it| squeezed(&problem_words(Lang::En, it))).collect();
        assert_eq!(page.texts_of("dialog[open] li"), expected);
        page.key("Escape");
        page.wait("!document.querySelector('dialog[open]')");
        assert_eq!(page.walk_list().rows.len(), imported.archive.events.len());
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
    ask(&page);
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
    drag("drop", &small());
    wait_for(&page, TITLES[0].1);
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
    host.serve("own.js", format!("{queue}{}", text_of("dist/own.js")));
    let page = Page::start(&Setting::default());
    page.go_to_address(&host.url());
    page.wait_until_ready();
    page.wait("globalThis.launch");
    // A start without a file is a launch too.
    page.eval("void launch({ files: [] })");
    page.eval(&format!(
        "void launch({{ files: [{{ getFile: async () => new File([{}], 'winter.khipu.json') }}] }})",
        json!(small())
    ));
    wait_for(&page, TITLES[0].1);
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
    page.choose("winter.khipu.json", &small());
    wait_for(&page, TITLES[0].1);
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
    ask(&page);
    page.choose("winter.khipu.json", &small());
    wait_for(&page, TITLES[0].1);
    page.wait("document.documentElement.dataset.own === 'kept'");
    page.go_to("");
    wait_for(&page, TITLES[0].1);
    page.assert_clean();
}
