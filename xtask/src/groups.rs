//! The words for the parts of a claim, laid over a record as it is taken: records name them in
//! their own language only, and readers see them in theirs. No fact is touched.

use serde_json::{Map, Value};

use crate::Outcome;

/// Each part's name in the record's language, with its translations by language.
const TRANSLATIONS: &str = include_str!("../groups.json");

/// Gives every plain name of a part its translations; answers with the names that have none,
/// which are shown as they stand.
pub fn translate(record: &mut Value) -> Outcome<Vec<String>> {
    let known: Map<String, Value> =
        serde_json::from_str(TRANSLATIONS).map_err(|error| format!("groups.json: {error}"))?;
    let language = record.get("language").and_then(Value::as_str).unwrap_or("en").to_owned();
    let claims = record.get_mut("figures").and_then(Value::as_array_mut);
    let mut unknown = Vec::new();
    for claim in claims.into_iter().flatten() {
        let parts = claim.get_mut("breakdown").and_then(Value::as_array_mut);
        for part in parts.into_iter().flatten() {
            let Some(Value::String(name)) = part.get("group").cloned() else { continue };
            match known.get(&name) {
                Some(Value::Object(others)) => {
                    let mut by_tag = others.clone();
                    by_tag.insert(language.clone(), name.into());
                    part["group"] = Value::Object(by_tag);
                }
                _ if !unknown.contains(&name) => unknown.push(name),
                _ => {}
            }
        }
    }
    Ok(unknown)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_part_is_named_in_every_language_and_its_number_stays() {
        let part =
            |group: Value| json!({"figures": [{"breakdown": [{"group": group, "value": 2}]}]});
        let mut record = part("police".into());
        assert_eq!(translate(&mut record), Ok(Vec::new()));
        let names = json!({"en": "police", "es": "policías", "fr": "policiers"});
        assert_eq!(record, part(names));
        let mut place = part("Arequipa".into());
        assert_eq!(translate(&mut place), Ok(vec!["Arequipa".to_owned()]));
        assert_eq!(place, part("Arequipa".into()));
    }
}
