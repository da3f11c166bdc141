//! One note as one JSON object, as the stored document and the link hold it.
//! Written by hand with the id first, so that a damaged document can be read note by note.

use serde_json::{Map, Value};

use super::{
    Colour, Moment, Note, State, Target,
    json::{self, push_field, push_text},
    passage::{Position, Quote},
};

pub(super) const MODIFIED: &str = "modified";
pub(super) const COLOUR: &str = "colour";
pub(super) const STATE: &str = "state";

/// The keys of a note, in the order they are written.
pub(super) const KEYS: [&str; 11] =
    ["id", "created", MODIFIED, "past", "on", "quote", "text", "tags", COLOUR, STATE, "deleted"];

/// The note as JSON text without spaces. What is as it is at first is left out.
pub(super) fn written(note: &Note) -> String {
    let mut out = String::with_capacity(128 + note.text.len());
    out.push_str("{\"id\":");
    push_text(&note.id, &mut out);
    for key in KEYS.into_iter().skip(1) {
        if let Some(value) = field(note, key) {
            push_field(key, &value, &mut out);
        } else if let Some(kept) = note.rest.get(key) {
            push_field(key, &json::written(kept), &mut out);
        }
    }
    for (key, value) in note.rest.iter().filter(|(key, _)| !KEYS.contains(&key.as_str())) {
        push_field(key, &json::written(value), &mut out);
    }
    out.push('}');
    out
}

/// The value of a key as JSON text, unless it is what a new note has.
fn field(note: &Note, key: &str) -> Option<String> {
    let text = |text: &str, first: &str| (text != first).then(|| text_of(text));
    match key {
        // An instant that could not be read is kept as it is.
        "created" | MODIFIED if note.rest.contains_key(key) => None,
        "created" => Some(note.created.ms().to_string()),
        MODIFIED => {
            let is_told = note.modified == note.created && !note.rest.contains_key("created");
            (!is_told).then(|| note.modified.ms().to_string())
        }
        "past" => list(note.past.iter().map(|at| at.ms().to_string())),
        "on" => text(&note.target.on(), ""),
        "quote" => note.target.quote().map(quote_text),
        "text" => text(&note.text, ""),
        "tags" => list(note.tags.iter().map(|tag| text_of(tag))),
        COLOUR => text(note.colour.id(), Colour::default().id()),
        STATE => text(note.state.id(), State::default().id()),
        "deleted" => note.deleted.then(|| "true".to_owned()),
        _ => None,
    }
}

fn list(items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<String> = items.collect();
    (!items.is_empty()).then(|| format!("[{}]", items.join(",")))
}

fn quote_text(quote: &Quote) -> String {
    let mut out = String::from("{\"exact\":");
    push_text(&quote.exact, &mut out);
    for (key, text) in [("prefix", &quote.prefix), ("suffix", &quote.suffix)] {
        if !text.is_empty() {
            push_field(key, &text_of(text), &mut out);
        }
    }
    if let Some(position) = quote.position {
        push_field("start", &position.start.to_string(), &mut out);
        push_field("end", &position.end.to_string(), &mut out);
    }
    out.push('}');
    out
}

fn text_of(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_text(text, &mut out);
    out
}

