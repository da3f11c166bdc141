//! Stands in for `khipu::core::model::split_by_language` until core has it.

use serde_json::{Map, Value};

/// The record with the texts of one language: such a text becomes a plain string, a text that
/// lacks the language keeps the record's own, and what is empty is left out.
pub fn split_by_language(record: &Value, lang: &str) -> Value {
    let fallback = record.get("language").and_then(Value::as_str).unwrap_or("en");
    let languages: Vec<&str> = record
        .get("languages")
        .and_then(Value::as_array)
        .map(|tags| tags.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    split(record, lang, fallback, &languages).unwrap_or_default()
}

fn split(value: &Value, lang: &str, fallback: &str, languages: &[&str]) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => Some(Value::Array(
            items.iter().filter_map(|item| split(item, lang, fallback, languages)).collect(),
        )),
        Value::Object(map) if is_text(map, languages) => {
            if let Some(text) = map.get(lang) {
                return Some(text.clone());
            }
            let (tag, text) = map.get_key_value(fallback).or_else(|| map.iter().next())?;
            Some(Value::Object(Map::from_iter([(tag.clone(), text.clone())])))
        }
        Value::Object(map) => Some(Value::Object(
            map.iter()
                .filter_map(|(key, value)| {
                    Some((key.clone(), split(value, lang, fallback, languages)?))
                })
                .collect(),
        )),
        plain => Some(plain.clone()),
    }
}

fn is_text(map: &Map<String, Value>, languages: &[&str]) -> bool {
    !map.is_empty()
        && map.iter().all(|(key, value)| languages.contains(&key.as_str()) && value.is_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::split_by_language;

    #[test]
    fn a_text_becomes_plain_and_what_is_empty_goes() {
        let record = json!({
            "language": "es", "languages": ["en", "es"],
            "events": [{"title": {"en": "A", "es": "B"}, "summary": {"es": "C"},
                        "end": null, "tags": [], "place": "lima"}],
        });
        assert_eq!(
            split_by_language(&record, "en")["events"],
            json!([{"title": "A", "summary": {"es": "C"}, "place": "lima"}])
        );
    }
}
