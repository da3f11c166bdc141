//! Search over a record's words: an index of folded words, and what it finds.
//! A search is several words, all of which must stand in an event, each by its beginning.
//! No ranking (events stand by date), no phrases: quotation marks only separate words.

use std::{collections::BTreeMap, ops::Range};

use super::{
    Mask,
    fold::{folded, words},
};
use crate::core::{
    i18n::Lang,
    model::{Archive, Row},
};

/// The most characters of a search that are read; links carry no more.
pub const SEARCH_MAX_CHARS: usize = 200;

/// Suggestions shown at most.
const SUGGESTIONS: usize = 8;

/// The words of a record in one language, with the events each stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    rows: usize,
    /// All words one after another, in order; word `n` is `letters[starts[n]..starts[n + 1]]`.
    letters: String,
    starts: Vec<u32>,
    /// The events of all words one after another, cut by `ends` in the same way.
    postings: Vec<u32>,
    posting_starts: Vec<u32>,
    names: Vec<Name>,
}

/// Something with a name that a typed beginning can suggest.
#[derive(Clone, Debug, PartialEq)]
struct Name {
    what: Suggested,
    text: String,
    words: Vec<String>,
    events: u32,
}

/// What a suggestion stands for, with its row in the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggested {
    Area(Row),
    Actor(Row),
    Place(Row),
    Tag(Row),
}

/// A name that begins as the reader typed, and how many events of the record it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub what: Suggested,
    pub name: String,
    pub events: u32,
}

impl Index {
    /// The index of a record in the reader's language, over titles, prose, places, regions,
    /// actors, tags and sources. Countries are known by the names in `country_names`, by area row;
    /// a missing or empty name leaves a country unnamed.
    pub fn build(archive: &Archive, lang: Lang, country_names: &[String]) -> Self {
        let text = |text: &crate::core::i18n::Text| {
            text.in_language(lang, &archive.language).text.to_string()
        };
        let area_names: Vec<String> = (0..archive.areas.len())
            .map(|row| match archive.areas.get(row) {
                Some(area) if !area.name.is_empty() => text(&area.name),
                _ => country_names.get(row).cloned().unwrap_or_default(),
            })
            .collect();
        let areas: Vec<_> = area_names.iter().map(|name| folded(name)).collect();
        let of_place = |place: &crate::core::model::Place| {
            let mut words = folded(&place.name);
            words.extend(place.province.as_deref().map(folded).unwrap_or_default());
            words
        };
        let places: Vec<_> = archive.places.iter().map(of_place).collect();
        let actors: Vec<_> = archive
            .actors
            .iter()
            .map(|actor| [folded(&actor.name), folded(&text(&actor.role))].concat())
            .collect();
        let tags: Vec<_> = archive.tags.iter().map(|tag| folded(tag)).collect();
        let sources: Vec<_> = archive
            .sources
            .iter()
            .map(|source| [folded(&source.title), folded(&source.publisher)].concat())
            .collect();

        let mut vocabulary: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut counts = [areas.len(), actors.len(), places.len(), tags.len()].map(|n| vec![0; n]);
        for (row, event) in archive.events.iter().enumerate() {
            let mut add = |word: &str| {
                if let Some(rows) = vocabulary.get_mut(word) {
                    if rows.last() != Some(&(row as u32)) {
                        rows.push(row as u32);
                    }
                } else {
                    vocabulary.insert(word.to_string(), vec![row as u32]);
                }
            };
            for words in [&event.title, &event.summary] {
                folded(&text(words)).iter().for_each(|word| add(word));
            }
            let linked: [(&[Vec<String>], &[Row]); 5] = [
                (&areas, &[event.area]),
                (&actors, &event.actors),
                (&places, event.place.as_slice()),
                (&tags, &event.tags),
                (&sources, &event.sources),
            ];
            for (at, (texts, rows)) in linked.into_iter().enumerate() {
                for row in rows {
                    texts.get(*row).into_iter().flatten().for_each(|word| add(word));
                    if let Some(count) = counts.get_mut(at).and_then(|counts| counts.get_mut(*row))
                    {
                        *count += 1;
                    }
                }
            }
        }

        let [of_areas, of_actors, of_places, of_tags] = counts;
        let mut names = Vec::new();
        let mut name = |what: Suggested, text: &str, events: Option<&u32>| {
            let events = events.copied().unwrap_or(0);
            if events > 0 && !text.is_empty() {
                names.push(Name { what, text: text.to_string(), words: folded(text), events });
            }
        };
        for (row, text) in area_names.iter().enumerate() {
            name(Suggested::Area(row), text, of_areas.get(row));
        }
        for (row, actor) in archive.actors.iter().enumerate() {
            name(Suggested::Actor(row), &actor.name, of_actors.get(row));
        }
        for (row, place) in archive.places.iter().enumerate() {
            // A region's own entry stands for it already.
            if !area_names.contains(&place.name) {
                name(Suggested::Place(row), &place.name, of_places.get(row));
            }
        }
        for (row, tag) in archive.tags.iter().enumerate() {
            name(Suggested::Tag(row), tag, of_tags.get(row));
        }
        names.sort_by(|one, other| {
            other.events.cmp(&one.events).then_with(|| one.text.cmp(&other.text))
        });

        let mut index = Self {
            rows: archive.events.len(),
            letters: String::new(),
            starts: vec![0],
            postings: Vec::new(),
            posting_starts: vec![0],
            names,
        };
        for (word, rows) in vocabulary {
            index.letters.push_str(&word);
            index.starts.push(index.letters.len() as u32);
            index.postings.extend(rows);
            index.posting_starts.push(index.postings.len() as u32);
        }
        index
    }

