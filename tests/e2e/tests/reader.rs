//! A big record in JSON, which a worker reads: the page shows how far it is, can stop it, and says of the
//! record what it says of any. Where there is no worker, the page reads it itself. The same holds for the index
//! of its search.

use std::fs;

use e2e::{Host, Page, Setting, record, repository, squeezed};
use khipu::core::{
    i18n::{Lang, Plural, Word, number, plural_of, read_error_words, say},
    model::{self, Imported, ReadError, parse},
    query::Index,
};
use serde_json::{Value, json};

const RECORD: &str = "data/peru-2022-2023.en.json";
const BUNDLED: &str = "public/data/peru-2022-2023.json";
/// More than the page reads by itself.
const SPACES: usize = 3_000_000;

fn bundled() -> Value {
    let json = fs::read_to_string(repository().join(BUNDLED)).expect("the record is there");
    parse(&json).expect("the record is JSON")
}

/// A record's JSON, with so many spaces before its last event that it is a big one.
fn big(record: &Value) -> String {
    let last = record["events"].as_array().and_then(|events| events.last()).expect("it has events");
    let last = last.to_string();
    record.to_string().replacen(&last, &(" ".repeat(SPACES) + &last), 1)
}

/// The bundled record with events that are wrong in several ways.
fn damaged() -> (String, Imported) {
    let mut record = bundled();
    record["id"] = json!("damaged");
    let events = record["events"].as_array_mut().expect("a list");
    events[3]["kind"] = json!("nothing");
    events[5]["place"] = json!("nowhere-known");
    events[7]["start"] = json!("2022-13-01");
    events[9]["sources"] = json!([]);
    events[11] = json!("no event");
    record["sources"][2]["url"] = json!("javascript:alert(1)");
    let text = record.to_string();
    let imported = model::read(&text).expect("the rest opens");
    assert!(imported.problems.len() >= 6);
    (big(&record), imported)
}

fn open(host: &Host) -> Page {
    let page = Page::start(&Setting::default());
    page.go_to_address(&host.url());
    page
}

/// The bundled record's events some ten times over, and what the page says of a search in them.
fn searched(search: &str) -> (String, String) {
    let mut record = bundled();
    let once = record["events"].as_array().expect("a list").clone();
    let copies = 6_000_usize.div_ceil(once.len());
    let copy = |(at, mut event): (usize, Value)| {
        event["id"] = json!(format!("event-{at}"));
        event
    };
    let events = once.iter().cycle().take(copies * once.len()).cloned().enumerate().map(copy);
    record["events"] = events.collect();
    let text = record.to_string();
    let archive = model::read(&text).expect("it opens").archive;
    let hits = Index::build(&archive, Lang::En).hits(search).expect("it narrows").count();
    let total = archive.events.len();
    let (n, m) = (number(Lang::En, hits as f64), number(Lang::En, total as f64));
    let said = plural_of(Lang::En, Plural::CountOfEvents, total as u64, &[("n", &n), ("m", &m)]);
    assert!(hits > 10 && hits < total && total > 5_000, "{said}");
    (text, squeezed(&said))
}

/// Whether the third program was asked for.
fn is_asked_for(host: &Host) -> bool {
    host.asked().iter().any(|path| path.starts_with("reader-"))
}

#[test]
fn a_big_record_is_read_by_a_worker_and_a_small_one_is_not() {
    let host = Host::start();
    let page = open(&host);
    page.wait_until_ready();
    assert!(!is_asked_for(&host), "for the record as delivered");
    host.serve(RECORD, big(&bundled()));
    page.go_to_address("about:blank");
    page.go_to_address(&host.url());
    page.wait_until_ready();
    page.wait_for_view();
    assert!(is_asked_for(&host));
    assert_eq!(page.count(".page__notices .notice"), 0);
    assert_eq!(page.walk_list().rows.len(), record().events.len());
    let row = record().event_row("2023-01-09-juliaca-killings").expect("the event is there");
    page.eval(&format!("void (location.hash = 'event={}')", record().events.id(row)));
    let prose = record().events.summary(row, Lang::En, "en").text;
    let words: Vec<&str> = prose.split(' ').take(5).collect();
    page.wait_for_text(".detail__prose", &words.join(" "));
    page.assert_clean();
}

#[test]
fn problems_are_listed_as_for_any_record() {
    let host = Host::start();
    let (text, imported) = damaged();
    host.serve(RECORD, text);
    let page = open(&host);
    page.wait_until_ready();
    assert!(is_asked_for(&host));
    page.assert_lists_problems(&imported);
    page.assert_clean();
}

#[test]
fn it_says_how_far_it_is_and_can_be_stopped() {
    let host = Host::start();
    let text = big(&bundled());
    host.begin(RECORD, text.clone(), text.len() - 1_000_000);
    let page = open(&host);
    page.wait("document.querySelector('progress.state__progress')");
    let shown = page.eval("(() => { const { value, max } = document.querySelector('progress'); return [value, max]; })()");
    let (now, all) = (shown[0].as_f64().unwrap_or(0.0), shown[1].as_f64().unwrap_or(0.0));
    assert!(now > 100.0 && all > now, "{shown}");
    page.press("main.state button", say(Lang::En, Word::LoadingStop));
    page.wait_for_text("main.state [role=alert]", say(Lang::En, Word::LoadingStopped));
    host.serve(RECORD, text);
    page.click("main.state button");
    page.wait_until_ready();
    assert_eq!(page.walk_list().rows.len(), record().events.len());
}

