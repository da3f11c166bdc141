//! The names of topics, laid over a record as it is taken: records know them by id only, and
//! readers see them in their language. No fact is touched.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::Outcome;

/// Each topic's id with its name by language.
const NAMES: &str = include_str!("../tags.json");

/// Gives a record the names of the topics that its events have, unless it names them itself;
/// answers with the ids that have no name, which are shown as they stand.
pub fn name(record: &mut Value) -> Outcome<Vec<String>> {
    if record.get("tags").is_some() {
        return Ok(Vec::new());
    }
    let known: Map<String, Value> =
        serde_json::from_str(NAMES).map_err(|error| format!("tags.json: {error}"))?;
    let events = record.get("events").and_then(Value::as_array).into_iter().flatten();
    let tags = events.filter_map(|event| event.get("tags")?.as_array()).flatten();
    let used: BTreeSet<String> = tags.filter_map(Value::as_str).map(str::to_owned).collect();
    let (named, unknown): (Vec<_>, Vec<_>) =
        used.into_iter().partition(|id| known.contains_key(id));
    let list: Vec<Value> = named.iter().map(|id| json!({"id": id, "name": known[id]})).collect();
    if let Some(fields) = record.as_object_mut()
        && !list.is_empty()
    {
        fields.insert("tags".to_owned(), list.into());
    }
    Ok(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_in_use_are_named_once_and_those_without_a_name_are_told() {
        let events = json!([{"tags": ["curfew", "unheard-of"]}, {"tags": ["curfew"]}, {}]);
        let mut record = json!({ "events": events });
        assert_eq!(name(&mut record), Ok(vec!["unheard-of".to_owned()]));
        let names = json!({"en": "curfew", "es": "toque de queda", "fr": "couvre-feu"});
        let named = json!({"events": events, "tags": [{"id": "curfew", "name": names}]});
        assert_eq!(record, named);
    }

    #[test]
    fn a_record_that_names_its_topics_stays() {
        let mut record = json!({"events": [{"tags": ["curfew"]}], "tags": []});
        let before = record.clone();
        assert_eq!(name(&mut record), Ok(Vec::new()));
        assert_eq!(record, before);
    }
}
