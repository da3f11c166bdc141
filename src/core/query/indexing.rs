//! Makes the index of a search in steps, so that a page can draw between them.
//! What is searched is said here; how it is found is not.

use super::{
    fold::each_folded, packing::Packing, postings::Gathered, search::Index, suggest::Names,
    vocabulary::Vocabulary,
};
use crate::core::{
    i18n::{Lang, Text},
    model::{Archive, Known, Links, Row},
};

/// How many bytes of events are packed in about the time in which one event is read.
const PACKED_BYTES_PER_ROW: usize = 256;

/// An index in the making: first every text is read, then the words are put in order.
pub struct IndexBuilder<'a> {
    shared: Shared<'a>,
    /// The numbers of the words of what events share.
    shared_words: Links,
    vocabulary: Vocabulary,
    /// The events of each word, by its number in the vocabulary.
    events: Vec<Gathered>,
    /// How many shared things and then events are read.
    read: usize,
    /// Where each word is folded.
    word: String,
    packing: Option<Packing>,
    index: Option<Index>,
}

impl<'a> IndexBuilder<'a> {
    /// Begins the index that `Index::with_names` makes in one go.
    pub fn new(
        archive: &'a Archive,
        lang: Lang,
        country_names: &[String],
        known: Known<'a>,
    ) -> Self {
        Self {
            shared: Shared::new(archive, lang, country_names, known),
            shared_words: Links::default(),
            vocabulary: Vocabulary::default(),
            events: Vec::new(),
            read: 0,
            word: String::new(),
            packing: None,
            index: None,
        }
    }

    /// Reads so many events, or does about as much of what follows; true when all is done.
    pub fn step(&mut self, rows: usize) -> bool {
        if self.index.is_some() {
            return true;
        }
        let rows = rows.max(1);
        let things = self.shared.len();
        let events = self.shared.archive.events.len();
        if self.read < things + events {
            let end = self.read.saturating_add(rows).min(things + events);
            for at in self.read..end {
                match at.checked_sub(things) {
                    None => self.read_shared(at),
                    Some(row) => self.read_event(row),
                }
            }
            self.read = end;
            return false;
        }
        let packing = self.packing.get_or_insert_with(|| Packing::new(events, &self.events));
        let bytes = rows.saturating_mul(PACKED_BYTES_PER_ROW);
        if packing.step(self.vocabulary.words(), &mut self.events, bytes) {
            let packed = self.packing.take();
            let made = |packed: Packing| packed.index(self.shared.names());
            self.index = packed.map(made);
        }
        self.index.is_some()
    }

    /// The index; does first whatever is left to do.
    pub fn finish(mut self) -> Index {
        loop {
            if let Some(index) = self.index.take() {
                return index;
            }
            self.step(usize::MAX);
        }
    }

    /// What events share is folded once, and then posted by the numbers of its words.
    fn read_shared(&mut self, at: usize) {
        let Self { shared, vocabulary, word, .. } = self;
        let mut numbers = Vec::new();
        for text in shared.texts(at) {
            each_folded(text, word, &mut |word| numbers.push(vocabulary.number(word)));
        }
        self.shared_words.push(&numbers);
    }

    fn read_event(&mut self, row: Row) {
        let Self { shared, vocabulary, events, word, .. } = self;
        let mut note = |number: u32| {
            let number = number as usize;
            if events.len() <= number {
                events.resize_with(number + 1, Gathered::default);
            }
            if let Some(events) = events.get_mut(number) {
                events.note(row as u32);
            }
        };
        for text in shared.own_texts(row) {
            each_folded(text, word, &mut |word| note(vocabulary.number(word)));
        }
        shared.linked(row, &mut |at| {
            self.shared_words.of(at).iter().for_each(|number| note(*number));
        });
    }
}

/// What of a record is searched: each event's own texts, and the texts that events share, whose
/// things are counted through: areas, places, actors, tags, sources.
struct Shared<'a> {
    archive: &'a Archive,
    lang: Lang,
    area_names: Vec<String>,
    tag_names: Vec<String>,
    known: Known<'a>,
}

