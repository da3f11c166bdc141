//! What the Web Annotation Data Model (W3C Recommendation, 23 February 2017) says an annotation, a
//! collection and a page MUST be, in our own words, held against generated exports.

use khipu::core::notes::{CONTEXT, Note, annotation, collection, paged};
use serde_json::{Value, json};

use super::{exchange::EXPORT, sample};

/// What a document breaks, as sentences.
struct Breaches(Vec<String>);

impl Breaches {
    fn must(&mut self, holds: bool, what: &str, value: &Value) {
        if !holds {
            self.0.push(format!("{what}: {value}"));
        }
    }
}

fn is_text(value: Option<&Value>) -> bool {
    value.is_some_and(Value::is_string)
}

/// An absolute address or name: a scheme, a colon, and no space.
fn is_iri(value: Option<&Value>) -> bool {
    let Some((scheme, rest)) = value.and_then(Value::as_str).and_then(|iri| iri.split_once(':'))
    else {
        return false;
    };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !rest.is_empty()
        && !rest
            .contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}

fn types(value: &Value) -> Vec<&str> {
    match value.get("type") {
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(one)) => vec![one],
        _ => Vec::new(),
    }
}

fn one_or_many(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(all) => all.iter().collect(),
        one => vec![one],
    }
}

/// An xsd:dateTime in UTC, written with Z.
fn is_date(value: &Value) -> bool {
    let Some(text) = value.as_str().and_then(|text| text.strip_suffix('Z')) else { return false };
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00T00:00:00" || shape == "0000-00-00T00:00:00.000"
}

/// Section 3.1: the context is there, alone as a text or one of a list.
fn context(value: &Value, found: &mut Breaches) {
    let holds = match value.get("@context") {
        Some(Value::String(one)) => one == CONTEXT,
        Some(Value::Array(all)) => all.len() > 1 && all.contains(&json!(CONTEXT)),
        _ => false,
    };
    found.must(holds, "@context has to name the recommendation's", &value["@context"]);
}

/// Sections 3.1 and 3.3: an annotation has an id that is one IRI, the type Annotation, at least one
/// target; its dates are in UTC, at most one each.
fn check_annotation(value: &Value, found: &mut Breaches) {
    found.must(is_iri(value.get("id")), "id has to be an IRI", &value["id"]);
    found.must(types(value).contains(&"Annotation"), "type has to hold Annotation", &value["type"]);
    found.must(
        value.get("target").is_some_and(|target| !target.is_null()),
        "a target is needed",
        value,
    );
    for key in ["created", "modified"] {
        if let Some(date) = value.get(key) {
            found.must(is_date(date), "a date has to be xsd:dateTime in UTC", date);
        }
    }
    for motivation in value.get("motivation").map(one_or_many).unwrap_or_default() {
        let known = [
            "assessing",
            "bookmarking",
            "classifying",
            "commenting",
            "describing",
            "editing",
            "highlighting",
            "identifying",
            "linking",
            "moderating",
            "questioning",
            "replying",
            "tagging",
        ];
        let holds = motivation.as_str().is_some_and(|word| known.contains(&word));
        found.must(holds, "a motivation has to be one of the vocabulary's", motivation);
    }
    found.must(
        !(value.get("body").is_some() && value.get("bodyValue").is_some()),
        "body and bodyValue exclude each other",
        value,
    );
    for body in value.get("body").map(one_or_many).unwrap_or_default() {
        check_body(body, found);
    }
    for target in value.get("target").map(one_or_many).unwrap_or_default() {
        check_target(target, found);
    }
}

/// Section 3.2.4: a textual body has one value, a text; at most one format and purpose each a text.
fn check_body(body: &Value, found: &mut Breaches) {
    if body.is_string() {
        found.must(is_iri(Some(body)), "a body that is a text has to be an IRI", body);
        return;
    }
    found.must(types(body).contains(&"TextualBody"), "an embedded text is a TextualBody", body);
    found.must(is_text(body.get("value")), "a textual body has one value, a text", body);
    for key in ["format", "language", "textDirection", "purpose"] {
        found.must(
            body.get(key).is_none_or(Value::is_string),
            "a property of a body is a text",
            body,
        );
    }
}

