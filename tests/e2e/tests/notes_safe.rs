//! What a reader could lose, and does not: texts kept once before they are mended, edits that meet
//! those of another tab, drafts, room that comes back, what was taken away.

use e2e::{Host, Page, Setting};
use khipu::core::notes::{Document, Moment, Note, Target};
use serde_json::{Value, json};

const EVENT: &str = "2023-01-09-juliaca-killings";
const JULIACA: &str = "#event=2023-01-09-juliaca-killings";
const RECORD: &str = "peru-2022-2023";
const KEY: &str = "khipu:notes:peru-2022-2023";

fn note(id: &str, text: &str) -> Note {
    let mut note = Note::new(id, Target::Event(EVENT.to_owned()), Moment::from_ms(1_000));
    text.clone_into(&mut note.text);
    note
}

fn document(notes: &[Note]) -> Document {
    let mut document = Document::new(RECORD);
    document.put_all(notes.to_vec());
    document
}

/// The page at an event, with a text stored as its notes.
fn open_with(stored: &str) -> Page {
    let storage = vec![(KEY.to_owned(), stored.to_owned())];
    let page = Page::open_with(JULIACA, &Setting { storage, ..Setting::default() });
    page.wait("document.querySelector('[data-desk-event] .noted__list')");
    page
}

/// What is stored, once it is as it should be.
fn stored<T>(page: &Page, what: &str, look: impl Fn(&Document) -> Option<T>) -> T {
    page.poll(what, || {
        let text = page.eval_text(&format!("localStorage.getItem('{KEY}') ?? ''"));
        look(&Document::read(&text, RECORD).document).ok_or(text)
    })
}

fn texts(document: &Document) -> Vec<String> {
    let mut texts: Vec<String> = document.living().map(|note| note.text.clone()).collect();
    texts.sort_unstable();
    texts
}

/// Waits until these texts are stored and no other.
fn wait_for_texts(page: &Page, wanted: &[&str]) {
    stored(page, "these notes are stored", |document| (texts(document) == wanted).then_some(()));
}

/// Stores a text as another tab does.
fn store_elsewhere(page: &Page, text: &str) {
    page.eval(&format!(
        "(localStorage.setItem('{KEY}', {}), dispatchEvent(new StorageEvent('storage', {{ key: '{KEY}' }})))",
        json!(text)
    ));
}

fn copies(page: &Page) -> Value {
    page.eval("Object.entries(localStorage).filter(([key]) => key.startsWith('khipu:backup:')).map(([, text]) => text)")
}

fn wait_for_note(page: &Page, text: &str) {
    page.wait(&format!(
        "[...document.querySelectorAll('[data-desk-event] .noted')].some(it => it.textContent.includes({}))",
        json!(text)
    ));
}

fn open_panel(page: &Page) {
    page.eval("void document.querySelector('[data-desk=notes]').click()");
    page.wait("document.querySelector('dialog[open] .exchange')");
}

#[test]
fn a_damaged_text_is_copied_once_and_told_once() {
    let whole = document(&[note("a", "One"), note("b", "Two")]).write();
    let odd = whole.replace("[\n", "[\n7,\n");
    for (text, kept) in [(odd.as_str(), vec!["One", "Two"]), ("[[[ no note at all", vec![])] {
        let page = open_with(text);
        page.wait("document.querySelector('[data-desk-event] .banner')?.textContent.includes('could not be read whole')");
        wait_for_texts(&page, &kept);
        page.wait(&format!("localStorage.getItem('{KEY}').startsWith('{{\"version\"')"));
        for _ in 0..3 {
            page.reload();
            page.wait_until_ready();
            page.eval("void document.querySelector('#event-title').click()");
            page.wait("document.querySelector('[data-desk-event] .noted__list')");
            assert_eq!(page.count(".banner"), 0, "it was told before");
        }
        assert_eq!(copies(&page), json!([text]));
        wait_for_texts(&page, &kept);
    }
}

