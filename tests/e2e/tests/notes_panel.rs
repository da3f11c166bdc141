//! The panel of notes, and the marks of notes on the page: found, narrowed, followed to what they
//! are about, brought in from elsewhere, all with keys too.

use e2e::{Outlook, Page, Setting, record, repository};
use khipu::core::{
    model::Measure,
    notes::{Document, Moment, Note, Part, Passage, Quote, State, Target},
    time::Edtf,
};
use serde_json::json;

const EVENT: &str = "2023-01-09-juliaca-killings";
const JULIACA: &str = "#event=2023-01-09-juliaca-killings";
const RECORD: &str = "peru-2022-2023";
const KEY: &str = "khipu:notes:peru-2022-2023";

fn event() -> Target {
    Target::Event(EVENT.to_owned())
}

fn note(id: &str, target: Target, text: &str, at: i64) -> Note {
    let mut note = Note::new(id, target, Moment::from_ms(at));
    text.clone_into(&mut note.text);
    note
}

fn open_with(fragment: &str, notes: &[Note]) -> Page {
    let mut document = Document::new(RECORD);
    document.put_all(notes.to_vec());
    let storage = vec![(KEY.to_owned(), document.write())];
    Page::open_with(fragment, &Setting { storage, ..Setting::default() })
}

fn open_panel(page: &Page) {
    page.eval("void document.querySelector('[data-desk=notes]').click()");
    page.wait("document.querySelector('dialog[open] .exchange')");
}

/// Waits until the panel lists notes of these texts, in this order.
fn wait_for_list(page: &Page, wanted: &[&str]) {
    page.wait(&format!(
        "JSON.stringify([...document.querySelectorAll('dialog[open] .noted__text')].map(it => it.textContent)) === {}",
        json!(json!(wanted).to_string())
    ));
}

fn living(page: &Page) -> Vec<Note> {
    let text = page.eval_text(&format!("localStorage.getItem('{KEY}') ?? ''"));
    Document::read(&text, RECORD).document.living().cloned().collect()
}

#[test]
fn the_panel_narrows_by_state_target_and_tag_and_goes_by_either_order() {
    let mut one = note("a", event(), "One", 3_000);
    one.tag("verify");
    let mut two = note("b", Target::Region("PE-PUN".to_owned()), "Two", 2_000);
    two.state = State::Disputed;
    two.tag("\u{202e}turned");
    let day = Edtf::parse("2022-12-07").expect("a date");
    let three = note("c", Target::Time(day), "Three", 1_000);
    let page = open_with("", &[one, two, three]);
    open_panel(&page);
    wait_for_list(&page, &["One", "Two", "Three"]);
    let select =
        |nth: usize| format!("dialog[open] .notes__controls label:nth-of-type({nth}) select");
    page.fill(&select(5), "event");
    wait_for_list(&page, &["Three", "One", "Two"]);
    page.fill(&select(2), "disputed");
    wait_for_list(&page, &["Two"]);
    page.wait_for_text("#notes-count", "1 note: of 3");
    page.fill(&select(2), "");
    page.fill(&select(3), "4");
    wait_for_list(&page, &["Three"]);
    page.fill(&select(3), "");
    page.fill(&select(4), "verify");
    wait_for_list(&page, &["One"]);
    // A tag that would turn the line around it is shown harmless.
    assert_eq!(page.text(&format!("{} option:last-child", select(4))), "[U+202E]turned");
    page.fill(&select(4), "\u{202e}turned");
    wait_for_list(&page, &["Two"]);
}

