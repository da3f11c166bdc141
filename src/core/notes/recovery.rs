//! Reading a damaged document note by note: whole objects first, then what is left of the others.
//! What was damaged without ceasing to be JSON, such as a letter of a word, cannot be seen here.

use std::ops::Range;

use serde_json::{Map, Value};

use super::{
    Document, Loss, LossKind, Note, Stored, digest::digest, entry, migrations::note_of_version_0,
};
use crate::core::order::sort_by;

/// The keys that a note of the first form had beside `text`.
const KEYS_OF_VERSION_0: [&str; 2] = ["event", "time"];

/// After so many objects that are none, the rest of a text is only put together piece by piece.
/// Each may cost a walk to its end, so they are not tried for ever.
const FAILED_MAX: usize = 50_000;

/// What can be read of a text that is no document.
pub(super) fn recovered(text: &str, record: &str) -> Stored {
    let mut stored = Stored { document: Document::new(record), ..Stored::default() };
    if text.trim().is_empty() {
        return stored;
    }
    stored.losses.push(Loss::new(LossKind::Broken, 0, text));
    let mut whole = Vec::new();
    let mut gaps = Vec::new();
    let (mut at, mut gap, mut failed) = (0, 0, 0);
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('{')).map(|open| at + open) {
        at = open + 1;
        let Some((fields, length)) = text.get(open..).and_then(object) else {
            failed += 1;
            if failed == FAILED_MAX {
                break;
            }
            continue;
        };
        if let Some(note) = note_of(fields) {
            gaps.push(gap..open);
            whole.push(note);
            at = open + length;
            gap = at;
        }
    }
    gaps.push(gap..text.len());
    read_head(text.get(..gaps.first().map_or(0, |gap| gap.end)).unwrap_or_default(), &mut stored);
    sort_by(&mut whole, &|one, other| one.id.cmp(&other.id));
    let mut mended = Vec::new();
    for piece in gaps.into_iter().flat_map(|gap| pieces(text, gap)) {
        mended.extend(rescue(text, piece, &whole, &mut stored.losses));
    }
    whole.extend(mended);
    stored.take(whole);
    stored
}

/// A note of whatever fields an object without an id has, under an id that follows from `text`.
/// Nothing where they say nothing.
pub(super) fn rescued(mut fields: Map<String, Value>, text: &str) -> Option<Note> {
    let says_something =
        ["on", "quote", "text", "tags"].iter().any(|key| fields.contains_key(*key));
    if !says_something {
        return None;
    }
    if let Some(Value::String(event)) = fields.remove("event") {
        fields.insert("on".to_owned(), super::Target::Event(event).on().into());
    }
    if let Some(time) = fields.remove("time") {
        fields.insert("created".to_owned(), time);
    }
    if !fields.get("id").is_some_and(Value::is_string) {
        fields.insert("id".to_owned(), derived_id(text).into());
    }
    entry::read(fields)
}

fn derived_id(text: &str) -> String {
    format!("recovered-{:016x}", digest(&[text]))
}

/// The object at the beginning of a text, and its length in bytes.
fn object(text: &str) -> Option<(Map<String, Value>, usize)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    match values.next() {
        Some(Ok(Value::Object(fields))) => Some((fields, values.byte_offset())),
        _ => None,
    }
}

/// The note of a whole object, of this form or the first.
fn note_of(fields: Map<String, Value>) -> Option<Note> {
    if fields.contains_key("id") {
        let is_note = ["created", "on", "text"].iter().any(|key| fields.contains_key(*key));
        return if is_note { entry::read(fields) } else { None };
    }
    let is_old = KEYS_OF_VERSION_0.iter().any(|key| fields.contains_key(*key));
    let lifted = note_of_version_0(&Value::Object(fields), 0)?;
    lifted.as_object().filter(|_| is_old).cloned().and_then(entry::read)
}

/// The version that stands before the first note, where it is a later one.
fn read_head(head: &str, stored: &mut Stored) {
    if let Some(version) = field(head, "version").and_then(|value| value.as_u64()) {
        stored.document.version = stored.document.version.max(version);
    }
    let other = field(head, "record").and_then(|value| entry::text(&value));
    if let Some(own) = other.filter(|own| *own != stored.document.record) {
        stored.losses.push(Loss::new(LossKind::OtherRecord, 0, &own));
    }
}

/// A gap between whole notes, parted where another note's id stands.
fn pieces(text: &str, gap: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = gap.start;
    let inside = text.get(gap.clone()).unwrap_or_default();
    for (at, _) in inside.match_indices("\"id\"") {
        let at = gap.start + at;
        if at > start {
            pieces.push(start..at);
        }
        start = at;
    }
    pieces.push(start..gap.end);
    pieces
}

/// Puts together what is left of a note in a piece of the text. The whole notes stand by their ids.
fn rescue(text: &str, piece: Range<usize>, whole: &[Note], losses: &mut Vec<Loss>) -> Option<Note> {
    let at = piece.start;
    let piece = text.get(piece).unwrap_or_default();
    let mut fields = Map::new();
    for key in entry::KEYS.into_iter().chain(KEYS_OF_VERSION_0) {
        if let Some(value) = field(piece, key) {
            fields.insert(key.to_owned(), value);
        }
    }
    let Some(mut note) = rescued(fields, piece) else {
        if !says_nothing(piece) {
            losses.push(Loss::new(LossKind::Unreadable, at, piece));
        }
        return None;
    };
    losses.push(Loss::new(LossKind::Partial, at, piece));
    // A whole note of the same id is not to give way to what is left of another.
    if whole.binary_search_by(|whole| whole.id.cmp(&note.id)).is_ok() {
        note.id = derived_id(piece);
    }
    Some(note)
}

