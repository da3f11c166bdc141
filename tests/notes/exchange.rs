//! Generated notes go out and come back equal, in every form that can be read.

use khipu::core::notes::{
    Export, Intake, IntakeError, IntakeForm, Moment, Note, Plan, ProblemKind, Setting, Verdict,
    annotation, collection, csv, packed, paged, take_in, unpacked,
};
use serde_json::{Value, json};

use super::sample;

pub const EXPORT: Export =
    Export { record: "peru-2022-2023", page: "https://khipu.example/peru/", label: "Notas" };

pub const SETTING: Setting = Setting {
    record: Some("peru-2022-2023"),
    page: "https://khipu.example/peru/",
    lang: "es",
    now: Moment::LAST,
};

fn read(text: &str) -> Intake {
    take_in(text, SETTING).unwrap()
}

fn check(text: &str, form: IntakeForm, notes: &[Note]) {
    let intake = read(text);
    assert_eq!(intake.form, form);
    assert_eq!(intake.problems, []);
    assert_eq!(intake.record.as_deref(), Some("peru-2022-2023"));
    assert_eq!(intake.notes.len(), notes.len());
    for (found, expected) in intake.notes.iter().zip(notes) {
        assert_eq!(found, expected);
    }
    let document = sample::document("peru-2022-2023", notes.to_vec());
    let plan = Plan::of(&intake.notes, &document);
    assert!(plan.items.iter().all(|item| item.verdict == Verdict::Same));
}

#[test]
fn two_hundred_notes_come_back_equal_from_annotations() {
    let notes = sample::notes(200, 11);
    check(&collection(&notes, EXPORT).to_string(), IntakeForm::WebAnnotation, &notes);
    check(&format!("\u{feff}{:#}", collection(&notes, EXPORT)), IntakeForm::WebAnnotation, &notes);
    let (_, pages) = paged(&notes, 30, EXPORT);
    assert_eq!(pages.len(), 7);
    let items: Vec<Note> = pages.iter().flat_map(|page| read(&page.to_string()).notes).collect();
    assert_eq!(items, notes);
    let alone: Vec<Value> = notes.iter().map(|note| annotation(note, EXPORT)).collect();
    check(&Value::Array(alone.clone()).to_string(), IntakeForm::WebAnnotation, &notes);
    check(&alone[0].to_string(), IntakeForm::WebAnnotation, &notes[..1]);
}

#[test]
fn two_hundred_notes_come_back_equal_from_the_stored_document() {
    let notes = sample::notes(200, 12);
    let text = sample::document("peru-2022-2023", notes.clone()).write();
    check(&text, IntakeForm::Stored, &notes);
}

#[test]
fn two_hundred_notes_come_back_equal_from_the_table() {
    let mut notes = sample::notes(200, 13);
    for note in &mut notes {
        // The table has no column for these.
        note.past.clear();
    }
    check(&csv("peru-2022-2023", &notes), IntakeForm::Table, &notes);
}

#[test]
fn notes_come_back_equal_from_a_link() {
    let mut notes = sample::notes(40, 14);
    for note in &mut notes {
        note.past.clear();
    }
    let link = packed("peru-2022-2023", &notes).unwrap();
    let stored = unpacked(&link).unwrap();
    assert_eq!(stored.document.notes(), notes);
    println!("40 generated notes in a link: {} letters", link.len());
}

#[test]
fn a_page_that_is_not_in_the_file_is_told() {
    let notes = sample::notes(5, 15);
    let (head, pages) = paged(&notes, 2, EXPORT);
    let kinds = |value: &Value| {
        let problems = read(&value.to_string()).problems;
        problems.iter().map(|problem| (problem.path.clone(), problem.kind)).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&head), [("$.first".to_owned(), ProblemKind::PageElsewhere)]);
    assert_eq!(kinds(&pages[0]), [("$.next".to_owned(), ProblemKind::PageElsewhere)]);
    assert_eq!(kinds(&pages[2]), []);
}

#[test]
fn notes_of_another_record_are_not_taken() {
    let notes = sample::notes(3, 16);
    let other = Setting { record: Some("chile-2019"), ..SETTING };
    let document = sample::document("peru-2022-2023", notes.clone());
    for text in
        [collection(&notes, EXPORT).to_string(), document.write(), csv("peru-2022-2023", &notes)]
    {
        let intake = take_in(&text, other).unwrap();
        assert_eq!(intake.notes, []);
        assert_eq!(intake.problems.len(), 3);
        assert!(intake.problems.iter().all(|problem| problem.kind == ProblemKind::OtherRecord));
    }
}

#[test]
fn the_same_note_twice_is_taken_once_and_another_of_its_id_is_kept_too() {
    let note = sample::notes(1, 17).remove(0);
    let mut other = note.clone();
    other.text.push('!');
    let all = [&note, &note, &other].map(|note| annotation(note, EXPORT));
    let intake = read(&json!(all).to_string());
    assert_eq!(intake.notes.len(), 2);
    assert_eq!(intake.notes[0], note);
    assert!(intake.notes[1].id.starts_with(&format!("{}~", note.id)));
    assert_eq!(intake.notes[1].text, other.text);
    let kinds: Vec<ProblemKind> = intake.problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::Doubled]);
}

#[test]
fn what_is_no_file_of_notes_says_why() {
    for (text, expected) in [
        ("", IntakeError::Empty),
        ("\u{feff} \n", IntakeError::Empty),
        ("Dear diary", IntakeError::NotNotes),
        ("{\"a\":", IntakeError::NotNotes),
        ("{}", IntakeError::NoAnnotations),
        ("[]", IntakeError::NoAnnotations),
        ("[1,2]", IntakeError::NoAnnotations),
        ("{\"type\":\"FeatureCollection\",\"features\":[]}", IntakeError::NoAnnotations),
    ] {
        assert_eq!(take_in(text, SETTING), Err(expected), "{text}");
    }
}

/// What a page that cannot go on saves: the browser's storage by key.
#[test]
fn what_a_broken_page_saved_is_taken_with_what_was_written_last_and_the_drafts() {
    let notes = sample::notes(20, 19);
    let document = |notes: &[Note]| sample::document("peru-2022-2023", notes.to_vec()).write();
    let mut later = notes[0].clone();
    later.text = "Written when the store was full".to_owned();
    later.touch(Moment::from_ms(later.modified.ms() + 1_000));
    let mut draft = notes[1].clone();
    draft.text = "Half a thought".to_owned();
    let elsewhere = sample::document("chile-2019", sample::notes(1, 20)).write();
    let saved = json!({
        "khipu:lang": "es",
        "khipu:notes:peru-2022-2023": document(&notes),
        "khipu:journal:peru-2022-2023:tab": document(&[later.clone()]),
        "khipu:draft:peru-2022-2023:id": document(&[draft.clone()]),
        "khipu:notes:chile-2019": elsewhere,
    });
    let taken = read(&saved.to_string());
    assert_eq!(taken.form, IntakeForm::Stored);
    assert_eq!(taken.record.as_deref(), Some("peru-2022-2023"));
    let texts = |text: &str| taken.notes.iter().filter(|note| note.text == text).count();
    assert_eq!((texts(&later.text), texts(&notes[0].text)), (1, 0), "the later form holds");
    assert_eq!((texts(&draft.text), texts(&notes[1].text)), (1, 1), "a draft stands beside");
    assert_eq!(taken.notes.len(), notes.len() + 1);
    let kinds: Vec<_> = taken.problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::OtherRecord]);
    assert_eq!(take_in("{\"khipu:lang\":\"es\"}", SETTING), Err(IntakeError::NoAnnotations));
}
