//! Writes the columnar form.

use serde_json::{Value, json};

use super::{MAGIC, SECTIONS};
use crate::core::model::{Archive, Known, Links, Texts, Writer};

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
    let events = &archive.events;
    let mut head = head.clone();
    let ids: Vec<&str> = archive.tags.iter().map(|tag| tag.id.as_str()).collect();
    head.as_object_mut()?.insert("tag_ids".to_owned(), json!(ids));
    let head = head.to_string();
    let words = |numbers: &[u32]| -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    };
    let days = |days: &[crate::core::time::Day]| -> Vec<u8> {
        days.iter().flat_map(|day| day.0.to_le_bytes()).collect()
    };
    let links = |links: &Links| [words(&links.ends), words(&links.rows)];
    let texts = |texts: &Texts| {
        let letters = texts.letters.as_bytes().to_vec();
        [words(&texts.ends), texts.tag_of.clone(), words(&texts.rows), letters]
    };
    let dates = events.dates.iter().map(|(row, start, end)| {
        json!([row, start.text, end.as_ref().map(|end| end.text.as_str())])
    });
    let writer = Writer::new(archive, Known::of(archive));
    let figures = (0..events.len()).filter_map(|row| {
        let figures = events.figures.get(super::super::column::part(&events.figure_ends, row))?;
        let figures: Vec<Value> = figures.iter().map(|figure| writer.figure(figure)).collect();
        (!figures.is_empty()).then(|| json!([row, figures]))
    });
    let rest = json!({
        "title_languages": events.titles.tags,
        "summary_languages": events.summaries.tags,
        "dates": dates.collect::<Vec<_>>(),
        "figures": figures.collect::<Vec<_>>(),
    });
    let injuries = events.injuries.iter().flat_map(|number| number.to_le_bytes()).collect();
    let [actor_ends, actors] = links(&events.actors);
    let [tag_ends, tags] = links(&events.tags);
    let [source_ends, sources] = links(&events.sources);
    let [title_ends, title_tags, title_rows, titles] = texts(&events.titles);
    let [summary_ends, summary_tags, summary_rows, summaries] = texts(&events.summaries);
    let sections: [Vec<u8>; SECTIONS.len()] = [
        days(&events.first),
        days(&events.last),
        events.kinds.iter().map(|kind| *kind as u8).collect(),
        events.certainty.iter().map(|certainty| *certainty as u8).collect(),
        words(&events.places),
        words(&events.deaths),
        injuries,
        words(&events.id_ends),
        events.ids.as_bytes().to_vec(),
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
        rest.to_string().into_bytes(),
    ];
    let lists =
        [archive.places.len(), archive.actors.len(), archive.tags.len(), archive.sources.len()];
    let counts = [head.len(), events.len()].into_iter().chain(lists).chain([SECTIONS.len()]);
    let mut file = MAGIC.to_vec();
    for number in counts.chain(sections.iter().map(Vec::len)) {
        file.extend(u32::try_from(number).ok()?.to_le_bytes());
    }
    file.extend(head.as_bytes());
    for section in &sections {
        file.extend_from_slice(section);
    }
    Some(file)
}
