//! Makes the index of a search in steps, so that a page can draw between them.
//! What is searched stands in `searched`; how it is found is not said here.

use super::{
    Searched, fold::each_folded, packing::Packing, postings::Gathered, search::Index,
    vocabulary::Vocabulary,
};
use crate::core::model::{Links, Row};

/// How many bytes of events are packed in about the time in which one event is read.
const PACKED_BYTES_PER_ROW: usize = 256;

/// An index in the making: first every text is read, then the words are put in order.
pub struct IndexBuilder<'a> {
    searched: &'a Searched<'a>,
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
    is_done: bool,
}

impl<'a> IndexBuilder<'a> {
    /// Begins the index that `Index::with_names` makes in one go.
    pub fn new(searched: &'a Searched<'a>) -> Self {
        Self {
            searched,
            shared_words: Links::default(),
            vocabulary: Vocabulary::default(),
            events: Vec::new(),
            read: 0,
            word: String::new(),
            packing: None,
            is_done: false,
        }
    }

    /// Reads so many events, or does about as much of what follows; true when all is done.
    pub fn step(&mut self, rows: usize) -> bool {
        if self.is_done {
            return true;
        }
        let rows = rows.max(1);
        let things = self.searched.things();
        let events = self.searched.events();
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
        self.is_done = packing.step(self.vocabulary.words(), &mut self.events, bytes);
        self.is_done
    }

    /// The index, without names to suggest; does first whatever is left to do.
    pub fn finish(mut self) -> Index {
        while !self.step(usize::MAX) {}
        self.packing.unwrap_or_else(|| Packing::new(0, &[])).index()
    }

    /// What events share is folded once, and then posted by the numbers of its words.
    fn read_shared(&mut self, at: usize) {
        let Self { searched, vocabulary, word, .. } = self;
        let mut numbers = Vec::new();
        for text in searched.texts(at) {
            each_folded(text, word, &mut |word| numbers.push(vocabulary.number(word)));
        }
        self.shared_words.push(&numbers);
    }

    fn read_event(&mut self, row: Row) {
        let Self { searched, vocabulary, events, word, .. } = self;
        let mut note = |number: u32| {
            let number = number as usize;
            if events.len() <= number {
                events.resize_with(number + 1, Gathered::default);
            }
            if let Some(events) = events.get_mut(number) {
                events.note(row as u32);
            }
        };
        for text in searched.own_texts(row) {
            each_folded(text, word, &mut |word| note(vocabulary.number(word)));
        }
        searched.linked(row, &mut |at| {
            self.shared_words.of(at).iter().for_each(|number| note(*number));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::sample::{Seeded, archive};
    use crate::core::{i18n::Lang, model::Known};

    #[test]
    fn steps_make_what_one_go_makes() {
        let mut seeded = Seeded(33);
        for events in [0, 1, 90, 400] {
            let archive = archive(&mut seeded, events);
            let whole = Index::build(&archive, Lang::En);
            let searched = Searched::new(&archive, Lang::En, &[], Known::of(&archive));
            for rows in [0, 1, 7, 64, 1000] {
                let mut builder = IndexBuilder::new(&searched);
                let mut steps = 1;
                while !builder.step(rows) {
                    steps += 1;
                }
                assert!(builder.step(rows), "done once, done for good");
                assert!(steps > events / rows.max(1), "{events} in {steps} steps of {rows}");
                assert!(
                    builder.finish().with(searched.names(&archive)) == whole,
                    "{events} in steps of {rows}"
                );
            }
            let mut begun = IndexBuilder::new(&searched);
            for _ in 0..5 {
                begun.step(9);
            }
            assert!(
                begun.finish().with(searched.names(&archive)) == whole,
                "{events}, finished early"
            );
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