#[test]
fn damage_that_comes_while_the_page_is_open_is_copied_and_told() {
    let page = open_with(&document(&[note("a", "One")]).write());
    wait_for_note(&page, "One");
    let whole = document(&[note("a", "One"), note("b", "Two"), note("c", "Three")]).write();
    let damaged = &whole[..whole.len() - 20];
    store_elsewhere(&page, damaged);
    page.wait("document.querySelector('[data-desk-event] .banner')?.textContent.includes('could not be read whole')");
    assert_eq!(copies(&page), json!([damaged]));
    stored(&page, "what is whole is kept", |document| {
        let texts = texts(document);
        let has = |text: &str| texts.iter().any(|it| it == text);
        (has("One") && has("Two")).then_some(())
    });
}

#[test]
fn an_edit_outlives_the_note_that_another_tab_deletes() {
    let mut other = document(&[note("a", "One")]);
    let page = open_with(&other.write());
    page.press("[data-desk-event] .noted button", "Edit");
    page.type_into(".editor__text", " and what I add");
    other.delete("a", Moment::from_ms(2_000));
    store_elsewhere(&page, &other.write());
    page.wait(
        "document.querySelector('.noted--draft')?.textContent.includes('One and what I add')",
    );
    page.reload();
    page.wait_until_ready();
    page.press(".noted--draft button", "Go on writing");
    page.press(".editor button", "Save");
    wait_for_texts(&page, &["One and what I add"]);
    // Another tab that knows of the deletion alone agrees.
    store_elsewhere(&page, &other.write());
    wait_for_texts(&page, &["One and what I add"]);
}

#[test]
fn a_note_that_two_tabs_change_keeps_both_texts() {
    let host = Host::start();
    let page = Page::start(&Setting::default());
    let address = host.url() + JULIACA;
    page.go_to_address(&address);
    page.wait_until_ready();
    page.click("#write-note");
    page.type_into(".editor__text", "First");
    // The draft goes on in two tabs.
    page.open_tab(&address);
    page.wait_until_ready();
    page.press(".noted--draft button", "Go on writing");
    page.fill(".editor__text", "First, here");
    page.go_to_tab(0);
    page.fill(".editor__text", "First, there");
    for tab in [0, 1] {
        page.go_to_tab(tab);
        page.press(".editor button", "Save");
        page.wait("!document.querySelector('.editor')");
    }
    wait_for_texts(&page, &["First, here", "First, there"]);
    page.wait(
        "document.querySelector('.banner')?.textContent.includes('changed in another tab too')",
    );
    page.press(".banner button", "Understood");
    // A note that is there is changed in both.
    for (tab, text) in [(0, "Second, here"), (1, "Second, there")] {
        page.go_to_tab(tab);
        page.press("[data-desk-event] .noted button", "Edit");
        page.fill(".editor__text", text);
    }
    for tab in [0, 1] {
        page.go_to_tab(tab);
        page.press(".editor button", "Save");
        page.wait("!document.querySelector('.editor')");
    }
    stored(&page, "both texts are kept", |document| {
        let texts = texts(document);
        let has = |text: &str| texts.iter().any(|it| it == text);
        (has("Second, here") && has("Second, there")).then_some(())
    });
}

/// The page's clock goes forward. Firefox runs a test's script beside the page, with a clock of its own.
const A_MINUTE_PASSES: &str = "void (date => { const now = date.now; date.now = () => now() + 60_000; })((window.wrappedJSObject ?? window).Date)";

#[test]
fn what_was_written_for_long_is_in_the_journal_until_all_tabs_see_it() {
    let page = Page::open(JULIACA);
    page.click("#write-note");
    page.fill(".editor__text", "Written for a minute");
    page.eval(A_MINUTE_PASSES);
    page.press(".editor button", "Save");
    wait_for_texts(&page, &["Written for a minute"]);
    let journals = "Object.entries(localStorage).filter(([key]) => key.startsWith('khipu:journal:')).map(([, text]) => text).join()";
    assert!(page.eval_text(journals).contains("Written for a minute"));
    // Later on it goes, with the next writing.
    page.eval(A_MINUTE_PASSES);
    page.click("#write-note");
    page.fill(".editor__text", "The next");
    page.press(".editor button", "Save");
    page.poll("the journal is trimmed", || {
        let text = page.eval_text(journals);
        let is_trimmed = text.contains("The next") && !text.contains("Written for");
        if is_trimmed { Ok(()) } else { Err(text) }
    });
    wait_for_texts(&page, &["The next", "Written for a minute"]);
}

