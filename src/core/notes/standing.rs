//! Whether the record still has what a note is about, and in which language.

use super::{Anchor, Note, Part, Target};
use crate::core::{
    i18n::Lang,
    model::{Archive, Known, Row},
};

/// How a note stands to the open record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// What it is about is there.
    Here,
    /// Its words are there, and read otherwise than when they were marked.
    Changed,
    /// Its words are in another language; in this one it stands at the event as a whole.
    OtherLanguage(String),
    /// The event is there, its words are not.
    WordsGone,
    /// The record has nothing of this id any more.
    Gone,
    /// The prose that its words are in has yet to come.
    Unknown,
}

/// How a note stands to the record as it is open in a language.
pub fn standing(note: &Note, archive: &Archive, known: Known, lang: Lang) -> Standing {
    let is = |found: bool| if found { Standing::Here } else { Standing::Gone };
    match &note.target {
        Target::Event(id) => is(archive.event_row(id).is_some()),
        Target::Figure { event, measure } => is(archive
            .event_row(event)
            .and_then(|row| archive.events.get(row))
            .is_some_and(|event| event.figures.iter().any(|it| it.measure == *measure))),
        Target::Claims(measure) => is(archive.claims.iter().any(|it| it.measure == *measure)),
        Target::Claim(id) => is(archive.claims.iter().any(|claim| claim.id == *id)),
        Target::Region(code) => is(archive.areas.iter().any(|area| area.id == *code)),
        Target::Place(id) => is(archive.places.iter().any(|place| place.id == *id)),
        Target::Passage(passage) => {
            let Some(row) = archive.event_row(&passage.event) else { return Standing::Gone };
            let Some(text) = part_text(archive, known, lang, row, passage.part) else {
                return Standing::Unknown;
            };
            match passage.anchor(lang.tag(), text) {
                None => Standing::OtherLanguage(passage.lang.clone()),
                Some(Anchor::Kept(_) | Anchor::Moved(_)) => Standing::Here,
                Some(Anchor::Changed { .. }) => Standing::Changed,
                Some(Anchor::Orphaned) => Standing::WordsGone,
            }
        }
        Target::Record
        | Target::Time(_)
        | Target::View(_)
        | Target::Page { .. }
        | Target::Other { .. } => Standing::Here,
    }
}

/// One of an event's texts in a language; nothing while it has yet to come.
pub fn part_text<'a>(
    archive: &'a Archive,
    known: Known<'a>,
    lang: Lang,
    row: Row,
    part: Part,
) -> Option<&'a str> {
    let text = match part {
        Part::Title => archive.events.title(row, lang, &archive.language).text,
        Part::Summary => known.summary(archive, row, lang).text,
    };
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{
        model::read,
        notes::{Moment, Passage, Quote},
    };

    const RECORD: &str = r#"{"format":"khipu/1","id":"r","title":"R","language":"en","languages":["en","es"],
        "sources":[{"id":"s","title":"S","kind":"news"}],
        "events":[{"id":"a","start":"2023-01-09","kind":"clash","certainty":"reported","sources":["s"],
        "title":{"en":"A march","es":"Una marcha"},
        "summary":{"en":"Several hundred people close the road.","es":"Cientos cierran la carretera."}}]}"#;

    fn check(target: Target, lang: Lang, expected: &Standing) {
        let archive = read(RECORD).unwrap().archive;
        let note = Note::new("n", target, Moment::default());
        assert_eq!(standing(&note, &archive, Known::of(&archive), lang), *expected);
    }

    fn passage(words: &str) -> Target {
        let quote = Quote { exact: words.to_owned(), ..Quote::default() };
        let (event, lang) = ("a".to_owned(), "en".to_owned());
        Target::Passage(Passage { event, lang, part: Part::Summary, quote })
    }

    #[test]
    fn a_note_says_whether_the_record_still_has_what_it_is_about() {
        check(Target::Event("a".to_owned()), Lang::En, &Standing::Here);
        check(Target::Event("b".to_owned()), Lang::En, &Standing::Gone);
        check(Target::Region("PE-PUN".to_owned()), Lang::En, &Standing::Gone);
        check(Target::Record, Lang::En, &Standing::Here);
    }

    #[test]
    fn a_passage_falls_back_to_its_event_in_another_language() {
        check(passage("hundred people"), Lang::En, &Standing::Here);
        check(passage("hundred persons close"), Lang::En, &Standing::Changed);
        check(passage("hundred people"), Lang::Es, &Standing::OtherLanguage("en".to_owned()));
        check(passage("the army fires"), Lang::En, &Standing::WordsGone);
    }
}