#[test]
fn what_is_no_record_is_refused_in_the_words_for_any() {
    let host = Host::start();
    let page = Page::start(&Setting::default());
    let text = big(&bundled());
    for (text, lang, error) in [
        (
            text.replacen("khipu/1", "khipu/9", 1),
            Lang::Es,
            ReadError::UnknownFormat("\"khipu/9\"".into()),
        ),
        (text[..text.len() - 9].to_owned(), Lang::En, ReadError::Truncated),
    ] {
        host.serve(&RECORD.replace("en", lang.tag()), text);
        page.go_to_address("about:blank");
        page.go_to_address(&format!("{}#lang={}", host.url(), lang.tag()));
        page.wait_for_text("main.state [role=alert]", &squeezed(&read_error_words(lang, &error)));
    }
    assert!(is_asked_for(&host));
}

#[test]
fn without_a_worker_the_page_reads_it_itself() {
    let (text, imported) = damaged();
    let dist = fs::read_dir(repository().join("dist")).expect("the page is built");
    let files = dist.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
    let program: Vec<String> = files.filter(|name| name.starts_with("reader")).collect();
    assert_eq!(program.len(), 3, "{program:?}");
    for lost in program {
        let host = Host::start();
        host.serve(RECORD, text.clone());
        host.lose(&lost);
        let page = open(&host);
        page.wait_until_ready();
        page.assert_lists_problems(&imported);
    }
}

/// Holds back what a worker answers to a search; `letGo` passes it on, damaged or not.
const HELD: &str = "void (window.Worker = class extends Worker {
    constructor(...asked) {
        super(...asked);
        this.addEventListener('message', event => {
            const { index } = event.data;
            if (!index) return;
            event.stopImmediatePropagation();
            window.letGo = damage => {
                if (damage) index[index.length >> 1] ^= 1;
                this.onmessage({ data: { index } });
            };
        });
    }
})";

/// As many turns of the page as it would take to make the index itself, and many more.
const TURNS: &str = "
    let left = 200;
    const turn = () => (left-- > 0 ? setTimeout(turn) : done(true));
    turn();";

#[test]
fn a_search_in_a_big_record_has_its_index_from_a_worker_or_makes_it() {
    let (text, said) = searched("cusco strike");
    let host = Host::start();
    host.serve(RECORD, text);
    let page = open(&host);
    for is_damaged in [false, true] {
        page.wait_until_ready();
        page.eval(HELD);
        page.type_into("#search", "cusco strike");
        page.wait("window.letGo");
        page.eval_async(TURNS);
        assert_eq!(page.count(".search__wait"), 1, "the page waits for the worker");
        assert_ne!(squeezed(&page.text(".timeline__count")), said);
        page.eval(&format!("window.letGo({is_damaged})"));
        page.wait_for_text(".timeline__count", &said);
        assert_eq!(page.count(".search__wait"), 0);
        page.assert_clean();
        page.eval("void (location.hash = '')");
        page.reload();
    }
    // Without its program.
    let dist = fs::read_dir(repository().join("dist")).expect("the page is built");
    let files = dist.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
    for program in files.filter(|name| name.starts_with("reader-")) {
        host.lose(&program);
    }
    page.go_to_address("about:blank");
    page.go_to_address(&host.url());
    page.wait_until_ready();
    page.type_into("#search", "cusco strike");
    page.wait_for_text(".timeline__count", &said);
}

#[test]
fn in_a_sandbox_the_page_reads_it_itself() {
    let (text, imported) = damaged();
    let host = Host::start();
    host.serve(RECORD, text);
    host.send(&["Content-Security-Policy: sandbox allow-scripts".to_owned()]);
    let page = open(&host);
    page.wait_until_ready();
    page.assert_lists_problems(&imported);
}

#[test]
fn a_big_record_of_ones_own_is_read_by_the_worker_too() {
    let host = Host::start();
    let page = open(&host);
    let (text, imported) = damaged();
    page.open_file("damaged.json", &text);
    page.wait("document.querySelector('#own-record')");
    page.assert_lists_problems(&imported);
    // The desk looked at it, and both programs opened it.
    let asked = host.asked();
    let programs =
        asked.iter().filter(|path| path.starts_with("reader-") && path.ends_with("wasm"));
    assert_eq!(programs.count(), 1, "it is read once");
    page.ask_for_file();
    page.choose("broken.json", &text[..text.len() - 9]);
    let why = squeezed(&read_error_words(Lang::En, &ReadError::Truncated));
    page.wait_for_text("dialog[open] .own__refused", &why);
    page.assert_clean();
}

#[test]
fn it_is_read_with_the_host_gone_where_the_page_is_kept() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    let (text, imported) = damaged();
    host.stop();
    page.open_file("damaged.json", &text);
    page.wait("document.querySelector('#own-record')");
    page.assert_lists_problems(&imported);
    page.assert_clean();
}
