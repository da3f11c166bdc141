//! What a page that cannot go on saves of the browser's storage (`public/fatal.js`): a JSON object of
//! texts by their keys. Here the stored documents of notes in it are found; `intake` reads them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Document, merge};

/// The stored documents among the texts, those of one record as one, but for drafts and what is damaged;
/// nothing where there are none. `own` is the record of a document that names none.
pub(super) fn documents(value: &Value, own: &str) -> Option<Vec<String>> {
    let mut whole: BTreeMap<String, Document> = BTreeMap::new();
    let mut apart = Vec::new();
    for (key, text) in value.as_object()? {
        let Some((kind, _)) = key.strip_prefix("khipu:").and_then(|key| key.split_once(':')) else {
            continue;
        };
        let Some(text) = text.as_str().filter(|_| ["notes", "journal", "draft"].contains(&kind))
        else {
            continue;
        };
        let stored = Document::read(text, own);
        // A draft does not take the place of the note that it would change.
        if kind == "draft" || !stored.losses.is_empty() {
            apart.push(text.to_owned());
        } else {
            let record = stored.document.record.clone();
            let merged = whole.get(&record).map(|known| merge(known, &stored.document));
            whole.insert(record, merged.unwrap_or(stored.document));
        }
    }
    let texts: Vec<String> = whole.values().map(Document::write).chain(apart).collect();
    (!texts.is_empty()).then_some(texts)
}