#[test]
fn a_note_leads_to_its_event_its_place_its_claim_and_its_page() {
    let events = &record().events;
    let at_place = (0..events.len()).find_map(|row| events.place(row)).expect("a place");
    let place = &record().places[at_place];
    let claim = &record().claims[3];
    let page_at = |address: &str| Target::Page { address: address.to_owned(), quote: None };
    let page = open_with(
        "",
        &[
            note("a", event(), "On the event", 1),
            note("b", Target::Place(place.id.clone()), "On the place", 2),
            note("c", Target::Claim(claim.id.clone()), "On the claim", 3),
            note("d", page_at("https://example.org/a?b=c"), "On a page", 4),
            note("e", page_at("javascript:alert(1)"), "On no page", 5),
            note("f", Target::Claims(Measure::Deaths), "On the claims", 6),
        ],
    );
    let follow = |id: &str| {
        open_panel(&page);
        page.eval(&format!(
            "void document.querySelector('#panel-note-{id} .noted__title button').click()"
        ));
    };
    follow("a");
    page.wait(&format!("location.hash.includes('event={EVENT}')"));
    page.wait("document.activeElement?.id === 'event-title'");
    follow("b");
    page.wait("location.hash.includes('q=')");
    let view = Outlook::of(&page.fragment());
    let shown: Vec<usize> = view.masks.all().iter().collect();
    assert!(!shown.is_empty() && shown.iter().any(|row| events.place(*row) == Some(at_place)));
    page.wait("document.activeElement?.id === 'events'");
    follow("c");
    page.wait(&format!("location.hash.includes('claims={}')", claim.measure.id()));
    page.wait("document.activeElement?.id === 'note-claim-3-note-c'");
    page.key("Escape");
    page.wait("!document.querySelector('dialog[open]')");
    follow("f");
    page.wait("document.activeElement?.id === 'note-claims-deaths-note-f'");
    page.key("Escape");
    open_panel(&page);
    assert_eq!(
        page.eval("(it => [it.href, it.target, it.rel.includes('noopener')])(document.querySelector('#panel-note-d .noted__title a'))"),
        json!(["https://example.org/a?b=c", "_blank", true])
    );
    assert_eq!(page.count("#panel-note-e .noted__title a, #panel-note-e .noted__title button"), 0);
    // The addresses in the text for people lead there too.
    let text = page.saved("Text");
    assert!(text.contains("](https://example.org/a?b=c)"), "{text}");
    assert!(text.contains(&format!("claims={}&lang=en)", claim.measure.id())), "{text}");
    assert!(!text.contains("#&lang") && !text.contains("](javascript"), "{text}");
}

#[test]
fn a_note_at_an_events_place_or_region_stays_beside_it() {
    let page = Page::open(JULIACA);
    for at in [1, 2] {
        page.click("#write-note");
        page.wait("document.querySelector('.editor select option')");
        page.eval(&format!(
            "(select => {{
                select.selectedIndex = {at};
                select.dispatchEvent(new Event('change', {{ bubbles: true }}));
            }})(document.querySelector('.editor select'))"
        ));
        page.fill(".editor__text", &format!("Number {at}"));
        page.press(".editor button", "Save");
        page.wait(&format!(
            "[...document.querySelectorAll('[data-desk-event] .noted')].some(it => it.textContent.includes('Number {at}'))"
        ));
    }
    page.poll("they are about a place and a region", || {
        let on: Vec<String> = living(&page).iter().map(|note| note.target.on()).collect();
        let has = |start: &str| on.iter().any(|on| on.starts_with(start));
        if has("place=") && has("region=") { Ok(()) } else { Err(format!("{on:?}")) }
    });
}

#[test]
fn marks_stand_in_the_list_the_drawings_and_their_words() {
    let row = record().event_row(EVENT).expect("the event");
    let place = record().events.place(row).expect("a place");
    let name = &record().places[place].name;
    let days = Edtf::parse("2022-12-07/2022-12-10").expect("days");
    let pictures = "[...document.querySelectorAll('canvas')].map(it => it.toDataURL()).join()";
    let bare = Page::open("");
    bare.wait_until_shown();
    let before = bare.eval_text(pictures);
    let page = open_with(
        "",
        &[
            note("a", event(), "One", 1),
            note("b", event(), "Two", 2),
            note("c", Target::Place(record().places[place].id.clone()), "Three", 3),
            note("d", Target::Time(days), "Four", 4),
            note("e", Target::Region("PE-CUS".to_owned()), "Five", 5),
        ],
    );
    page.wait_for_text(&format!("#row-{row} .list__notes"), "2 notes");
    page.wait("[...document.querySelectorAll('#knots button')].some(it => it.textContent.includes(', 2 notes'))");
    page.wait(&format!(
        "[...document.querySelectorAll('.map button')].some(it => it.textContent.includes({}) && it.textContent.includes(', 3 notes'))",
        json!(name)
    ));
    page.wait("[...document.querySelectorAll('.map button')].some(it => it.textContent.includes('Cusco') && it.textContent.includes(', 1 note'))");
    page.wait_for_text("#dated-notes", "1 note: 7–10 December 2022");
    page.wait_until_shown();
    assert_ne!(page.eval_text(pictures), before, "the drawings have flags and a line");
}

