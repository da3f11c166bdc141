//! Reads a record's file. Strict by file, lenient by entry: what is no record is an error,
//! what is wrong inside one is left out and listed. The JSON is walked by hand, for derived
//! readers stop at the first mistake and weigh more. `docs/formats/record.md` is the format.

mod arriving;
mod columns;
mod entries;
mod events;
mod field;
mod gathered;
mod quick;
mod sources;
mod stories;

use std::cell::RefCell;

use serde_json::{Value, error::Category};

use super::{Archive, Events, Expected, Problem};
use crate::core::time::{Day, Span};
use field::{Field, Notes, is_language};

pub use arriving::{Read, RecordReader};
pub(super) use field::is_json_file;
pub use sources::{Details, ImportedSources, SOURCES_FORMAT, read_sources};

/// The format's name, which every record's file carries.
pub const FORMAT: &str = "khipu/1";
/// How large a file of JSON may be, in bytes.
pub const JSON_MOST_BYTES: usize = 64 << 20;
/// How deep lists and objects may lie in one another.
const MOST_DEPTH: usize = 64;

/// A record as it was read, and what was wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    pub archive: Archive,
    /// The first thousand problems, in the order they were met.
    pub problems: Vec<Problem>,
    /// How many problems there were beyond those.
    pub more_problems: usize,
}

/// Why a text is no record at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("the file is larger than 64 MiB: split the record or shorten its texts")]
    TooLarge,
    #[error("lists and objects lie more than 64 deep: this is not a record of Khipu")]
    TooDeep,
    #[error("the file ends too early: it may not have been copied or downloaded whole")]
    Truncated,
    #[error("the file is not JSON: look at line {line}, column {column}")]
    NotJson { line: usize, column: usize },
    #[error("the file is JSON but not a record: it lacks the key \"format\" with \"{FORMAT}\"")]
    NotARecord,
    #[error(
        "the file is JSON but holds no sources: it lacks the key \"format\" with \"{SOURCES_FORMAT}\""
    )]
    NotSources,
    #[error("the record's format is {0}, and this version reads only \"{FORMAT}\"")]
    UnknownFormat(String),
}

/// Reads a record, whole or in its delivered form of one language.
///
/// # Errors
/// When the text is no record of a format this version knows; see [`ReadError`].
pub fn read(json: &str) -> Result<Imported, ReadError> {
    Ok(read_value(&record_of(json)?))
}

/// Parses a file's text, and makes sure that it is a record.
///
/// # Errors
/// As `read`.
pub(super) fn record_of(json: &str) -> Result<Value, ReadError> {
    let value = parse(json)?;
    match value.get("format") {
        Some(Value::String(format)) if format == FORMAT => Ok(value),
        None | Some(Value::Null) => Err(ReadError::NotARecord),
        Some(other) => Err(ReadError::UnknownFormat(super::problem::shortened(other))),
    }
}

/// Reads a record's parsed JSON.
pub fn read_value(value: &Value) -> Imported {
    imported(value, &|root, entries| events::Happened::read(root, entries))
}

/// Reads a record whose events came as columns; `rest` is what of them is irregular. Nothing where
/// the rest cannot be.
pub(super) fn read_with_columns(value: &Value, events: Events, rest: &Value) -> Option<Imported> {
    let events = RefCell::new(Some(events));
    let made = RefCell::new(true);
    let read = imported(value, &|root, entries| {
        let found = columns::happened(root, entries, events.take().unwrap_or_default(), rest);
        found.unwrap_or_else(|| {
            made.replace(false);
            events::Happened::read(root, entries)
        })
    });
    made.take().then_some(read)
}

/// Reads the events of a record whose other lists are read.
type Reads<'v> = dyn Fn(&Field<'v, '_>, &mut entries::Entries<'v>) -> events::Happened + 'v;

fn imported<'v>(value: &'v Value, happened: &Reads<'v>) -> Imported {
    let language = value.get("language").and_then(Value::as_str).filter(|tag| is_language(tag));
    let notes = Notes::new(language.unwrap_or("en").to_owned());
    let archive = archive(Field::root(value, &notes), happened);
    let (problems, more_problems) = notes.into_problems();
    Imported { archive, problems, more_problems }
}

/// Parses a file's text as JSON within the limits of a record.
///
/// # Errors
/// When the text is not JSON, or larger or deeper than a record may be.
pub fn parse(json: &str) -> Result<Value, ReadError> {
    if json.len() > JSON_MOST_BYTES {
        return Err(ReadError::TooLarge);
    }
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    if depth(json.as_bytes()) > MOST_DEPTH {
        return Err(ReadError::TooDeep);
    }
    serde_json::from_str(json).map_err(|error| match error.classify() {
        Category::Eof => ReadError::Truncated,
        _ => ReadError::NotJson { line: error.line(), column: error.column() },
    })
}

/// How deep lists and objects lie in one another.
fn depth(json: &[u8]) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    let (mut in_text, mut escaped) = (false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                now += 1;
                deepest = deepest.max(now);
            }
            b']' | b'}' if !in_text => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn archive<'v>(root: Field<'v, '_>, happened: &Reads<'v>) -> Archive {
    let words =
        |key| root.at(key).given().and_then(|field| field.words()).unwrap_or_default().to_owned();
    let text = |key| root.at(key).given().and_then(|field| field.text()).unwrap_or_default();
    let language = root.at("language").word_where(is_language, Expected::Language);
    let language = language.unwrap_or("en").to_owned();
    let id = root.at("id").new_id(&field::Ids::new()).unwrap_or_default().to_owned();
    let title = root.at("title").text().unwrap_or_default();
    let window = root.at("window").given().and_then(|window| window.span("start", "end"));
    let cursor = root.at("cursor").given().and_then(|cursor| cursor.day());

    let languages_field = root.at("languages");
    let mut languages: Vec<String> = languages_field
        .items()
        .filter_map(|item| item.word_where(is_language, Expected::Language).map(str::to_owned))
        .collect();
    if languages.is_empty() {
        languages.push(language.clone());
    }

    let mut entries = entries::Entries::read(&root);
    let happened = happened(&root, &mut entries);
    let stories = stories::read(&root, &entries, &happened.events);
    let mut archive = Archive {
        id,
        title,
        description: text("description"),
        language,
        languages,
        license: words("license"),
        updated: words("updated"),
        window: Span { first: Day(0), last: Day(0) },
        cursor: Day(0),
        areas: entries.areas,
        sources: entries.sources,
        sources_file: entries.sources_file,
        places: entries.places,
        actors: entries.actors,
        events: happened.events,
        claims: happened.claims,
        stories,
        tags: happened.tags,
    };
    archive.window = window.unwrap_or_else(|| archive.extent());
    archive.cursor = cursor.unwrap_or(archive.window.last);
    archive
}
