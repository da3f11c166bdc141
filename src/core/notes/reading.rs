//! Web Annotations from outside, one by one: of W3C's form or of Hypothesis's.
//! Both are read by one reader, for they differ in a few names. No address is ever fetched.

use serde_json::Value;

use super::{
    Colour, Moment, Note, Part, Passage, State, Target,
    annotation::{PAST, STYLE, TARGETS, read_urn},
    digest::digest,
    entry,
    intake::{Intake, ProblemKind, Setting, admit},
    json, markup,
    passage::{Position, Quote},
};
use crate::core::link::unescaped;

/// How deep collections may hold pages.
const DEPTH_MAX: usize = 16;
/// The most targets of one annotation that are read, each as a note.
const TARGETS_MAX: usize = 16;

/// A file while it is read.
pub(super) struct Reading<'a> {
    pub intake: Intake,
    pub setting: Setting<'a>,
}

/// Reads whatever annotations a value holds, and answers whether it is of a kind that holds any.
pub(super) fn walk(value: &Value, path: &str, depth: usize, reading: &mut Reading) -> bool {
    if depth > DEPTH_MAX {
        return false;
    }
    if let Value::Array(items) = value {
        each(items, path, depth, reading);
        return items.iter().any(looks_like_annotation) || items.iter().any(is_container);
    }
    if looks_like_annotation(value) {
        read(value, path, reading);
        return true;
    }
    let mut is_known = is_container(value);
    for key in ["annotations", "rows", "items", "@graph", "first", "next"] {
        let inner = format!("{path}.{key}");
        match value.get(key) {
            Some(Value::Array(items)) => {
                each(items, &inner, depth, reading);
                is_known = true;
            }
            Some(object @ Value::Object(_)) if is_container(object) => {
                is_known |= walk(object, &inner, depth + 1, reading);
            }
            // A collection whose items stand in the same file names its page besides.
            Some(Value::String(address))
                if is_known
                    && (key == "next" || key == "first" && value.get("items").is_none()) =>
            {
                reading.intake.report(&inner, ProblemKind::PageElsewhere, address);
            }
            _ => {}
        }
    }
    is_known
}

fn each(items: &[Value], path: &str, depth: usize, reading: &mut Reading) {
    for (at, item) in items.iter().enumerate() {
        let path = format!("{path}[{at}]");
        if looks_like_annotation(item) {
            read(item, &path, reading);
        } else if !is_container(item) || !walk(item, &path, depth + 1, reading) {
            reading.intake.report(&path, ProblemKind::NotAnnotation, &json::written(item));
        }
    }
}

fn has_type(value: &Value, name: &str) -> bool {
    let types = value.get("type").or_else(|| value.get("@type"));
    types.into_iter().flat_map(one_or_many).any(|found| {
        found.as_str().is_some_and(|found| found.rsplit([':', '#', '/']).next() == Some(name))
    })
}

fn is_container(value: &Value) -> bool {
    has_type(value, "AnnotationCollection") || has_type(value, "AnnotationPage")
}

fn looks_like_annotation(value: &Value) -> bool {
    has_type(value, "Annotation")
        || !is_container(value) && (value.get("target").is_some() || value.get("uri").is_some())
}

/// A list's items, or the one thing that stands in its place.
fn one_or_many(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

/// The text of the first of some keys that has one.
fn word<'a>(value: &'a Value, keys: &[&str]) -> Option<&'a str> {
    keys.iter().find_map(|key| value.get(key).and_then(Value::as_str))
}

