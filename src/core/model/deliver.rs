//! The delivered form of a record: one language a file, without what says nothing, and its sources
//! in a file of their own. It is the same format, read by the same reader.

use serde_json::{Map, Value};

use super::read::{SOURCES_FORMAT, is_json_file};

/// The record as it is sent to a reader of one language: texts that have the language become
/// plain, others keep only the text that would stand in for it; nulls and empty lists go.
pub fn split_by_language(record: &Value, lang: &str) -> Value {
    let original = record.get("language").and_then(Value::as_str).unwrap_or("en");
    let Value::Object(fields) = record else { return record.clone() };
    let mut delivered = Languages { lang, original }.object("", fields);
    delivered.insert("language".to_owned(), lang.into());
    if lang != original {
        delivered.insert("original_language".to_owned(), original.into());
    }
    Value::Object(delivered)
}

/// Takes out of a delivered record what a reader meets only on looking closer: the sources, of which
/// it keeps the ids, the events' prose and that of the stories' steps. It names the file that the answer is to be written to,
/// beside it. Nothing is taken where the record holds no list of sources, or where the name cannot
/// stand in an address.
pub fn take_sources(delivered: &mut Value, file_name: &str) -> Option<Value> {
    if !is_json_file(file_name) {
        return None;
    }
    let fields = delivered.as_object_mut()?;
    let ids: Value = fields.get("sources")?.as_array()?.iter().map(|it| it["id"].clone()).collect();
    let sources = fields.insert("sources".to_owned(), file_name.into())?;
    fields.insert("source_ids".to_owned(), ids);
    let events = fields.get_mut("events").and_then(Value::as_array_mut);
    let prose = events.into_iter().flatten().filter_map(|event| {
        let event = event.as_object_mut()?;
        let id = event.get("id")?.as_str()?.to_owned();
        Some((id, event.remove("summary")?))
    });
    let summaries = Value::Object(prose.collect());
    let stories = fields.get_mut("stories").and_then(Value::as_array_mut);
    let told = stories.into_iter().flatten().filter_map(|story| {
        let id = story.get("id")?.as_str()?.to_owned();
        let steps = story.get_mut("steps")?.as_array_mut()?.iter_mut();
        let texts = steps.map(|step| step.as_object_mut().and_then(|step| step.remove("text")));
        Some((id, texts.map(Option::unwrap_or_default).collect::<Value>()))
    });
    let steps = Value::Object(told.collect());
    let file = [
        ("format".to_owned(), SOURCES_FORMAT.into()),
        ("sources".to_owned(), sources),
        ("summaries".to_owned(), summaries),
        ("steps".to_owned(), steps),
    ];
    Some(Value::Object(Map::from_iter(file)))
}

#[derive(Clone, Copy)]
struct Languages<'a> {
    lang: &'a str,
    original: &'a str,
}

/// The keys of a list's entries that hold texts; the record itself is the list without a name.
fn text_keys(list: &str) -> &'static [&'static str] {
    match list {
        "" => &["title", "description"],
        "regions" | "tags" => &["name"],
        "actors" => &["role"],
        "events" | "stories" => &["title", "summary"],
        "figures" => &["claimant", "note"],
        "breakdown" => &["group"],
        "steps" => &["text"],
        _ => &[],
    }
}

impl Languages<'_> {
    fn object(self, list: &str, fields: &Map<String, Value>) -> Map<String, Value> {
        let texts = text_keys(list);
        let says_something = |(_, value): &(&String, &Value)| {
            !value.is_null() && value.as_array().is_none_or(|items| !items.is_empty())
        };
        let of_field = |(key, value): (&String, &Value)| {
            let is_text = texts.contains(&key.as_str());
            (key.clone(), if is_text { self.text(value) } else { self.value(key, value) })
        };
        fields.iter().filter(says_something).map(of_field).collect()
    }

    fn value(self, list: &str, value: &Value) -> Value {
        match value {
            Value::Object(fields) => Value::Object(self.object(list, fields)),
            Value::Array(items) => items.iter().map(|item| self.value(list, item)).collect(),
            other => other.clone(),
        }
    }

    fn text(self, text: &Value) -> Value {
        let only = |tag: &str, text: &Value| {
            Value::Object(Map::from_iter([(tag.to_owned(), text.clone())]))
        };
        match text {
            Value::Object(by_tag) => {
                let given = |tag: &str| by_tag.get(tag).filter(|text| says_words(text));
                let first = || by_tag.iter().find(|(_, text)| says_words(text));
                match (given(self.lang), given(self.original)) {
                    (Some(text), _) => text.clone(),
                    (None, Some(text)) => only(self.original, text),
                    _ => first().map_or_else(|| text.clone(), |(tag, text)| only(tag, text)),
                }
            }
            // A plain text is in the record's language, and must say so where that changes.
            Value::String(_) if self.lang != self.original => only(self.original, text),
            other => other.clone(),
        }
    }
}

fn says_words(text: &Value) -> bool {
    text.as_str().is_some_and(|text| !text.trim().is_empty())
}