/// Reads a note. A value that is not what its key should have is kept in `rest` and written back.
/// Nothing where there is no id, for it could not be told from others.
pub(super) fn read(mut fields: Map<String, Value>) -> Option<Note> {
    let id = match fields.remove("id") {
        Some(Value::String(id)) if !id.is_empty() => id,
        _ => return None,
    };
    let mut note = Note { id, ..Note::default() };
    let made = take(&mut fields, "created", moment);
    let written = take(&mut fields, MODIFIED, moment);
    note.created = made.or(written).unwrap_or_default();
    note.modified = written.unwrap_or(note.created).max(note.created);
    note.past = take(&mut fields, "past", |value| list_of(value, moment)).unwrap_or_default();
    let on = take(&mut fields, "on", text).unwrap_or_default();
    let quote = take(&mut fields, "quote", quote);
    note.target = Target::read(&on, quote);
    note.text = take(&mut fields, "text", text).unwrap_or_default();
    for tag in take(&mut fields, "tags", |value| list_of(value, text)).unwrap_or_default() {
        note.tag(&tag);
    }
    let word = |value: &Value| value.as_str().and_then(Colour::from_id);
    note.colour = take(&mut fields, COLOUR, word).unwrap_or_default();
    let word = |value: &Value| value.as_str().and_then(State::from_id);
    note.state = take(&mut fields, STATE, word).unwrap_or_default();
    note.deleted = take(&mut fields, "deleted", Value::as_bool).unwrap_or_default();
    note.rest = fields;
    Some(note)
}

/// The value of a key, taken out of the fields if it can be read.
fn take<T>(
    fields: &mut Map<String, Value>,
    key: &str,
    read: impl Fn(&Value) -> Option<T>,
) -> Option<T> {
    let found = read(fields.get(key)?)?;
    fields.remove(key);
    Some(found)
}

pub(super) fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// An instant: milliseconds since 1970, or RFC 3339.
pub(super) fn moment(value: &Value) -> Option<Moment> {
    if let Some(text) = value.as_str() {
        return Moment::parse(text);
    }
    let ms = value.as_i64()?;
    Some(Moment::from_ms(ms)).filter(|moment| moment.ms() == ms)
}

/// A list, if all of it can be read.
fn list_of<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(read).collect()
}

fn quote(value: &Value) -> Option<Quote> {
    let word = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let point = |key: &str| value.get(key)?.as_u64().and_then(|at| u32::try_from(at).ok());
    let exact = value.get("exact")?.as_str()?.to_owned();
    let position = point("start").zip(point("end")).and_then(Position::between);
    Some(Quote { exact, prefix: word("prefix"), suffix: word("suffix"), position })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note_of(json: &str) -> Note {
        let value: Value = serde_json::from_str(json).unwrap();
        read(value.as_object().unwrap().clone()).unwrap()
    }

    fn check(json: &str) -> Note {
        let note = note_of(json);
        assert_eq!(written(&note), json);
        note
    }

    #[test]
    fn a_note_comes_back_from_its_text() {
        check(r#"{"id":"a","created":0}"#);
        let whole = check(
            r#"{"id":"a\"\\\n\u2028","created":1,"modified":3,"past":[1,2],"on":"event=e&lang=es&part=summary","quote":{"exact":"x","prefix":"p","suffix":"s","start":1,"end":2},"text":"a\r\tñ\u0000","tags":["t","u"],"colour":"blue","state":"checked","deleted":true}"#,
        );
        assert!(whole.rest.is_empty() && whole.deleted);
        assert_eq!(whole.text, "a\r\tñ\0");
    }

    #[test]
    fn what_a_later_version_wrote_is_kept() {
        let mut note = check(
            r#"{"id":"a","created":1,"tags":"one","colour":"violet","state":7,"place":{"a":[1.5]}}"#,
        );
        assert_eq!((note.colour, note.state), (Colour::Amber, State::Open));
        note.paint(Colour::Amber);
        note.tag("two");
        let expected = r#"{"id":"a","created":1,"tags":["two"],"state":7,"place":{"a":[1.5]}}"#;
        assert_eq!(written(&note), expected);
    }

    #[test]
    fn instants_are_read_in_both_forms_and_stand_in_order() {
        let note = note_of(r#"{"id":"a","created":"1970-01-01T00:00:01Z","modified":5}"#);
        assert_eq!((note.created.ms(), note.modified.ms()), (1_000, 1_000));
        let note = note_of(r#"{"id":"a","modified":5}"#);
        assert_eq!((note.created.ms(), note.modified.ms()), (5, 5));
        assert!(read(Map::new()).is_none());
    }
}