/// One annotation as a note for each of its targets.
fn read(value: &Value, path: &str, reading: &mut Reading) {
    let targets = match value.get("target") {
        Some(target) => one_or_many(target),
        None => &[],
    };
    let uri = value.get("uri").filter(|uri| uri.is_string());
    let targets = if targets.is_empty() {
        uri.map(std::slice::from_ref).unwrap_or_default()
    } else {
        targets
    };
    let urn = word(value, &["id", "@id"]).unwrap_or_default();
    let own = read_urn(urn);
    if let Some((record, _)) = &own {
        reading.intake.record.get_or_insert_with(|| record.clone());
        if reading.setting.record.is_some_and(|open| open != record) {
            reading.intake.report(path, ProblemKind::OtherRecord, record);
            return;
        }
    }
    if targets.is_empty() {
        reading.intake.report(path, ProblemKind::NoTarget, &json::written(value));
        return;
    }
    let mut note = Note::default();
    stamps(value, path, &mut note, reading);
    bodies(value, path, &mut note, reading);
    for (at, target) in targets.iter().enumerate() {
        let inner = format!("{path}.target[{at}]");
        if at == TARGETS_MAX {
            reading.intake.report(&inner, ProblemKind::NoTarget, &json::written(target));
            break;
        }
        let mut note = note.clone();
        let Some(about) = target_of(target, &inner, &mut note.colour, reading) else {
            reading.intake.report(&inner, ProblemKind::NoTarget, &json::written(target));
            continue;
        };
        note.target = about;
        note.id = match &own {
            Some((_, id)) => id.clone(),
            None => foreign_id(urn, &note),
        };
        if at > 0 {
            note.id = format!("{}~{}", note.id, at + 1);
        }
        admit(note, path, &mut reading.intake);
    }
}

/// The id of a note from elsewhere: it follows from its name there, or from what it says.
pub(super) fn foreign_id(name: &str, note: &Note) -> String {
    let content = [note.target.on(), note.text.clone(), note.created.to_string()];
    let content: Vec<&str> = content.iter().map(String::as_str).collect();
    let number = if name.is_empty() { digest(&content) } else { digest(&[name]) };
    format!("web-{number:016x}")
}

fn stamps(value: &Value, path: &str, note: &mut Note, reading: &mut Reading) {
    let mut read = |keys: &[&str]| {
        let text = word(value, keys)?;
        let moment = Moment::parse(text);
        if moment.is_none() {
            reading.intake.report(path, ProblemKind::Date, text);
        }
        moment
    };
    let created = read(&["created"]);
    let modified = read(&["modified", "updated"]);
    note.created = created.or(modified).unwrap_or(reading.setting.now);
    note.modified = modified.unwrap_or(note.created).max(note.created);
    let past = value.get(PAST).map(one_or_many).unwrap_or_default();
    note.past = past.iter().filter_map(entry::moment).take(8).collect();
}

/// The text, the tags and the state: W3C's bodies, or what Hypothesis has in their place.
fn bodies(value: &Value, path: &str, note: &mut Note, reading: &mut Reading) {
    let mut texts: Vec<String> = Vec::new();
    texts.extend(word(value, &["bodyValue"]).map(str::to_owned));
    texts.extend(word(value, &["text"]).map(str::to_owned));
    for tag in value.get("tags").map(one_or_many).unwrap_or_default() {
        note.tag(tag.as_str().unwrap_or_default());
    }
    let bodies = value.get("body").map(one_or_many).unwrap_or_default();
    for (at, body) in bodies.iter().enumerate() {
        let path = format!("{path}.body[{at}]");
        texts.extend(body_text(body, &path, note, reading));
    }
    texts.retain(|text| !text.is_empty());
    note.text = texts.join("\n\n");
}

/// The text of a body, unless it is a tag or a state.
fn body_text(body: &Value, path: &str, note: &mut Note, reading: &mut Reading) -> Option<String> {
    if let Some(address) = body.as_str() {
        return Some(address.to_owned());
    }
    // Of alternatives the first is meant for those who cannot choose.
    if let Some(first) = body.get("items").and_then(Value::as_array).and_then(|items| items.first())
    {
        return if first.get("items").is_none() {
            body_text(first, path, note, reading)
        } else {
            None
        };
    }
    let value = word(body, &["value", "chars"]);
    let purpose = body.get("purpose").map(one_or_many).unwrap_or_default();
    let is_for = |name: &str| purpose.iter().any(|purpose| purpose.as_str() == Some(name));
    let Some(value) = value else {
        let address = word(body, &["id", "@id", "source"]);
        if address.is_none() {
            reading.intake.report(path, ProblemKind::Body, &json::written(body));
        }
        return address.map(str::to_owned);
    };
    if is_for("tagging") || has_type(body, "Tag") {
        note.tag(value);
        return None;
    }
    if is_for("assessing")
        && let Some(state) = State::from_id(value)
    {
        note.state = state;
        return None;
    }
    if word(body, &["format"]).is_some_and(|format| format.starts_with("text/html")) {
        reading.intake.report(path, ProblemKind::Markup, value);
        return Some(markup::text_of(value));
    }
    Some(value.to_owned())
}

