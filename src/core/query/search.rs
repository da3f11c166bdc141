//! Search over a record's words: an index of folded words, and what it finds.
//! A search is several words, all of which must stand in an event, each by its beginning.
//! No ranking (events stand by date), no phrases: quotation marks only separate words.

use std::ops::Range;

use super::{
    IndexBuilder, Mask, Searched,
    fold::{folded, words},
    postings::Postings,
    suggest::{Names, Suggestion},
    vocabulary::Words,
};
use crate::core::{
    i18n::Lang,
    model::{Archive, Known},
};

/// The most characters of a search that are read; links carry no more.
pub const SEARCH_MAX_CHARS: usize = 200;

/// The words of a record in one language, with the events each stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// In the order of their letters.
    pub(super) words: Words,
    pub(super) postings: Postings,
    names: Names,
}

impl Index {
    /// The index of a record in the reader's language, over titles, prose, places, regions,
    /// actors, tags and sources. Countries are not found by name.
    pub fn build(archive: &Archive, lang: Lang) -> Self {
        Self::with_names(archive, lang, &[], Known::of(archive))
    }

    /// The same, with the names of countries in the reader's language, by area row, and with the
    /// sources and the prose as far as they are known. A missing or empty name of a country leaves
    /// it unnamed.
    pub fn with_names(
        archive: &Archive,
        lang: Lang,
        country_names: &[String],
        known: Known,
    ) -> Self {
        let searched = Searched::new(archive, lang, country_names, known);
        IndexBuilder::new(&searched).finish().with(searched.names(archive))
    }

    pub(super) fn new(words: Words, postings: Postings) -> Self {
        Self { words, postings, names: Names::default() }
    }

    /// The same, with the names that it suggests.
    #[must_use]
    pub fn with(mut self, names: Names) -> Self {
        self.names = names;
        self
    }

    /// The events in which every word of the search begins a word; nothing for a search without
    /// words, which does not narrow.
    pub fn hits(&self, search: &str) -> Option<Mask> {
        terms(search)
            .iter()
            .map(|term| self.postings.of(self.beginning_with(term)))
            .reduce(|one, other| one.and(&other))
    }

    /// Names whose words begin with the words typed, the most frequent first, at most eight.
    /// Names that begin with the first word typed come before those that hold it further on.
    pub fn suggestions(&self, typed: &str) -> Vec<Suggestion> {
        self.names.suggestions(&terms(typed))
    }

    /// How many bytes the index holds.
    pub fn bytes(&self) -> usize {
        self.words.bytes() + self.postings.bytes() + self.names.bytes()
    }

    /// The words that begin so.
    fn beginning_with(&self, beginning: &str) -> Range<usize> {
        let count = self.words.len();
        let first = partition(count, &|word| self.words.get(word) < beginning);
        let begins = |word| self.words.get(first + word).starts_with(beginning);
        first..first + partition(count - first, &begins)
    }
}