/// Whether a piece is only what stands between notes, or the document's own beginning.
fn says_nothing(piece: &str) -> bool {
    let end =
        piece.trim_end_matches(|character: char| character == '{' || character.is_whitespace());
    let is_head = piece.starts_with("{\"version\":") && end.ends_with("\"notes\":[");
    is_head
        || piece
            .chars()
            .all(|character| "{}[],:\"".contains(character) || character.is_whitespace())
}

/// The value of a key, wherever in the piece it stands; of a text that is broken, what there is.
fn field(piece: &str, key: &str) -> Option<Value> {
    let name = format!("\"{key}\"");
    let (at, _) = piece.match_indices(&name).find(|(at, _)| {
        piece.get(at + name.len()..).is_some_and(|rest| rest.trim_start().starts_with(':'))
    })?;
    let value = piece.get(at + name.len()..)?.trim_start().strip_prefix(':')?.trim_start();
    if let Some(text) = value.strip_prefix('"') {
        return Some(Value::String(broken_text(text)));
    }
    serde_json::Deserializer::from_str(value).into_iter::<Value>().next()?.ok()
}

/// A JSON text after its opening quotation mark. It ends at a mark that something of an object
/// follows, for others may be damage; what is no escape stands as it is.
fn broken_text(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.char_indices();
    while let Some((at, character)) = rest.next() {
        match character {
            '"' if ends_text(text.get(at + 1..).unwrap_or_default()) => return out,
            '\\' => match rest.next() {
                Some((_, 'n')) => out.push('\n'),
                Some((_, 'r')) => out.push('\r'),
                Some((_, 't')) => out.push('\t'),
                Some((at, 'u')) => {
                    let code =
                        text.get(at + 1..at + 5).and_then(|hex| u32::from_str_radix(hex, 16).ok());
                    out.push(code.and_then(char::from_u32).unwrap_or('\u{fffd}'));
                    if code.is_some() {
                        rest.nth(3);
                    }
                }
                Some((_, other)) => out.push(other),
                None => {}
            },
            other => out.push(other),
        }
    }
    out
}

fn ends_text(after: &str) -> bool {
    let after = after.trim_start();
    match after.strip_prefix(',') {
        Some(next) => next.trim_start().starts_with(['"', '{']),
        None => after.is_empty() || after.starts_with(['}', ']']),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, notes: &[(&str, &str)], losses: &[LossKind]) {
        let stored = recovered(text, "r");
        let found: Vec<(&str, &str)> = stored
            .document
            .notes()
            .iter()
            .map(|note| (note.id.as_str(), note.text.as_str()))
            .collect();
        assert_eq!(found, notes, "{text}");
        let kinds: Vec<LossKind> = stored.losses.iter().map(|loss| loss.kind).collect();
        assert_eq!(kinds, losses, "{text}");
    }

    #[test]
    fn what_is_whole_is_read_and_what_is_not_is_put_together() {
        use LossKind::{Broken, Partial, Unreadable};
        let head = r#"{"version":1,"record":"r","notes":["#;
        let whole = r#"{"id":"a","created":1,"text":"one"}"#;
        check("", &[], &[]);
        check(&format!("{head}\n{whole}"), &[("a", "one")], &[Broken]);
        let cut = format!(r#"{head}{whole},{{"id":"b","text":"tw"#);
        check(&cut, &[("a", "one"), ("b", "tw")], &[Broken, Partial]);
        let stray = format!(r#"{head}{{"id":"b","text":"t"w"\q\u00","tags":["x"]}},{whole}]}}"#);
        check(&stray, &[("a", "one"), ("b", "t\"w\"q\u{fffd}00")], &[Broken, Partial]);
        check(&format!("{head}#####,{whole}]}}"), &[("a", "one")], &[Broken, Unreadable]);
    }

    #[test]
    fn a_note_that_lost_its_id_gets_one_that_follows_from_it() {
        let stored = recovered(r#"[{"event":"e","text":"one","time":"2023-01-01"},{"event":"#, "r");
        let ids: Vec<&str> = stored.document.notes().iter().map(|note| note.id.as_str()).collect();
        assert_eq!(ids.len(), 1);
        let again = recovered(r#"{"i":"a","text":"one","#, "r");
        assert!(again.document.notes()[0].id.starts_with("recovered-"));
        assert_eq!(again, recovered(r#"{"i":"a","text":"one","#, "r"));
    }

    #[test]
    fn a_whole_note_does_not_give_way_to_what_is_left_of_another() {
        let text = r#"{"id":"a","created":1,"text":"one"},{"id":"a","created":1,"text":"two"#;
        let stored = recovered(text, "r");
        let texts: Vec<&str> =
            stored.document.notes().iter().map(|note| note.text.as_str()).collect();
        assert_eq!(texts, ["one", "two"]);
    }

    #[test]
    fn deep_and_endless_openings_take_little_time() {
        for opening in ["{", "[", "{\"a\":", "{\"id\":\"a\",\"on\":[", "{\"text\":\""] {
            let text = opening.repeat(3_000);
            assert!(!recovered(&text, "r").losses.is_empty());
        }
    }
}