/// Section 4: a specific resource has exactly one source, an IRI or an object with one; its style
/// class is a text.
fn check_target(target: &Value, found: &mut Breaches) {
    if target.is_string() {
        found.must(is_iri(Some(target)), "a target that is a text has to be an IRI", target);
        return;
    }
    let source = target.get("source");
    let is_source = is_iri(source) || source.is_some_and(|source| is_iri(source.get("id")));
    found.must(is_source, "a specific resource has one source", target);
    for style in target.get("styleClass").map(one_or_many).unwrap_or_default() {
        found.must(style.is_string(), "a style class is a text", style);
    }
    for selector in target.get("selector").map(one_or_many).unwrap_or_default() {
        check_selector(selector, found);
    }
}

/// Sections 4.2.1, 4.2.4 and 4.2.5: what each selector has exactly one of.
fn check_selector(selector: &Value, found: &mut Breaches) {
    match types(selector).as_slice() {
        ["TextQuoteSelector"] => {
            found.must(is_text(selector.get("exact")), "a quote has one exact text", selector);
            for key in ["prefix", "suffix"] {
                found.must(
                    selector.get(key).is_none_or(Value::is_string),
                    "its neighbours are texts",
                    selector,
                );
            }
        }
        ["TextPositionSelector"] => {
            let point = |key: &str| selector.get(key).and_then(Value::as_u64);
            let holds = point("start").zip(point("end")).is_some_and(|(start, end)| start <= end);
            found.must(holds, "a position has one start and one end, neither negative", selector);
        }
        ["FragmentSelector"] => {
            found.must(
                is_text(selector.get("value")),
                "a fragment has one value, a text",
                selector,
            );
            let holds = selector.get("conformsTo").is_none_or(|to| is_iri(Some(to)));
            found.must(holds, "what a fragment conforms to is an IRI", selector);
        }
        _ => found.must(false, "a selector has one type of the recommendation's", selector),
    }
    for finer in selector.get("refinedBy").map(one_or_many).unwrap_or_default() {
        check_selector(finer, found);
    }
}

/// Section 5.1: a collection has an id, its type, and a first page where it holds anything.
fn check_collection(value: &Value, found: &mut Breaches) {
    context(value, found);
    found.must(is_iri(value.get("id")), "a collection's id has to be an IRI", &value["id"]);
    found.must(types(value).contains(&"AnnotationCollection"), "its type has to say so", value);
    found.must(
        value.get("total").is_none_or(Value::is_u64),
        "total is a number, not negative",
        value,
    );
    found.must(value.get("label").is_none_or(Value::is_string), "the label is a text", value);
    match value.get("first") {
        Some(page @ Value::Object(_)) => check_page(page, found),
        first => found.must(is_iri(first), "first is a page or its IRI", value),
    }
    let last = value.get("last").is_none_or(|page| is_iri(Some(page)));
    found.must(last, "last is a page's IRI", value);
}

/// Section 5.2: a page has an id, its type, items that are a list, and the collection it is a part
/// of; the first has no page before it, the last none after it.
fn check_page(value: &Value, found: &mut Breaches) {
    found.must(is_iri(value.get("id")), "a page's id has to be an IRI", &value["id"]);
    found.must(types(value).contains(&"AnnotationPage"), "its type has to say so", value);
    found.must(
        value.get("partOf").is_some_and(Value::is_object),
        "partOf has to be an object",
        value,
    );
    found.must(is_iri(value.pointer("/partOf/id")), "partOf has the collection's IRI", value);
    for key in ["next", "prev"] {
        found.must(
            value.get(key).is_none_or(|page| is_iri(Some(page))),
            "a neighbour is an IRI",
            value,
        );
    }
    found.must(
        value.get("startIndex").is_none_or(Value::is_u64),
        "startIndex is not negative",
        value,
    );
    let items = value.get("items").and_then(Value::as_array);
    found.must(items.is_some(), "items have to be a list", value);
    for item in items.into_iter().flatten() {
        check_annotation(item, found);
    }
}

