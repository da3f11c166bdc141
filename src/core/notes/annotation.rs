//! Notes as W3C Web Annotations: JSON-LD, a collection with its pages.
//! The format: Web Annotation Data Model and Vocabulary, W3C Recommendations of 2017. Reading them
//! stands in `reading`. Deleted notes, and what a later version keeps beside a note, stay here.

use serde_json::{Value, json};

use super::{Colour, Note, State, Target, passage::Quote};
use crate::core::link::{escaped, unescaped};

/// The context that every annotation names.
pub const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// What the values of our fragment selectors conform to: the lines of `docs/formats/notes.md`.
pub(super) const TARGETS: &str = "urn:khipu:note-targets:1";
/// The earlier instants of writing, in the one term that is not the recommendation's.
pub(super) const PAST: &str = "khipu:past";
/// What stands before a colour in a style's name.
pub(super) const STYLE: &str = "khipu-";
const NOTE_URN: &str = "urn:khipu:note";

/// What an export says beside the notes.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// The id of the record.
    pub record: &'a str,
    /// The address of the page that shows the record, without `#` and what follows.
    pub page: &'a str,
    /// The collection's name, in the reader's language.
    pub label: &'a str,
}

/// The notes as one document: a collection whose one page stands inside it.
pub fn collection(notes: &[Note], export: Export) -> Value {
    let living = living(notes);
    let mut collection = head(&living, export);
    let mut first = page(&living, 0, living.len().max(1), export);
    if let (Value::Object(collection), Value::Object(first)) = (&mut collection, &mut first) {
        first.remove("@context");
        collection.insert("first".to_owned(), Value::Object(std::mem::take(first)));
    }
    collection
}

/// The notes as a collection and its pages, each a document of its own and so many notes long.
pub fn paged(notes: &[Note], per_page: usize, export: Export) -> (Value, Vec<Value>) {
    let living = living(notes);
    let per_page = per_page.max(1);
    let count = living.len().div_ceil(per_page).max(1);
    let pages = (0..count).map(|at| page(&living, at, per_page, export)).collect();
    (head(&living, export), pages)
}

/// One note as a document of its own.
pub fn annotation(note: &Note, export: Export) -> Value {
    let mut annotation = item(note, export);
    if let Value::Object(fields) = &mut annotation {
        fields.insert("@context".to_owned(), context(&[note]));
    }
    annotation
}

fn living(notes: &[Note]) -> Vec<&Note> {
    notes.iter().filter(|note| !note.deleted).collect()
}

/// The recommendation's context alone where that is enough, for many readers know no other.
fn context(notes: &[&Note]) -> Value {
    if notes.iter().all(|note| note.past.is_empty()) {
        return json!(CONTEXT);
    }
    json!([CONTEXT, {"khipu": "urn:khipu:terms:"}])
}

fn collection_id(record: &str) -> String {
    format!("urn:khipu:notes:{}", urn_part(record))
}

fn page_id(record: &str, at: usize) -> String {
    format!("{}:page:{}", collection_id(record), at + 1)
}

/// The collection with links to its first and last page.
fn head(notes: &[&Note], export: Export) -> Value {
    json!({
        "@context": context(notes),
        "id": collection_id(export.record),
        "type": "AnnotationCollection",
        "label": export.label,
        "generator": {"id": "urn:khipu", "type": "Software", "name": "Khipu"},
        "total": notes.len(),
        "first": page_id(export.record, 0),
    })
}

fn page(notes: &[&Note], at: usize, per_page: usize, export: Export) -> Value {
    let start = at * per_page;
    let end = notes.len().min(start + per_page);
    let here = notes.get(start..end).unwrap_or_default();
    let mut page = json!({
        "@context": context(here),
        "id": page_id(export.record, at),
        "type": "AnnotationPage",
        "partOf": {
            "id": collection_id(export.record),
            "type": "AnnotationCollection",
            "label": export.label,
            "total": notes.len(),
        },
        "startIndex": start,
        "items": here.iter().map(|note| item(note, export)).collect::<Vec<_>>(),
    });
    if let Value::Object(fields) = &mut page {
        if end < notes.len() {
            fields.insert("next".to_owned(), page_id(export.record, at + 1).into());
        }
        if let Some(before) = at.checked_sub(1) {
            fields.insert("prev".to_owned(), page_id(export.record, before).into());
        }
    }
    page
}

