//! What the page says of the record's sources until it has them, and that they come in quietly.

use e2e::{Host, Page, Setting, record, squeezed};
use khipu::core::{
    i18n::{Lang, Word, say},
    model::Source,
};
use serde_json::json;

const SOURCES: &str = "data/peru-2022-2023.en.sources.json";
const EVENT: &str = "2023-01-09-juliaca-killings";
const RETRY: &str = "#event-sources button";

/// The page over a host, with an event open.
fn open(host: &Host) -> Page {
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}#event={EVENT}", host.url()));
    page.wait_until_ready();
    page
}

/// The first source of the event.
fn first_source() -> &'static Source {
    let event =
        &record().events.get(record().event_row(EVENT).expect("the event is there")).unwrap();
    &record().sources[event.sources[0]]
}

/// The open event's first source is named beside its number.
fn wait_for_sources(page: &Page) {
    let source = first_source();
    page.wait_for_text("#source-1 a, #source-1 span[lang]", &squeezed(&source.title));
    page.wait_for_text("#source-1 .detail__source-from", &source.publisher);
    page.wait("document.querySelector('#event-sources').childElementCount === 0");
}

#[test]
fn sources_that_do_not_arrive_are_said_to_lack_and_can_be_asked_for_again() {
    let host = Host::start();
    host.lose(SOURCES);
    let page = open(&host);
    page.wait_for_text("#event-sources", say(Lang::En, Word::SourcesFailed));
    // What is cited can still be told apart, and chosen.
    page.press("#event .detail__source .link", "");
    page.wait_for_text(".choices .chip", &first_source().id);
    page.assert_accessible("an event whose sources did not arrive");
    page.eval("void (window.kept = document.querySelector('#source-1'))");
    host.mend();
    page.click(RETRY);
    wait_for_sources(&page);
    page.wait_for_text(".choices .chip", &squeezed(&first_source().title));
    assert_eq!(page.eval("document.querySelector('#source-1') === window.kept"), json!(true));
    assert_eq!(page.eval_text("document.activeElement.id"), "event-sources");
}

#[test]
fn sources_that_are_none_are_said_to_lack_and_those_with_problems_counted() {
    let host = Host::start();
    host.serve(SOURCES, "{\"format\": \"khipu/1\"}");
    let page = open(&host);
    page.wait_for_text("#event-sources", say(Lang::En, Word::FailedNotSources));
    host.serve(SOURCES, "{\"format\": \"khipu-sources/1\"}");
    page.click(RETRY);
    page.wait_for_text(".page__notices .notice", &record().sources.len().to_string());
    host.mend();
    page.go_to_address("about:blank");
    page.go_to_address(&format!("{}#event={EVENT}", host.url()));
    wait_for_sources(&page);
    page.assert_clean();
}

#[test]
fn the_search_finds_sources_and_every_list_names_them() {
    let page = Page::open(&format!("#event={EVENT}&q=mercopress"));
    page.wait_for_view();
    wait_for_sources(&page);
    // A row says why it is found where its title and place do not.
    page.wait_for_text(".list__why mark", "MercoPress");
    page.click(".header__filters");
    page.press("dialog[open] summary", "Sources");
    page.wait_for_text("dialog[open] details[open]:last-of-type", "MercoPress: ");
    page.key("Escape");
    page.wait("!document.querySelector('dialog[open]')");
    page.click(".figures__cell");
    page.wait("document.querySelector('dialog[open] tbody li a[href^=http]')");
    page.assert_clean();
}

#[test]
fn sources_arrive_in_a_language_chosen_while_others_are_on_their_way() {
    let host = Host::start();
    host.hold(SOURCES);
    let page = open(&host);
    page.click("#lang-es");
    page.wait("document.documentElement.lang === 'es'");
    // The held file comes to nobody; the page asks for the other by itself.
    wait_for_sources(&page);
    host.mend();
    page.wait(
        "performance.getEntriesByType('resource').some(it => it.name.includes('en.sources.json'))",
    );
    wait_for_sources(&page);
    page.assert_clean();
}