    /// The events in which every word of the search begins a word; nothing for a search without
    /// words, which does not narrow.
    pub fn find(&self, search: &str) -> Option<Mask> {
        terms(search)
            .iter()
            .map(|term| {
                let rows = self.rows_of(term).iter().map(|row| *row as usize);
                Mask::of_rows(self.rows, rows)
            })
            .reduce(|one, other| one.and(&other))
    }

    /// Names whose words begin with the words typed, the most frequent first, at most eight.
    /// Names that begin with the first word typed come before those that hold it further on.
    pub fn suggestions(&self, typed: &str) -> Vec<Suggestion> {
        let terms = terms(typed);
        let Some(first) = terms.first() else { return Vec::new() };
        let fits = |name: &&Name| {
            terms.iter().all(|term| name.words.iter().any(|word| word.starts_with(term.as_str())))
        };
        let begins =
            |name: &&Name| name.words.first().is_some_and(|word| word.starts_with(first.as_str()));
        let (mut found, further): (Vec<&Name>, Vec<&Name>) =
            self.names.iter().filter(fits).partition(begins);
        found.extend(further);
        found.truncate(SUGGESTIONS);
        found
            .into_iter()
            .map(|name| Suggestion {
                what: name.what,
                name: name.text.clone(),
                events: name.events,
            })
            .collect()
    }

    /// The events of every word that begins so; an event may stand there more than once.
    fn rows_of(&self, beginning: &str) -> &[u32] {
        let count = self.starts.len() - 1;
        let first = partition(count, |word| self.word(word) < beginning);
        let end =
            first + partition(count - first, |word| self.word(first + word).starts_with(beginning));
        let at = |word: usize| self.posting_starts.get(word).map_or(0, |start| *start as usize);
        self.postings.get(at(first)..at(end)).unwrap_or_default()
    }

    fn word(&self, number: usize) -> &str {
        let bound = |number: usize| self.starts.get(number).map(|start| *start as usize);
        match (bound(number), bound(number + 1)) {
            (Some(start), Some(end)) => self.letters.get(start..end).unwrap_or_default(),
            _ => "",
        }
    }
}