fn item(note: &Note, export: Export) -> Value {
    let mut annotation = json!({
        "id": note_urn(export.record, &note.id),
        "type": "Annotation",
        "motivation": if note.text.is_empty() { "highlighting" } else { "commenting" },
        "created": note.created.to_string(),
        "modified": note.modified.to_string(),
        "target": target(note, export.page),
    });
    let bodies = bodies(note);
    if let Value::Object(fields) = &mut annotation {
        if !bodies.is_empty() {
            fields.insert("body".to_owned(), Value::Array(bodies));
        }
        if !note.past.is_empty() {
            let past = note.past.iter().map(|at| Value::String(at.to_string()));
            fields.insert(PAST.to_owned(), past.collect());
        }
    }
    annotation
}

fn bodies(note: &Note) -> Vec<Value> {
    let body = |value: &str, purpose: &str| json!({"type": "TextualBody", "value": value, "purpose": purpose});
    let mut bodies = Vec::new();
    if !note.text.is_empty() {
        let mut text = body(&note.text, "commenting");
        if let Value::Object(fields) = &mut text {
            fields.insert("format".to_owned(), "text/plain".into());
        }
        bodies.push(text);
    }
    bodies.extend(note.tags.iter().map(|tag| body(tag, "tagging")));
    if note.state != State::default() {
        bodies.push(body(note.state.id(), "assessing"));
    }
    bodies
}

fn target(note: &Note, page: &str) -> Value {
    let link = note.target.link();
    let source = match &note.target {
        Target::Page { address, .. } => address.clone(),
        _ if link.is_empty() => page.to_owned(),
        _ => format!("{page}#{link}"),
    };
    let mut target = json!({"type": "SpecificResource", "source": source});
    let selectors = selectors(&note.target);
    if let Value::Object(fields) = &mut target {
        if !selectors.is_empty() {
            fields.insert("selector".to_owned(), Value::Array(selectors));
        }
        if note.colour != Colour::default() {
            fields.insert("styleClass".to_owned(), format!("{STYLE}{}", note.colour.id()).into());
        }
    }
    target
}

/// The words first, as most readers look for them, then what the words stand in.
fn selectors(target: &Target) -> Vec<Value> {
    let mut selectors = target.quote().map(quote_selectors).unwrap_or_default();
    if !matches!(target, Target::Page { .. }) {
        selectors.push(json!({
            "type": "FragmentSelector", "conformsTo": TARGETS, "value": target.on(),
        }));
    }
    selectors
}

fn quote_selectors(quote: &Quote) -> Vec<Value> {
    let mut selectors = vec![json!({
        "type": "TextQuoteSelector",
        "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix,
    })];
    selectors.extend(quote.position.map(|position| {
        json!({"type": "TextPositionSelector", "start": position.start, "end": position.end})
    }));
    selectors
}

/// A part of a name between colons.
fn urn_part(text: &str) -> String {
    escaped(text).replace(':', "%3A")
}

/// The name of a note beyond its record.
pub fn note_urn(record: &str, id: &str) -> String {
    format!("{NOTE_URN}:{}:{}", urn_part(record), urn_part(id))
}

/// The record and the id of a note's name, or nothing where it is no name of ours.
pub(super) fn read_urn(urn: &str) -> Option<(String, String)> {
    let (record, id) = urn.strip_prefix(NOTE_URN)?.strip_prefix(':')?.split_once(':')?;
    let id = unescaped(id).ok().filter(|id| !id.is_empty())?;
    Some((unescaped(record).ok()?, id))
}