#[test]
fn what_found_no_room_is_tried_again_when_the_reader_says_so() {
    let page = Page::open(JULIACA);
    page.click("#write-note");
    page.wait("document.querySelector('.editor__text')");
    page.eval(
        "(() => {
            let size = 4_000_000;
            for (let at = 0; size > 0; at += 1) {
                try { localStorage.setItem(`other-${at}`, 'x'.repeat(size)); } catch { size = Math.floor(size / 2); }
            }
        })()",
    );
    page.fill(".editor__text", &"Only in this page so far. ".repeat(40));
    page.wait(
        "document.querySelector('[data-desk-event] .banner')?.textContent.includes('no room left')",
    );
    // Another tab ends a draft of its own: what is in memory alone stays.
    page.eval("void dispatchEvent(new StorageEvent('storage', { key: 'khipu:draft:peru-2022-2023:other' }))");
    page.press("[data-desk-event] .banner button", "Try again");
    page.wait(
        "document.querySelector('[data-desk-event] .banner')?.textContent.includes('no room left')",
    );
    page.eval("void Object.keys(localStorage).filter(key => key.startsWith('other-')).forEach(key => localStorage.removeItem(key))");
    page.press("[data-desk-event] .banner button", "Try again");
    page.wait("!document.querySelector('.banner')");
    page.wait("Object.entries(localStorage).some(([key, text]) => key.startsWith('khipu:draft:') && text.includes('Only in this page'))");
    page.press(".editor button", "Save");
    stored(&page, "the note is kept", |document| {
        document.living().next().filter(|note| note.text.starts_with("Only in this page")).cloned()
    });
}

#[test]
fn a_text_without_room_for_its_copy_is_written_over_only_once_there_is_some() {
    let whole = document(&[note("a", "One")]).write();
    let damaged = format!("{} {}", &whole[..whole.len() - 3], "y".repeat(1_000_000));
    let storage =
        vec![(KEY.to_owned(), damaged.clone()), ("other".to_owned(), "x".repeat(4_000_000))];
    let page = Page::open_with(JULIACA, &Setting { storage, ..Setting::default() });
    page.wait("document.querySelector('[data-desk-event]').textContent.includes('There was no room for a copy')");
    assert_eq!(page.eval_text(&format!("localStorage.getItem('{KEY}')")), damaged);
    page.eval("void localStorage.removeItem('other')");
    page.press("[data-desk-event] .banner button", "Try again");
    wait_for_texts(&page, &["One"]);
    assert_eq!(copies(&page), json!([damaged]));
}

#[test]
fn a_copy_can_be_saved_deleted_and_brought_back() {
    let damaged = "[[[ no note at all";
    let page = open_with(damaged);
    page.wait("document.querySelector('.banner')");
    page.press(".banner button", "Your notes");
    page.wait("document.querySelector('dialog[open] .copies li')");
    page.assert_accessible("a copy of earlier notes");
    assert_eq!(page.saved("Save the copy"), damaged);
    page.click("dialog[open] .copies button:last-child");
    page.wait("!document.querySelector('.copies')");
    assert_eq!(copies(&page), json!([]));
    page.wait("document.activeElement?.id === 'panel-undo'");
    page.click("#panel-undo");
    page.wait("document.querySelector('dialog[open] .copies li')");
    assert_eq!(copies(&page), json!([damaged]));
}

