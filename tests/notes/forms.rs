//! Stored documents of every version open, and what a later one wrote is kept.

use khipu::core::notes::{Document, LossKind, Target, VERSION, note_units, utf16_units};

use super::sample;

const VERSION_0: &str = include_str!("../fixtures/notes/version-0.json");
const VERSION_1: &str = include_str!("../fixtures/notes/version-1.json");
const LATER: &str = include_str!("../fixtures/notes/version-9.json");

#[test]
fn a_list_of_the_first_version_becomes_notes_with_ids() {
    let stored = Document::read(VERSION_0, "peru-2022-2023");
    assert_eq!(stored.migrated_from, Some(0));
    assert_eq!(stored.document.notes().len(), 4);
    let texts =
        |text: &str| stored.document.notes().iter().filter(|note| note.text == text).count();
    assert_eq!(texts("¿De dónde viene la cifra?"), 1);
    assert_eq!(texts("Dos veces."), 2, "two notes that say the same stay two");
    let first = stored.document.notes().iter().find(|note| note.text.starts_with('¿')).unwrap();
    assert_eq!(first.target, Target::Event("2023-01-09-juliaca".to_owned()));
    assert_eq!(first.created.to_string(), "2023-02-01T12:30:00.000Z");
    assert_eq!(first.rest["mood"], "doubt");
    let losses: Vec<LossKind> = stored.losses.iter().map(|loss| loss.kind).collect();
    assert_eq!(losses, [LossKind::Kept], "an entry without a text is kept as it is");
    assert_eq!(stored.document.unread[0]["event"], "nothing-said");

    let again = Document::read(VERSION_0, "peru-2022-2023");
    assert_eq!(again, stored, "two tabs that migrate make the same ids");
    let written = stored.document.write();
    let read = Document::read(&written, "peru-2022-2023");
    assert_eq!((read.document, read.migrated_from), (stored.document, None));
}

#[test]
fn a_document_of_this_version_is_written_as_it_was_read() {
    let stored = Document::read(VERSION_1, "peru-2022-2023");
    assert_eq!((stored.losses.as_slice(), stored.migrated_from), (&[][..], None));
    assert_eq!(stored.document.notes().len(), 12);
    assert_eq!(stored.document.living().count(), 11);
    assert_eq!(stored.document.write(), VERSION_1.trim_end());
    let others =
        stored.document.notes().iter().filter(|note| matches!(note.target, Target::Other { .. }));
    assert_eq!(others.count(), 0);
}

#[test]
fn what_a_later_version_wrote_is_kept() {
    let stored = Document::read(LATER, "peru-2022-2023");
    assert_eq!(stored.document.version, 9);
    assert!(stored.document.version > VERSION);
    assert_eq!(stored.document.write(), LATER.trim_end());
    let kinds: Vec<LossKind> = stored.losses.iter().map(|loss| loss.kind).collect();
    assert_eq!(kinds, [LossKind::Kept]);
}

#[test]
fn the_document_of_another_record_says_so() {
    let stored = Document::read(VERSION_1, "chile-2019");
    assert_eq!(stored.losses.len(), 1);
    assert_eq!(stored.losses[0].kind, LossKind::OtherRecord);
    assert_eq!(stored.document.record, "peru-2022-2023");
}

#[test]
fn nothing_stored_is_no_damage_and_anything_else_is() {
    assert!(!Document::read("", "r").is_damaged());
    assert!(!Document::read("[]", "r").is_damaged());
    for text in ["null", "{}", "7", "\"a\"", "{\"version\":1}", "[", "\u{feff}x"] {
        assert!(Document::read(text, "r").is_damaged(), "{text}");
    }
}

#[test]
fn sizes_are_those_that_a_browser_counts() {
    assert_eq!(utf16_units("a😀ñ"), 4);
    let notes = sample::notes(50, 5);
    let empty = utf16_units(&Document::new("r").write());
    let all = utf16_units(&sample::document("r", notes.clone()).write());
    let each: usize = notes.iter().map(note_units).sum();
    // The first note has no comma before it.
    assert_eq!(all, empty + each - 1);
}

#[test]
fn a_usual_note_takes_two_hundred_units() {
    let mut note = sample::notes(1, 1).remove(0);
    note.target = Target::Event("2023-01-09-juliaca".to_owned());
    note.text = "x".repeat(100);
    note.tags = vec!["verificar".to_owned()];
    note.past.truncate(1);
    let units = note_units(&note);
    println!("a note of 100 letters with one tag takes {units} units of UTF-16");
    assert!(units < 280, "{units}");
}

#[test]
fn what_was_kept_once_as_it_was_found_is_no_new_damage() {
    let text =
        r#"{"version":1,"record":"r","notes":[{"id":"a","created":1,"text":"x"},7,{"b":[]}]}"#;
    let stored = Document::read(text, "r");
    assert_eq!(stored.losses.len(), 2);
    assert_eq!(stored.new_losses(&[]), stored.losses);
    let again = Document::read(&stored.document.write(), "r");
    assert_eq!(again.losses.len(), 2, "what cannot be read is written as it is");
    assert_eq!(again.new_losses(&[text.to_owned()]), []);
    let more = text.replace("7,", "7,8,");
    assert_eq!(Document::read(&more, "r").new_losses(&[text.to_owned()]).len(), 3);
    let other = text.replace(r#""r""#, r#""s""#);
    let copies = [other.clone()];
    assert_eq!(Document::read(&other, "r").new_losses(&[]).len(), 3);
    assert_eq!(Document::read(&other, "r").new_losses(&copies), []);
    let broken = &text[..text.len() - 5];
    assert_eq!(Document::read(broken, "r").new_losses(&copies)[0].kind, LossKind::Broken);
}