/// What one target is about. Its style says the colour.
fn target_of(
    target: &Value,
    path: &str,
    colour: &mut Colour,
    reading: &mut Reading,
) -> Option<Target> {
    if let Some(address) = target.as_str() {
        return Some(of_address(address, None, reading.setting));
    }
    let source = target.get("source").map_or_else(
        || word(target, &["id", "@id"]),
        |source| source.as_str().or_else(|| word(source, &["id", "@id"])),
    );
    for style in target.get("styleClass").map(one_or_many).unwrap_or_default() {
        let name = style.as_str().and_then(|style| style.strip_prefix(STYLE));
        *colour = name.and_then(Colour::from_id).unwrap_or(*colour);
    }
    let mut found = Found::default();
    for selector in target.get("selector").map(one_or_many).unwrap_or_default() {
        select(selector, path, 0, &mut found, reading);
    }
    match (found.on.take(), source) {
        (Some(on), _) => Some(Target::read(&on, found.quote())),
        (None, Some(source)) => Some(of_address(source, found.quote(), reading.setting)),
        (None, None) => None,
    }
}

/// What the selectors of a target give.
#[derive(Default)]
struct Found {
    on: Option<String>,
    quote: Option<Quote>,
    position: Option<Position>,
}

impl Found {
    /// The words with their position; a position alone is no quote.
    fn quote(&mut self) -> Option<Quote> {
        let mut quote = self.quote.take()?;
        quote.position = self.position;
        Some(quote)
    }
}

fn select(selector: &Value, path: &str, depth: usize, found: &mut Found, reading: &mut Reading) {
    let kind = word(selector, &["type", "@type"]).unwrap_or_default();
    match kind.rsplit([':', '#']).next().unwrap_or_default() {
        "TextQuoteSelector" if selector.get("exact").is_some_and(Value::is_string) => {
            let text = |key: &str| word(selector, &[key]).unwrap_or_default().to_owned();
            found.quote.get_or_insert_with(|| Quote {
                exact: text("exact"),
                prefix: text("prefix"),
                suffix: text("suffix"),
                position: None,
            });
        }
        "TextPositionSelector" => {
            let point =
                |key: &str| selector.get(key)?.as_u64().and_then(|at| u32::try_from(at).ok());
            found.position = point("start").zip(point("end")).and_then(Position::between);
        }
        "FragmentSelector" if word(selector, &["conformsTo"]) == Some(TARGETS) => {
            found.on = word(selector, &["value"]).map(str::to_owned);
        }
        // Of a range the browser's path is of no use elsewhere; its words come with it.
        "RangeSelector" => {}
        _ => {
            let found = if kind.is_empty() { &json::written(selector) } else { kind };
            reading.intake.report(path, ProblemKind::Selector, found);
        }
    }
    for finer in selector.get("refinedBy").map(one_or_many).unwrap_or_default() {
        if depth < DEPTH_MAX {
            select(finer, path, depth + 1, found, reading);
        }
    }
}

/// What an address is about: an event, or words of it, where it is a link to one; else another page.
fn of_address(address: &str, quote: Option<Quote>, setting: Setting) -> Target {
    let (before, fragment) = address.split_once('#').unwrap_or((address, ""));
    let is_here = !setting.page.is_empty() && before == setting.page;
    if !is_here {
        return Target::Page { address: address.to_owned(), quote };
    }
    let value = |key: &str| {
        let pair = |pair: &str| pair.strip_prefix(key)?.strip_prefix('=').map(unescaped);
        fragment.split('&').find_map(pair).and_then(Result::ok)
    };
    let lang = value("lang").unwrap_or_else(|| setting.lang.to_owned());
    match (value("event"), quote) {
        (Some(event), Some(quote)) if !lang.is_empty() => {
            // Where the words stand on the page is not where they stand in the event's text.
            let quote = Quote { position: None, ..quote };
            Target::Passage(Passage { event, lang, part: Part::Summary, quote })
        }
        (_, Some(quote)) => Target::Page { address: address.to_owned(), quote: Some(quote) },
        (Some(event), None) if !fragment.contains('&') => Target::Event(event),
        (_, None) if fragment.is_empty() => Target::Record,
        (_, None) => Target::View(fragment.to_owned()),
    }
}
