//! Names that begin as the reader typed: what a search field offers to choose from.

use super::{Grouping, Mask, counts, fold::folded};
use crate::core::model::{Archive, Row};
use crate::core::order;

/// Suggestions shown at most.
const SUGGESTIONS: usize = 8;

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

/// The names of a record that stand in any event, the most frequent first, each with its folded
/// words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names(Vec<(Suggestion, String)>);

impl Names {
    pub fn of(archive: &Archive, area_names: &[&str], tag_names: &[&str]) -> Self {
        let every = Mask::full(archive.events.len());
        let mut per_place = vec![0.0; archive.places.len()];
        for place in (0..archive.events.len()).filter_map(|row| archive.events.place(row)) {
            if let Some(count) = per_place.get_mut(place) {
                *count += 1.0;
            }
        }
        let mut names = Vec::new();
        let mut add = |what: fn(Row) -> Suggested, texts: Vec<&str>, counts: &[f64]| {
            for (row, (name, events)) in texts.into_iter().zip(counts).enumerate() {
                if *events > 0.0 && !name.is_empty() {
                    let events = *events as u32;
                    let suggestion = Suggestion { what: what(row), name: name.to_owned(), events };
                    names.push((suggestion, folded(name).join(" ")));
                }
            }
        };
        let actors = archive.actors.iter().map(|actor| actor.name.as_str()).collect();
        // A place that has its region's name is offered as the region.
        let places = archive.places.iter().map(|place| place.name.as_str());
        let places =
            places.map(|name| if area_names.contains(&name) { "" } else { name }).collect();
        let count = |grouping| counts(archive, grouping, &every);
        add(Suggested::Area, area_names.to_vec(), &count(Grouping::Areas));
        add(Suggested::Actor, actors, &count(Grouping::Actors));
        add(Suggested::Place, places, &per_place);
        add(Suggested::Tag, tag_names.to_vec(), &count(Grouping::Tags));
        order::sort_by(&mut names, &|(one, _), (other, _)| {
            other.events.cmp(&one.events).then_with(|| one.name.cmp(&other.name))
        });
        Self(names)
    }

    /// The names in which every folded term begins a word; those whose first word begins with the
    /// first term come before the others.
    pub fn suggestions(&self, terms: &[String]) -> Vec<Suggestion> {
        let Some(first) = terms.first() else { return Vec::new() };
        let (mut found, mut further) = (Vec::new(), Vec::new());
        for (suggestion, words) in &self.0 {
            let begins = |term: &String| words.split(' ').any(|word| word.starts_with(&**term));
            if !terms.iter().all(begins) {
                continue;
            }
            let place = if words.starts_with(&**first) { &mut found } else { &mut further };
            place.push(suggestion);
            if found.len() == SUGGESTIONS {
                break;
            }
        }
        found.extend(further);
        found.into_iter().take(SUGGESTIONS).cloned().collect()
    }

    /// How many bytes the names hold.
    pub fn bytes(&self) -> usize {
        let entry = size_of::<(Suggestion, String)>();
        let letters = |(suggestion, words): &(Suggestion, String)| {
            suggestion.name.capacity() + words.capacity()
        };
        self.0.capacity() * entry + self.0.iter().map(letters).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{
        i18n::Lang,
        query::{
            Index,
            sample::{Seeded, archive},
        },
    };

    #[test]
    fn suggestions_are_names_that_begin_as_typed_with_the_events_behind_them() {
        let mut archive = archive(&mut Seeded(25), 120);
        archive.actors[2].name = "Dina Boluarte".to_string();
        archive.actors[3].name = "Familia Boluarte".to_string();
        let index = Index::build(&archive, Lang::En);
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

    #[test]
    fn names_that_begin_as_typed_come_before_others_and_frequent_ones_before_rare_ones() {
        let mut seeded = Seeded(37);
        let name = |at: usize, words: String| {
            let events = (900 - at) as u32;
            (Suggestion { what: Suggested::Tag(at), name: words.clone(), events }, words)
        };
        let mut most = 0;
        for _ in 0..60 {
            let words = ["a", "ab", "abc", "b", "ba", "c"];
            let some = |seeded: &mut Seeded| {
                let count = 1 + seeded.below(3);
                (0..count).map(|_| seeded.pick(&words)).collect::<Vec<_>>().join(" ")
            };
            let names = Names((0..40).map(|at| name(at, some(&mut seeded))).collect());
            let terms = folded(&some(&mut seeded));
            let fits = |words: &str| {
                terms.iter().all(|term| folded(words).iter().any(|word| word.starts_with(term)))
            };
            let first = |name: &&(Suggestion, String)| name.1.starts_with(&terms[0]);
            let fitting: Vec<_> = names.0.iter().filter(|(_, words)| fits(words)).collect();
            let further = fitting.iter().copied().filter(|name| !first(name));
            let naive = fitting.iter().copied().filter(first).chain(further);
            let naive: Vec<_> = naive.take(SUGGESTIONS).map(|(name, _)| name.clone()).collect();
            assert_eq!(names.suggestions(&terms), naive, "{terms:?}");
            most = most.max(fitting.len());
        }
        assert!(most > SUGGESTIONS);
    }
}