/// How many of the first numbers hold, where those that hold all come first.
fn partition(count: usize, holds: &dyn Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The folded words of a search, as far as it is read.
pub(super) fn terms(search: &str) -> Vec<String> {
    let end = search.char_indices().nth(SEARCH_MAX_CHARS).map_or(search.len(), |(at, _)| at);
    folded(search.get(..end).unwrap_or_default())
}

/// The parts of a text to mark for a search, as byte ranges in ascending order.
pub fn highlights(text: &str, search: &str) -> Vec<Range<usize>> {
    let terms = terms(search);
    if terms.is_empty() {
        return Vec::new();
    }
    words(text)
        .iter()
        .filter_map(|word| {
            let longest = terms
                .iter()
                .filter(|term| word.folded.starts_with(term.as_str()))
                .map(String::len)
                .max()?;
            Some(word.range(longest))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::i18n::Text;
    use crate::core::model::{Event, Row};
    use crate::core::query::sample::{Seeded, archive, text};

    /// The words of an event, from all that is said of it.
    fn words_of(archive: &Archive, row: Row) -> Vec<String> {
        let event = &archive.events.get(row).unwrap();
        let text = |text: &Text| text.in_language(Lang::En, "en").text.to_string();
        let mut texts = vec![text(&event.title), text(&event.summary)];
        texts.push(text(&archive.areas[event.area].name));
        texts.extend(event.place.map(|row| archive.places[row].name.clone()));
        texts.extend(event.place.and_then(|row| archive.places[row].province.clone()));
        for row in &event.actors {
            texts.push(archive.actors[*row].name.clone());
            texts.push(text(&archive.actors[*row].role));
        }
        for row in &event.tags {
            texts.push(archive.tags[*row].id.clone());
            texts.push(archive.tags[*row].words(Lang::En, "en"));
        }
        for row in &event.sources {
            texts.push(archive.sources[*row].title.clone());
            texts.push(archive.sources[*row].publisher.clone());
        }
        texts.iter().flat_map(|text| folded(text)).collect()
    }

    /// The events that a search finds, looked at one by one.
    fn scanned(words: &[Vec<String>], search: &str) -> Vec<Row> {
        let terms = folded(search);
        let begins = |words: &[String], term: &String| words.iter().any(|w| w.starts_with(term));
        let found = |row: &Row| terms.iter().all(|term| begins(&words[*row], term));
        (0..words.len()).filter(found).collect()
    }

    fn check(index: &Index, words: &[Vec<String>], search: &str) -> usize {
        let found: Vec<Row> = index.hits(search).unwrap().iter().collect();
        assert_eq!(found, scanned(words, search), "{search}");
        found.len()
    }

    #[test]
    fn the_index_finds_what_a_plain_scan_finds() {
        let mut seeded = Seeded(21);
        let archive = archive(&mut seeded, 200);
        let index = Index::build(&archive, Lang::En);
        let parts = [
            "cus", "CÚZ", "tag", "0", "nino", "stras", "straß", "œ", "oe", "arme", "l", "xyz",
            "juliaca", "policía", "pe-cus", "7", "tag-3", "éte",
        ];
        let words: Vec<_> = (0..200).map(|row| words_of(&archive, row)).collect();
        let mut narrowed = 0;
        for _ in 0..400 {
            let count = 1 + seeded.below(3);
            let search = (0..count).map(|_| seeded.pick(&parts)).collect::<Vec<_>>().join(" ");
            narrowed += usize::from((1..200).contains(&check(&index, &words, &search)));
        }
        assert!(narrowed > 100, "only {narrowed} searches told events apart");
    }

    #[test]
    fn in_thousands_of_events_the_index_finds_what_a_plain_scan_finds() {
        const EVENTS: usize = 5000;
        let mut seeded = Seeded(28);
        let mut archive = archive(&mut seeded, EVENTS);
        let letters = ["a", "b", "ç", "É", "o", "œ", "s", "z", "7", "л"];
        let some = |seeded: &mut Seeded, least: usize| {
            let count = least + seeded.below(5);
            (0..count).map(|_| seeded.pick(&letters)).collect::<String>()
        };
        let vocabulary: Vec<String> = (0..800).map(|_| some(&mut seeded, 2)).collect();
        let mut phrase = |count: usize| {
            let most = 1 + seeded.below(vocabulary.len());
            let words = (0..count).map(|_| vocabulary[seeded.below(most)].as_str());
            text(&words.collect::<Vec<_>>().join(", "))
        };
        let events = archive.events.iter();
        archive.events =
            events.map(|event| Event { title: phrase(3), summary: phrase(9), ..event }).collect();
        let index = Index::build(&archive, Lang::En);
        let words: Vec<_> = (0..EVENTS).map(|row| words_of(&archive, row)).collect();
        let mut narrowed = 0;
        for _ in 0..80 {
            let terms = 1 + seeded.below(3);
            let beginning = |_| {
                let word = seeded.pick(&vocabulary);
                let end = 1 + seeded.below(4);
                word.chars().take(end).collect::<String>()
            };
            let search = (0..terms).map(beginning).collect::<Vec<_>>().join(" ");
            narrowed += usize::from((1..EVENTS).contains(&check(&index, &words, &search)));
        }
        assert!(narrowed > 60, "only {narrowed} searches told events apart");
    }

    #[test]
    fn an_index_knows_its_weight() {
        let archives = [100, 1000].map(|events| archive(&mut Seeded(29), events));
        let [small, large] = archives.each_ref().map(|it| Index::build(it, Lang::En).bytes());
        assert!(small > 2000, "{small} bytes");
        assert!(large > small + 900 && large < 10 * small, "{small} and {large} bytes");
    }

    #[test]
    fn a_search_without_words_does_not_narrow_and_one_without_matches_finds_none() {
        let archive = archive(&mut Seeded(22), 20);
        let index = Index::build(&archive, Lang::En);
        assert_eq!(index.hits(""), None);
        assert_eq!(index.hits(" \"…\" "), None);
        assert!(index.hits("xyzzy").unwrap().is_empty());
        assert!(index.hits(&"a".repeat(1_000_000)).unwrap().is_empty());
    }

    #[test]
    fn in_the_bundled_record_the_index_finds_what_a_plain_scan_finds() {
        let file = include_str!("../../../public/data/peru-2022-2023.json");
        let archive = crate::core::model::read(file).unwrap().archive;
        let index = Index::build(&archive, Lang::En);
        let mut seeded = Seeded(27);
        let searches = ["Cusco", "Cuzco", "cúsco", "Juliaca airport", "defensoria", "Noñuqa"];
        let mut searches: Vec<String> = searches.iter().map(|text| (*text).to_string()).collect();
        for _ in 0..60 {
            let event = archive.events.get(seeded.below(archive.events.len())).unwrap();
            let words = folded(event.summary.in_language(Lang::En, "en").text);
            let start = |seeded: &mut Seeded| {
                let word = seeded.pick(&words);
                word.chars().take(2 + seeded.below(5)).collect::<String>()
            };
            searches.push([start(&mut seeded), start(&mut seeded)].join(" "));
        }
        let words: Vec<_> = (0..archive.events.len()).map(|row| words_of(&archive, row)).collect();
        for search in searches {
            check(&index, &words, &search);
        }
        assert_eq!(index.hits("Cusco"), index.hits("cúzco"));
        assert!(index.hits("cuzco").is_some_and(|hits| hits.count() > 10 && !hits.is_full()));
    }

    #[test]
    fn the_three_spellings_of_cusco_meet() {
        let mut archive = archive(&mut Seeded(23), 3);
        let names = ["Cusco", "Cuzco", "CÚSCO"].into_iter();
        let events = archive.events.iter().zip(names);
        archive.events = events.map(|(event, name)| Event { title: text(name), ..event }).collect();
        let index = Index::build(&archive, Lang::En);
        for search in ["Cusco", "Cuzco", "cúsco", "cusc", "CUZ"] {
            assert!(index.hits(search).unwrap().is_full(), "{search}");
        }
    }

    #[test]
    fn a_country_is_found_by_the_name_given_for_it() {
        let archive = archive(&mut Seeded(24), 200);
        let mut names = vec![String::new(); archive.areas.len()];
        names[4] = "Francia".to_string();
        let index = Index::with_names(&archive, Lang::Es, &names, Known::of(&archive));
        let abroad = archive.events.iter().filter(|event| event.area == 4).count();
        assert_eq!(index.hits("francia").unwrap().count(), abroad);
        assert_eq!(index.suggestions("fran")[0].what, crate::core::query::Suggested::Area(4));
    }

    #[test]
    fn marks_stand_on_the_letters_as_they_are_written() {
        let check = |text: &str, search: &str, expected: &[&str]| {
            let found: Vec<&str> =
                highlights(text, search).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{search} in {text}");
        };
        check("Marcha en Cúsco y Cuzco.", "cusc", &["Cúsc", "Cuzc"]);
        check("Les œuvres, l’armée", "oeu arm", &["œu", "arm"]);
        check("Die Straße", "strass", &["Straß"]);
        check("Die Straße", "stras", &["Straß"]);
        check("cu\u{301}sco", "cu", &["cu\u{301}"]);
        check("Paro en Puno", "pu puno", &["Puno"]);
        check("Puno", "", &[]);
        check("", "puno", &[]);
    }
}