/// How many of the first numbers hold, where those that hold all come first.
fn partition(count: usize, holds: impl Fn(usize) -> bool) -> usize {
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
fn terms(search: &str) -> Vec<String> {
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
    use crate::core::query::sample::{Seeded, archive, text};

    /// What a search means, event by event.
    fn naive(archive: &Archive, row: Row, search: &str) -> bool {
        let event = &archive.events[row];
        let text =
            |text: &crate::core::i18n::Text| text.in_language(Lang::En, "en").text.to_string();
        let mut texts = vec![text(&event.title), text(&event.summary)];
        texts.push(text(&archive.areas[event.area].name));
        texts.extend(event.place.map(|row| archive.places[row].name.clone()));
        texts.extend(event.place.and_then(|row| archive.places[row].province.clone()));
        for row in &event.actors {
            texts.push(archive.actors[*row].name.clone());
            texts.push(text(&archive.actors[*row].role));
        }
        texts.extend(event.tags.iter().map(|row| archive.tags[*row].clone()));
        for row in &event.sources {
            texts.push(archive.sources[*row].title.clone());
            texts.push(archive.sources[*row].publisher.clone());
        }
        let words: Vec<String> = texts.iter().flat_map(|text| folded(text)).collect();
        folded(search).iter().all(|term| words.iter().any(|word| word.starts_with(term)))
    }

    #[test]
    fn the_index_finds_what_a_plain_scan_finds() {
        let mut seeded = Seeded(21);
        let archive = archive(&mut seeded, 200);
        let index = Index::build(&archive, Lang::En, &[]);
        let parts = [
            "cus", "CÚZ", "tag", "0", "nino", "stras", "straß", "œ", "oe", "arme", "l", "xyz",
            "juliaca", "policía", "pe-cus", "7", "tag-3", "éte",
        ];
        let mut narrowed = 0;
        for _ in 0..400 {
            let count = 1 + seeded.below(3);
            let search = (0..count).map(|_| *seeded.pick(&parts)).collect::<Vec<_>>().join(" ");
            let found: Vec<Row> = index.find(&search).unwrap().iter().collect();
            let scanned: Vec<Row> = (0..200).filter(|row| naive(&archive, *row, &search)).collect();
            assert_eq!(found, scanned, "{search}");
            narrowed += usize::from(!found.is_empty() && found.len() < 200);
        }
        assert!(narrowed > 100, "only {narrowed} searches told events apart");
    }

    #[test]
    fn a_search_without_words_does_not_narrow_and_one_without_matches_finds_none() {
        let archive = archive(&mut Seeded(22), 20);
        let index = Index::build(&archive, Lang::En, &[]);
        assert_eq!(index.find(""), None);
        assert_eq!(index.find(" \"…\" "), None);
        assert!(index.find("xyzzy").unwrap().is_empty());
        assert!(index.find(&"a".repeat(1_000_000)).unwrap().is_empty());
    }

    #[test]
    fn the_three_spellings_of_cusco_meet() {
        let mut archive = archive(&mut Seeded(23), 3);
        for (event, name) in archive.events.iter_mut().zip(["Cusco", "Cuzco", "CÚSCO"]) {
            event.title = text(name);
        }
        let index = Index::build(&archive, Lang::En, &[]);
        for search in ["Cusco", "Cuzco", "cúsco", "cusc", "CUZ"] {
            assert!(index.find(search).unwrap().is_full(), "{search}");
        }
    }

    #[test]
    fn a_country_is_found_by_the_name_given_for_it() {
        let archive = archive(&mut Seeded(24), 200);
        let mut names = vec![String::new(); archive.areas.len()];
        names[4] = "Francia".to_string();
        let index = Index::build(&archive, Lang::Es, &names);
        let abroad = archive.events.iter().filter(|event| event.area == 4).count();
        assert_eq!(index.find("francia").unwrap().count(), abroad);
        assert_eq!(index.suggestions("fran")[0].what, Suggested::Area(4));
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

    #[test]
    fn suggestions_are_names_that_begin_as_typed_with_the_events_behind_them() {
        let mut archive = archive(&mut Seeded(25), 120);
        archive.actors[2].name = "Dina Boluarte".to_string();
        archive.actors[3].name = "Familia Boluarte".to_string();
        let index = Index::build(&archive, Lang::En, &[]);
        let found = index.suggestions("bolu");
        let rows: Vec<_> = found.iter().map(|suggestion| suggestion.what).collect();
        assert!(rows.contains(&Suggested::Actor(2)) && rows.contains(&Suggested::Actor(3)));
        let events = archive.events.iter().filter(|event| event.actors.contains(&2)).count();
        let dina = found.iter().find(|one| one.what == Suggested::Actor(2)).unwrap();
        assert_eq!(dina.events as usize, events);
        assert_eq!(index.suggestions("boluarte di").len(), 1);
        assert_eq!(index.suggestions("familia").len(), 1);
        assert!(index.suggestions("t").len() <= SUGGESTIONS);
        assert!(index.suggestions(" ").is_empty());
    }
}