#[test]
fn what_a_note_no_longer_finds_is_said() {
    let quote = |exact: &str| Quote { exact: exact.to_owned(), ..Quote::default() };
    let passage = |event: &str, lang: &str, exact: &str| {
        let (event, lang) = (event.to_owned(), lang.to_owned());
        Target::Passage(Passage { event, lang, part: Part::Summary, quote: quote(exact) })
    };
    let page = open_with(
        JULIACA,
        &[
            note("a", passage(EVENT, "en", "words that never stood there at all"), "One", 1),
            note("b", passage(EVENT, "fr", "manifestants"), "Two", 2),
            note("c", Target::Event("no-such-event".to_owned()), "Three", 3),
        ],
    );
    let says = |id: &str, words: &str| {
        page.wait(&format!(
            "document.querySelector('{id} .noted__stands')?.textContent.includes({})",
            json!(words)
        ));
    };
    says("#beside-note-a", "words it is about are no longer in the record");
    says("#beside-note-b", "in another language: French");
    open_panel(&page);
    says("#panel-note-c", "no longer in the record");
    assert_eq!(page.count("dialog[open] .noted"), 3);
    page.assert_accessible("notes that lost their places");
}

#[test]
fn notes_in_conflict_are_both_kept() {
    let first = note("a", event(), "Mine", 1_000);
    let page = open_with("", &[first]);
    open_panel(&page);
    let mut theirs = Document::new(RECORD);
    theirs.put(note("a", event(), "Theirs", 2_000));
    page.choose("notes.json", &theirs.write());
    page.wait(
        "document.querySelector('.plan__counts')?.textContent === 'Both changed: both are kept: 1'",
    );
    page.assert_accessible("notes in conflict");
    page.press("dialog[open] button", "Add to my notes");
    page.poll("both are kept", || {
        let mut texts: Vec<String> = living(&page).into_iter().map(|note| note.text).collect();
        texts.sort();
        if texts == ["Mine", "Theirs"] { Ok(()) } else { Err(format!("{texts:?}")) }
    });
    // Once more there is nothing to add.
    page.choose("notes.json", &theirs.write());
    page.wait("document.querySelector('.plan__counts')?.textContent === 'You have it: 1'");
}

#[test]
fn what_comes_from_elsewhere_is_listed_with_what_could_not_be_taken() {
    let page = Page::open("");
    open_panel(&page);
    let here = page.eval_text("location.href.split('#')[0]");
    let path = repository().join("tests/fixtures/notes/hypothesis.json");
    let hypothesis = std::fs::read_to_string(path).expect("the fixture is there").replace(
        "https://khipu.example/peru/#event=2023-01-09-juliaca",
        &format!("{here}{JULIACA}"),
    );
    page.choose("hypothesis.json", &hypothesis);
    page.wait("document.querySelector('.plan__counts')?.textContent === 'New: 4'");
    page.wait("[...document.querySelectorAll('.plan__list code')].map(it => it.textContent).join() === '$.annotations[4],$.annotations[5]'");
    page.press("dialog[open] button", "Add to my notes");
    page.wait_for_text("#notes-count", "4 notes");
    let targets: Vec<String> = living(&page).iter().map(|note| note.target.on()).collect();
    assert!(targets.contains(&format!("event={EVENT}")), "{targets:?}");
    let table = "id;text;colour;created\nx;From a table;pink;soon\n";
    page.choose("notes.csv", table);
    page.wait("document.querySelector('.plan__counts')?.textContent === 'New: 1'");
    page.wait("[...document.querySelectorAll('.plan__list')].at(-1).textContent.includes('a date that cannot be read')");
    page.press("dialog[open] button", "Add to my notes");
    page.wait_for_text("#notes-count", "5 notes");
}

