//! Writes the columnar form.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::{MAGIC, SECTIONS};
use crate::core::{
    model::{Archive, Expected, Imported, JSON_MOST_BYTES, Known, Links, Problem, Texts, Writer},
    time::Day,
};

/// A columnar file, of which the texts are the archive's own.
pub struct Columns<'a> {
    /// What stands before the columns.
    start: Vec<u8>,
    sections: [Cow<'a, [u8]>; SECTIONS.len()],
}

/// A record's JSON without its events: what stands before the columns.
pub fn head(record: &Value) -> Value {
    let mut head = record.clone();
    if let Some(fields) = head.as_object_mut() {
        fields.remove("events");
    }
    head
}

/// The columnar file of a record, or nothing where it is too large for one (4 GiB a column).
/// The archive must have been read from the record that the head was made of, without problems.
pub fn to_columns(head: &Value, archive: &Archive) -> Option<Vec<u8>> {
    let mut head = head.clone();
    head.as_object_mut()?.insert("tag_ids".to_owned(), tag_ids(archive));
    Some(Columns::of(&head.to_string(), archive)?.parts().collect::<Vec<_>>().concat())
}

/// The same for a record as it was read, problems and all; `head` is the text of its JSON without
/// the events, to the letter, so that whoever reads it finds the same lists.
pub fn in_columns<'a>(imported: &'a Imported, head: &str) -> Option<Columns<'a>> {
    let problem = |it: &Problem| {
        let expected = Expected::ALL.iter().position(|expected| *expected == it.expected);
        [json!(it.path), json!(it.found), json!(expected)]
    };
    let problems: Vec<Value> = imported.problems.iter().flat_map(problem).collect();
    let (tag_ids, more) = (tag_ids(&imported.archive), imported.more_problems);
    // Of a key that stands twice the later one counts.
    let told = json!({"tag_ids": tag_ids, "problems": problems, "more_problems": more});
    let told = told.to_string();
    let head = format!("{},{}", head.trim_end().strip_suffix('}')?, told.strip_prefix('{')?);
    if head.len() > JSON_MOST_BYTES { None } else { Columns::of(&head, &imported.archive) }
}

fn tag_ids(archive: &Archive) -> Value {
    archive.tags.iter().map(|tag| tag.id.as_str()).collect()
}

impl<'a> Columns<'a> {
    /// The file's parts, one after another.
    pub fn parts(&self) -> impl Iterator<Item = &[u8]> {
        let sections = self.sections.iter().map(AsRef::as_ref);
        std::iter::once(self.start.as_slice()).chain(sections)
    }

    /// The file with a text before its columns.
    fn of(head: &str, archive: &'a Archive) -> Option<Self> {
        let events = &archive.events;
        let links = |links: &Links| [bytes_of(&links.ends), bytes_of(&links.rows)];
        let texts = |texts: &'a Texts| {
            let letters = Cow::Borrowed(texts.letters.as_bytes());
            let tags = Cow::Borrowed(texts.tag_of.as_slice());
            [bytes_of(&texts.ends), tags, bytes_of(&texts.rows), letters]
        };
        let dates = events.dates.iter().map(|(row, start, end)| {
            json!([row, start.text, end.as_ref().map(|end| end.text.as_str())])
        });
        let writer = Writer::new(archive, Known::of(archive));
        let figures = (0..events.len()).filter_map(|row| {
            let figures =
                events.figures.get(super::super::column::part(&events.figure_ends, row))?;
            let figures: Vec<Value> = figures.iter().map(|figure| writer.figure(figure)).collect();
            (!figures.is_empty()).then(|| Value::Array(vec![row.into(), figures.into()]))
        });
        let rest: Value = Map::from_iter([
            ("title_languages".to_owned(), json!(events.titles.tags)),
            ("summary_languages".to_owned(), json!(events.summaries.tags)),
            ("dates".to_owned(), dates.collect()),
            ("figures".to_owned(), figures.collect()),
        ])
        .into();
        let days = |days: &[Day]| days.iter().flat_map(|day| day.0.to_le_bytes()).collect();
        let injuries = events.injuries.iter().flat_map(|number| number.to_le_bytes()).collect();
        let [actor_ends, actors] = links(&events.actors);
        let [tag_ends, tags] = links(&events.tags);
        let [source_ends, sources] = links(&events.sources);
        let [title_ends, title_tags, title_rows, titles] = texts(&events.titles);
        let [summary_ends, summary_tags, summary_rows, summaries] = texts(&events.summaries);
        let sections: [Cow<'a, [u8]>; SECTIONS.len()] = [
            days(&events.first),
            days(&events.last),
            events.kinds.iter().map(|kind| *kind as u8).collect(),
            events.certainty.iter().map(|certainty| *certainty as u8).collect(),
            bytes_of(&events.places),
            bytes_of(&events.deaths),
            injuries,
            bytes_of(&events.id_ends),
            Cow::Borrowed(events.ids.as_bytes()),
            actor_ends,
            actors,
            tag_ends,
            tags,
            source_ends,
            sources,
            title_ends,
            title_tags,
            title_rows,
            titles,
            summary_ends,
            summary_tags,
            summary_rows,
            summaries,
            rest.to_string().into_bytes().into(),
        ];
        let lists =
            [archive.places.len(), archive.actors.len(), archive.tags.len(), archive.sources.len()];
        let counts = [head.len(), events.len()].into_iter().chain(lists).chain([SECTIONS.len()]);
        let mut start = MAGIC.to_vec();
        for number in counts.chain(sections.iter().map(|section| section.len())) {
            start.extend(u32::try_from(number).ok()?.to_le_bytes());
        }
        start.extend(head.as_bytes());
        Some(Self { start, sections })
    }
}

fn bytes_of<'a>(numbers: &[u32]) -> Cow<'a, [u8]> {
    let mut bytes = Vec::with_capacity(numbers.len() * 4);
    for number in numbers {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.into()
}