fn assert_none(found: &Breaches) {
    assert!(found.0.is_empty(), "{} breaches:\n{}", found.0.len(), found.0.join("\n"));
}

fn generated() -> Vec<Note> {
    sample::notes(200, 21)
}

#[test]
fn two_hundred_generated_notes_keep_every_must_of_annotations() {
    let mut found = Breaches(Vec::new());
    for note in generated() {
        let value = annotation(&note, EXPORT);
        context(&value, &mut found);
        check_annotation(&value, &mut found);
    }
    assert_none(&found);
}

#[test]
fn collections_and_pages_keep_every_must_and_hold_together() {
    let notes = generated();
    let mut found = Breaches(Vec::new());
    let whole = collection(&notes, EXPORT);
    check_collection(&whole, &mut found);
    assert_eq!(whole["total"], 200);
    assert_eq!(whole["first"]["items"].as_array().map(Vec::len), Some(200));
    assert_eq!(whole["first"]["partOf"]["id"], whole["id"]);
    check_collection(&collection(&[], EXPORT), &mut found);

    let (head, pages) = paged(&notes, 60, EXPORT);
    check_collection(&head, &mut found);
    assert_eq!(head["first"], pages[0]["id"]);
    let mut seen = 0;
    for (at, page) in pages.iter().enumerate() {
        context(page, &mut found);
        check_page(page, &mut found);
        assert_eq!(page["partOf"]["id"], head["id"]);
        assert_eq!(page["startIndex"], seen);
        seen += page["items"].as_array().unwrap().len();
        let neighbour = |at: Option<usize>| at.and_then(|at| pages.get(at)).map(|page| &page["id"]);
        assert_eq!(page.get("next"), neighbour(Some(at + 1)));
        assert_eq!(page.get("prev"), neighbour(at.checked_sub(1)));
    }
    assert_eq!((seen, pages.len()), (200, 4));
    assert_none(&found);
}

#[test]
fn deleted_notes_are_not_exported() {
    let notes: Vec<Note> = generated().iter().map(|note| note.tombstone(note.modified)).collect();
    assert_eq!(collection(&notes, EXPORT)["total"], 0);
}

#[test]
fn the_assertions_find_what_breaks_them() {
    let whole = annotation(&generated()[0], EXPORT);
    let breaks = |change: &dyn Fn(&mut Value)| {
        let mut value = whole.clone();
        change(&mut value);
        let mut found = Breaches(Vec::new());
        context(&value, &mut found);
        check_annotation(&value, &mut found);
        !found.0.is_empty()
    };
    assert!(!breaks(&|_| {}));
    assert!(breaks(&|value| value["@context"] = json!("https://schema.org")));
    assert!(breaks(&|value| value["id"] = json!("no name")));
    assert!(breaks(&|value| value["type"] = json!("Note")));
    assert!(breaks(&|value| value["target"] = json!(null)));
    assert!(breaks(&|value| value["created"] = json!("yesterday")));
    assert!(breaks(&|value| value["motivation"] = json!("wondering")));
    assert!(breaks(&|value| value["body"] = json!({"type": "TextualBody"})));
    assert!(breaks(&|value| value["target"] = json!({"selector": []})));
    assert!(breaks(&|value| value["target"]["selector"] = json!({"type": "TextQuoteSelector"})));
    let mut page = paged(&generated(), 10, EXPORT).1.remove(0);
    page["partOf"] = json!("urn:x:y");
    let mut found = Breaches(Vec::new());
    check_page(&page, &mut found);
    assert!(!found.0.is_empty());
}