#[test]
fn where_nothing_may_be_saved_the_notes_stand_in_a_field_to_be_copied() {
    let host = Host::start();
    host.serve(
        "host.html",
        format!("<!DOCTYPE html><title>Host</title><iframe title=Khipu width=1200 height=900 sandbox=allow-scripts src=\"./{JULIACA}\"></iframe>"),
    );
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}host.html", host.url()));
    page.enter_frame();
    page.wait_until_ready();
    page.click("#write-note");
    page.fill(".editor__text", "In a closed frame");
    page.press(".editor button", "Save");
    wait_for_note(&page, "In a closed frame");
    open_panel(&page);
    let field = "document.querySelector('dialog[open] #notes-by-hand')?.value ?? ''";
    page.wait(&format!(
        "({field}).includes('\"AnnotationCollection\"') && ({field}).includes('In a closed frame')"
    ));
    page.press("dialog[open] .exchange button", "Table");
    page.wait(&format!(
        "({field}).startsWith('\\ufeffid,record') && ({field}).includes('In a closed frame')"
    ));
    page.press("dialog[open] .exchange button", "Copy as a link");
    // Firefox lets such a frame copy; where the browser does not, the link stands in the field.
    let says = |words: &str| {
        format!(
            "[...document.querySelectorAll('dialog[open] [role=status]')].some(it => it.textContent.includes('{words}'))"
        )
    };
    let (copied, refused) = (says("Link copied"), says("from the field below"));
    page.wait(&format!("{copied} || ({refused} && ({field}).includes('&notes=1'))"));
    assert_eq!(
        page.eval("document.documentElement.dataset.offline ?? ''"),
        "",
        "a frame without an origin is not kept, and nothing is wrong with its network"
    );
    page.assert_accessible("notes to be copied by hand");
}

#[test]
fn what_is_taken_away_can_be_brought_back_where_it_was() {
    let page = open_with(&document(&[note("a", "One"), note("b", "Two")]).write());
    page.press("#beside-note-a button", "Delete");
    page.wait("document.activeElement?.id === 'beside-undo'");
    page.wait("[...document.querySelectorAll('[data-desk-event] [role=status]')].some(it => it.textContent === 'Note deleted.')");
    page.key("Enter");
    page.wait("document.activeElement?.id === 'beside-edit-a'");
    wait_for_texts(&page, &["One", "Two"]);
    // What was typed comes back too, of a new note and of a changed one.
    page.click("#write-note");
    page.type_into(".editor__text", "Half a th");
    page.press(".editor button", "Cancel");
    page.wait("!document.querySelector('.editor')");
    page.click("#beside-undo");
    page.wait("document.querySelector('.noted--draft')?.textContent.includes('Half a th')");
    page.wait("document.activeElement?.closest('.noted--draft')");
    page.press(".noted--draft button", "Discard");
    page.wait("document.activeElement?.id === 'beside-undo'");
    page.key("Enter");
    page.wait("document.querySelector('.noted--draft')?.textContent.includes('Half a th')");
    page.wait("document.activeElement?.closest('.noted--draft')");
    page.press("#beside-note-b button", "Edit");
    page.wait("document.activeElement?.id === 'beside-text-b'");
    page.type_into("#beside-text-b", " and more");
    page.press("#beside-note-b button", "Cancel");
    page.wait("document.activeElement?.id === 'beside-edit-b'");
    page.click("#beside-undo");
    page.press("#beside-note-b button", "Go on writing");
    page.wait("document.querySelector('#beside-text-b')?.value === 'Two and more'");
}

#[test]
fn a_note_has_one_editor_and_every_id_stands_once() {
    let page = open_with(&document(&[note("a", "One")]).write());
    page.press("#beside-note-a button", "Edit");
    page.wait("document.querySelector('#beside-text-a')");
    page.type_into("#beside-text-a", " more");
    open_panel(&page);
    page.wait("document.querySelector('#panel-note-a')");
    assert_eq!(page.count(".editor"), 1);
    page.press("#panel-note-a button", "Go on writing");
    page.wait("document.querySelector('#panel-text-a')?.value === 'One more'");
    assert_eq!(page.count(".editor"), 1);
    let doubled = page.eval(
        "[...document.querySelectorAll('[id]')].map(it => it.id).filter((id, at, all) => all.indexOf(id) !== at)",
    );
    assert_eq!(doubled, json!([]));
    page.key("Escape");
    page.press("#panel-note-a button", "Save");
    wait_for_texts(&page, &["One more"]);
}

#[test]
fn an_unfinished_edit_leaves_the_focus_where_it_is() {
    let page = open_with(&document(&[note("a", "One")]).write());
    page.press("#beside-note-a button", "Edit");
    page.type_into(".editor__text", " more");
    page.reload();
    page.wait_until_ready();
    page.wait("document.querySelector('.editor__text')?.value === 'One more'");
    page.eval_async("requestAnimationFrame(() => requestAnimationFrame(() => done(0)))");
    assert_eq!(page.eval("document.activeElement === document.body"), json!(true));
}