impl<'a> Shared<'a> {
    fn new(archive: &'a Archive, lang: Lang, country_names: &[String], known: Known<'a>) -> Self {
        let area_names = archive.areas.iter().enumerate().map(|(row, area)| {
            let given = area.name.in_language(lang, &archive.language).text;
            let name = country_names.get(row).filter(|_| area.name.is_empty());
            name.map_or(given, String::as_str).to_owned()
        });
        let tag_names = archive.tags.iter().map(|tag| tag.words(lang, &archive.language));
        Self {
            archive,
            lang,
            area_names: area_names.collect(),
            tag_names: tag_names.collect(),
            known,
        }
    }

    /// How many things there are.
    fn len(&self) -> usize {
        let Archive { areas, places, actors, tags, .. } = self.archive;
        areas.len() + places.len() + actors.len() + tags.len() + self.known.sources.len()
    }

    /// The texts of one thing.
    fn texts(&self, at: usize) -> [&str; 2] {
        let Archive { areas, places, actors, tags, .. } = self.archive;
        if let Some(name) = self.area_names.get(at) {
            return [name, ""];
        }
        let at = at - areas.len();
        if let Some(place) = places.get(at) {
            return [&place.name, place.province.as_deref().unwrap_or_default()];
        }
        let at = at - places.len();
        if let Some(actor) = actors.get(at) {
            return [&actor.name, self.words(&actor.role)];
        }
        let at = at - actors.len();
        if let (Some(name), Some(tag)) = (self.tag_names.get(at), tags.get(at)) {
            return [name, &tag.id];
        }
        let source = self.known.sources.get(at - tags.len());
        source.map_or([""; 2], |source| [&source.title, &source.publisher])
    }

    /// Names each thing of an event. A source that is not known yet has no words.
    fn linked(&self, row: Row, name: &mut dyn FnMut(usize)) {
        let Archive { areas, places, actors, tags, events, .. } = self.archive;
        name(events.area(row));
        let mut before = areas.len();
        events.place(row).into_iter().for_each(|place| name(before + place));
        before += places.len();
        events.actors().of(row).iter().for_each(|actor| name(before + *actor as usize));
        before += actors.len();
        events.tags().of(row).iter().for_each(|tag| name(before + *tag as usize));
        before += tags.len();
        events.sources().of(row).iter().for_each(|source| name(before + *source as usize));
    }

    fn names(&self) -> Names {
        Names::of(self.archive, &self.area_names, &self.tag_names)
    }

    /// An event's own texts.
    fn own_texts(&self, row: Row) -> [&str; 2] {
        let Archive { events, language, .. } = self.archive;
        [
            events.title(row, self.lang, language).text,
            self.known.summary(self.archive, row, self.lang).text,
        ]
    }

    fn words(&self, text: &'a Text) -> &'a str {
        text.in_language(self.lang, &self.archive.language).text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::sample::{Seeded, archive};

    #[test]
    fn steps_make_what_one_go_makes() {
        let mut seeded = Seeded(33);
        for events in [0, 1, 90, 400] {
            let archive = archive(&mut seeded, events);
            let whole = Index::build(&archive, Lang::En);
            for rows in [0, 1, 7, 64, 1000] {
                let mut builder = IndexBuilder::new(&archive, Lang::En, &[], Known::of(&archive));
                let mut steps = 1;
                while !builder.step(rows) {
                    steps += 1;
                }
                assert!(builder.step(rows), "done once, done for good");
                assert!(steps > events / rows.max(1), "{events} in {steps} steps of {rows}");
                assert!(builder.finish() == whole, "{events} in steps of {rows}");
            }
            let mut begun = IndexBuilder::new(&archive, Lang::En, &[], Known::of(&archive));
            for _ in 0..5 {
                begun.step(9);
            }
            assert!(begun.finish() == whole, "{events}, finished early");
        }
    }

    #[test]
    fn a_source_that_is_not_known_yet_has_no_words() {
        let archive = archive(&mut Seeded(34), 100);
        let half = archive.sources.get(..6).unwrap();
        let index = Index::with_names(
            &archive,
            Lang::En,
            &[],
            Known { sources: half, summaries: None, steps: &[] },
        );
        let mut known = archive.clone();
        for source in known.sources.iter_mut().skip(6) {
            (source.title, source.publisher) = (String::new(), String::new());
        }
        assert!(index == Index::build(&known, Lang::En));
        assert!(index != Index::build(&archive, Lang::En));
    }
}
