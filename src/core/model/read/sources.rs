//! Reads the file of a delivered record's sources and prose, which follows after the record.

use std::mem;

use super::{
    ReadError,
    entries::{list, source, unknown_source},
    field::{Field, Notes},
    parse,
};
use crate::core::{
    i18n::Text,
    model::{Archive, Expected, Problem, Source, Texts},
};

/// The name of the format of a file of sources.
pub const SOURCES_FORMAT: &str = "khipu-sources/1";

/// What of a delivered record follows after it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    /// In the rows of `Archive::sources`; a source that the file lacks keeps only its id.
    pub sources: Vec<Source>,
    /// What happened, in prose, in the rows of `Archive::events`.
    pub summaries: Texts,
    /// What each step tells, in the rows of `Archive::stories`.
    pub steps: Vec<Vec<Text>>,
}

/// A record's sources as they were read from their own file, and what was wrong with them.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedSources {
    pub details: Details,
    /// The first thousand problems of the file's entries, then the sources that it lacks.
    pub problems: Vec<Problem>,
    /// How many problems of the entries there were beyond those.
    pub more_problems: usize,
}

/// Reads the sources of a record that has only their ids. Entries the record does not name are
/// left out.
///
/// # Errors
/// When the text is no file of sources; see [`ReadError`].
pub fn read_sources(json: &str, archive: &Archive) -> Result<ImportedSources, ReadError> {
    let value = parse(json)?;
    if value.get("format").is_none_or(|format| format != SOURCES_FORMAT) {
        return Err(ReadError::NotSources);
    }
    let notes = Notes::new(archive.language.clone());
    let root = Field::root(&value, &notes);
    let (mut read, rows) = list(&root.at("sources"), source);
    let mut summaries = Texts::default();
    let prose = root.at("summaries");
    for row in 0..archive.events.len() {
        let text = prose.at(archive.events.id(row));
        let text = text.given().and_then(|text| text.text()).unwrap_or_default();
        summaries.push(&text.iter().collect::<Vec<_>>());
    }
    let told = root.at("steps");
    let steps = archive.stories.iter().map(|story| {
        let texts = told.at(&story.id);
        texts.items().map(|item| item.text().unwrap_or_default()).collect()
    });
    let steps = steps.collect();
    let (mut problems, more_problems) = notes.into_problems();
    let mut sources = Vec::new();
    for known in &archive.sources {
        let mut entry = unknown_source(&known.id);
        match rows.get(known.id.as_str()).and_then(|row| read.get_mut(*row)) {
            Some(found) => mem::swap(&mut entry, found),
            None => problems.push(Problem {
                path: "$.sources".to_owned(),
                found: known.id.clone(),
                expected: Expected::KnownDetails,
            }),
        }
        sources.push(entry);
    }
    Ok(ImportedSources { details: Details { sources, summaries, steps }, problems, more_problems })
}
