//! A stored document damaged in 200 seeded ways: what the damage did not touch is there, and what
//! it did touch is there as far as it can be, with a message.

use std::ops::Range;

use khipu::core::notes::{Document, LossKind, Note};

use super::sample::{self, Random};

/// A damaged text, with the bytes of the whole one that it touched.
struct Damage {
    what: &'static str,
    text: String,
    touched: Vec<Range<usize>>,
    /// Where whole notes may stand twice or under another's roof.
    doubles: bool,
}

fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn damaged(text: &str, seed: u64) -> Damage {
    let mut random = Random(seed);
    let place = |random: &mut Random| boundary(text, random.below(text.len()));
    let start = place(&mut random);
    let end = boundary(text, start + 1 + random.below(60));
    let spliced = |between: &str| format!("{}{between}{}", &text[..start], &text[end..]);
    let one = |what, text, touched: Range<usize>| Damage {
        what,
        text,
        touched: vec![touched],
        doubles: false,
    };
    match seed % 10 {
        0 => one("cut off", text[..start].to_owned(), start..text.len()),
        1 => one("beginning gone", text[start..].to_owned(), 0..start),
        2 => one("bytes gone", spliced(""), start..end),
        3 => one("zeros", spliced(&"\0".repeat(end - start)), start..end),
        4 => one("other letters", spliced(&"#".repeat(end - start)), start..end),
        5 => {
            let mark = random.pick(&["\"", "{", "}", "[", "]", "\\", ",", "\u{feff}", "\\u12"]);
            one(
                "a mark put in",
                format!("{}{mark}{}", &text[..start], &text[start..]),
                start..start,
            )
        }
        6 => {
            let from = place(&mut random);
            let piece = &text[from..boundary(text, from + 2_000)];
            let text = format!("{}{piece}{}", &text[..start], &text[start..]);
            Damage { doubles: true, ..one("a piece of it put in", text, start..start) }
        }
        7 => Damage {
            what: "twice in a row",
            text: format!("{}{text}", &text[..start]),
            touched: Vec::new(),
            doubles: true,
        },
        8 => {
            let mut bytes = text.as_bytes().to_vec();
            let mut touched = Vec::new();
            for _ in 0..=random.below(20) {
                let at = random.below(bytes.len());
                bytes[at] = random.below(256) as u8;
                // What was several bytes may become several characters.
                touched.push(at.saturating_sub(3)..at + 4);
            }
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Damage { what: "bytes changed", text, touched, doubles: false }
        }
        _ => {
            let marks = random.pick(&['"', ':', '}', '{']);
            let at = text[start..].find(marks).map_or(start, |at| start + at);
            let text = format!("{}{}", &text[..at], text.get(at + 1..).unwrap_or_default());
            one("a mark gone", text, at..at + 1)
        }
    }
}

/// Where each note stands in the document's text.
fn spans(text: &str, notes: &[Note]) -> Vec<Range<usize>> {
    let mut from = 0;
    let span = |note: &Note| {
        let start = from + text[from..].find(&format!("{{\"id\":\"{}\"", note.id)).unwrap();
        from = start + text[start..].find('\n').unwrap();
        start..from - usize::from(text[start..from].ends_with(','))
    };
    notes.iter().map(span).collect()
}

#[test]
fn two_hundred_damages_lose_no_note_that_they_did_not_touch() {
    let notes = sample::notes(30, 7);
    let whole = sample::document("peru", notes.clone()).write();
    let spans = spans(&whole, &notes);
    let (mut untouched, mut mended, mut touched) = (0, 0, 0);
    for seed in 0..200 {
        let damage = damaged(&whole, seed);
        let stored = Document::read(&damage.text, "peru");
        let place = format!("seed {seed}, {}", damage.what);
        let mut all_there = true;
        for (note, span) in notes.iter().zip(&spans) {
            // A mark put in right beside a note may belong to it.
            let is_touched =
                damage.touched.iter().any(|hit| hit.start <= span.end && span.start <= hit.end);
            let found = stored.document.note(&note.id);
            if is_touched {
                touched += 1;
                mended += usize::from(found.is_some());
                all_there &= found == Some(note);
            } else {
                untouched += 1;
                let is_there = found == Some(note)
                    || stored.document.notes().iter().any(|copy| {
                        damage.doubles && copy.id == note.copy_id() && copy.says_the_same(note)
                    });
                assert!(is_there, "{place}: {note:?}");
            }
        }
        let is_broken = serde_json::from_str::<serde_json::Value>(&damage.text).is_err();
        assert!(!is_broken || damage.text.is_empty() || stored.is_damaged(), "{place}: a message");
        let extra = stored.document.notes().len() as isize - notes.len() as isize;
        assert!(damage.doubles || extra <= 1 || !all_there, "{place}: {extra} notes from nowhere");
        // What was read is whole, and stays so when it is written.
        let again = Document::read(&stored.document.write(), "peru");
        assert_eq!(again.document, stored.document, "{place}");
    }
    println!(
        "200 damages: {untouched} notes untouched, lost 0; {touched} touched, {mended} of them still under their id"
    );
    assert!(touched > 150 && mended * 4 > touched);
}

#[test]
fn every_touched_note_is_mended_or_told() {
    let notes = sample::notes(12, 3);
    let whole = sample::document("peru", notes.clone()).write();
    for (note, span) in notes.iter().zip(spans(&whole, &notes)) {
        for at in span.clone().filter(|at| whole.is_char_boundary(*at) && at % 5 == 0) {
            // One mark too many: in a text it ends it too early, elsewhere it breaks the object.
            let text = format!("{}\"{}", &whole[..at], &whole[at..]);
            if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
                continue;
            }
            let stored = Document::read(&text, "peru");
            let told = stored.losses.iter().any(|loss| {
                matches!(loss.kind, LossKind::Partial | LossKind::Unreadable | LossKind::Kept)
                    && (span.start - 3..=span.end + 1).contains(&loss.at)
            });
            let same = stored.document.note(&note.id) == Some(note);
            assert!(told || same, "at {at}: {:?}", stored.losses);
            let others = notes.iter().filter(|other| other.id != note.id);
            for other in others {
                assert_eq!(stored.document.note(&other.id), Some(other), "at {at}");
            }
        }
    }
}