#[test]
fn the_browser_is_asked_once_to_hold_on_to_notes() {
    const COUNT: &str = "void (window.khipuAsked = 0, navigator.storage.persist = async () => { window.khipuAsked += 1; return true; })";
    let asked = |page: &Page| page.eval("window.khipuAsked");
    let page = Page::open(JULIACA);
    page.eval(COUNT);
    for text in ["One", "Two"] {
        page.click("#write-note");
        page.fill(".editor__text", text);
        page.press(".editor button", "Save");
        page.wait("!document.querySelector('.editor')");
        assert_eq!(asked(&page), json!(1));
    }
    // The first notes may come from a file.
    let page = Page::open("");
    page.eval(COUNT);
    open_panel(&page);
    page.choose("notes.csv", "id,text\nx,One\n");
    assert_eq!(asked(&page), json!(0));
    page.press("dialog[open] button", "Add to my notes");
    page.wait_for_text("#notes-count", "1 note");
    assert_eq!(asked(&page), json!(1));
}

/// Goes on with a key until a JavaScript condition on `it`, the element with the focus, is true, and
/// answers with the words of every stop.
fn go(page: &Page, key: &str, condition: &str) -> Vec<String> {
    let mut stops = Vec::new();
    for _ in 0..90 {
        page.key(key);
        let stop = page.eval(&format!(
            "(it => [Boolean({condition}), (it.getAttribute('aria-label') || it.labels?.[0]?.textContent || it.textContent).replace(/\\s+/g, ' ').trim()])(document.activeElement)"
        ));
        stops.push(stop[1].as_str().unwrap_or_default().to_owned());
        if stop[0] == json!(true) {
            return stops;
        }
    }
    panic!("{key} never led to {condition}: {stops:?}");
}

fn type_keys(page: &Page, text: &str) {
    for letter in text.chars() {
        page.key(&if letter == ' ' { "Space".to_owned() } else { letter.to_string() });
    }
}

#[test]
fn notes_are_written_found_changed_and_deleted_with_keys_alone() {
    let page = Page::open(JULIACA);
    // From the row of the open event to the note beside its text.
    go(&page, "Tab", "it.id === 'events' || it.textContent.startsWith('Skip the list')");
    page.key("Enter");
    go(&page, "Tab", "it.id === 'write-note'");
    page.key("Enter");
    page.wait("document.activeElement?.classList.contains('editor__text')");
    type_keys(&page, "by keys");
    page.key("Control+Enter");
    page.wait("document.querySelector('.noted')?.textContent.includes('by keys')");
    page.wait("document.activeElement?.id === 'write-note'");
    // The panel, from the top of the page: every part of it is a stop.
    page.reload();
    page.wait_until_ready();
    go(&page, "Tab", "it.dataset.desk === 'notes'");
    page.key("Enter");
    page.wait("document.querySelector('dialog[open] .exchange')");
    let stops = go(&page, "Tab", "it.textContent.startsWith('Delete all notes')").join(" | ");
    for stop in [
        "Write a note",
        "Search the notes",
        "State",
        "About",
        "Order",
        "Edit",
        "Delete",
        "Web Annotation file",
        "Copy as a link",
        "Bring in notes from a file",
    ] {
        assert!(stops.contains(stop), "{stop} is no stop: {stops}");
    }
    page.key("Enter");
    page.wait("document.activeElement?.id === 'wipe-count'");
    go(&page, "Tab", "it.textContent === 'Cancel'");
    page.key("Enter");
    page.wait("document.activeElement?.id === 'wipe'");
    go(&page, "Shift+Tab", "it.textContent === 'Edit'");
    page.key("Enter");
    page.wait("document.activeElement?.classList.contains('editor__text')");
    page.key("End");
    type_keys(&page, " again");
    go(&page, "Tab", "it.textContent === 'Save'");
    page.key("Enter");
    page.wait(
        "document.querySelector('dialog[open] .noted')?.textContent.includes('by keys again')",
    );
    page.wait("document.activeElement?.textContent === 'Edit'");
    page.key("Tab");
    page.key("Enter");
    page.wait("document.activeElement?.id === 'panel-undo'");
    page.key("Enter");
    page.wait(
        "document.querySelector('dialog[open] .noted')?.textContent.includes('by keys again')",
    );
    page.wait("document.activeElement?.textContent === 'Edit'");
    go(&page, "Shift+Tab", "it.closest('.noted__title')");
    page.key("Enter");
    page.wait("document.activeElement?.id === 'event-title'");
}
