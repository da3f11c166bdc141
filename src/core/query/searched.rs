//! What of a record is searched, as columns: each event's own texts, and the texts of what events share. What is
//! shared is counted through: areas, places, actors, tags, sources.
//! A worker is given copies of the columns and makes the index from them (`Received`). How one is made is not
//! said here.

use super::{suggest::Names, vocabulary::Words};
use crate::core::{
    i18n::{Lang, Text},
    model::{Archive, Known, Links, NO_PLACE, Row, Texts},
};

/// What of a record is searched, in one language.
pub struct Searched<'a> {
    lang: Lang,
    /// The tag of the language that texts fall back to.
    language: &'a str,
    /// Two texts of each shared thing. For a worker there follow the tags of both languages, and of those of the
    /// titles and of the prose.
    texts: Words,
    /// How many things stand before the places, the actors, the tags and the sources, and how many there are; and
    /// in how many languages titles are.
    counts: [u32; 6],
    /// By row of the events.
    areas: &'a [u32],
    places: &'a [u32],
    /// Actors, tags and sources.
    links: [&'a Links; 3],
    titles: &'a Texts,
    summaries: &'a Texts,
}

impl<'a> Searched<'a> {
    /// What is searched of a record in the reader's language, with the names of countries by area row, and with
    /// the sources and the prose as far as they are known.
    pub fn new(
        archive: &'a Archive,
        lang: Lang,
        country_names: &[String],
        known: Known<'a>,
    ) -> Self {
        let Archive { areas, places, actors, tags, events, language, .. } = archive;
        let (titles, summaries) =
            (events.titles(), known.summaries.unwrap_or_else(|| events.summaries()));
        let mut texts = Words::default();
        let mut add = |one: &str, other: &str| {
            texts.push(one);
            texts.push(other);
        };
        let in_language = |text: &'a Text| text.in_language(lang, language).text;
        for (row, area) in areas.iter().enumerate() {
            let name = country_names.get(row).filter(|_| area.name.is_empty());
            add(name.map_or(in_language(&area.name), String::as_str), "");
        }
        for place in places {
            add(&place.name, place.province.as_deref().unwrap_or_default());
        }
        for actor in actors {
            add(&actor.name, in_language(&actor.role));
        }
        for tag in tags {
            add(&tag.words(lang, language), &tag.id);
        }
        for source in known.sources {
            add(&source.title, &source.publisher);
        }
        add(lang.tag(), language);
        titles.tags().iter().chain(summaries.tags()).for_each(|tag| texts.push(tag));
        let mut so_far = 0;
        let lists = [areas.len(), places.len(), actors.len(), tags.len(), known.sources.len()];
        let [to_places, to_actors, to_tags, to_sources, things] = lists.map(|count| {
            so_far += count as u32;
            so_far
        });
        Self {
            lang,
            language,
            texts,
            counts: [to_places, to_actors, to_tags, to_sources, things, titles.tags().len() as u32],
            areas: events.areas(),
            places: events.places(),
            links: [events.actors(), events.tags(), events.sources()],
            titles,
            summaries,
        }
    }
}

impl Searched<'_> {
    /// How many things events share.
    pub(super) fn things(&self) -> usize {
        let [.., things, _] = self.counts;
        things as usize
    }

    pub(super) fn events(&self) -> usize {
        self.areas.len()
    }

    /// The texts of one thing.
    pub(super) fn texts(&self, at: usize) -> [&str; 2] {
        [self.texts.get(2 * at), self.texts.get(2 * at + 1)]
    }

    /// Names each thing of an event. A source that is not known yet has no words.
    pub(super) fn linked(&self, row: Row, name: &mut dyn FnMut(usize)) {
        let [places, actors, tags, sources, ..] = self.counts;
        name(self.areas.get(row).map_or(0, |area| *area as usize));
        if let Some(place) = self.places.get(row).filter(|place| **place != NO_PLACE) {
            name(places as usize + *place as usize);
        }
        for (links, before) in self.links.iter().zip([actors, tags, sources]) {
            links.of(row).iter().for_each(|thing| name(before as usize + *thing as usize));
        }
    }

    /// An event's own texts.
    pub(super) fn own_texts(&self, row: Row) -> [&str; 2] {
        [self.titles, self.summaries]
            .map(|texts| texts.in_language(row, self.lang, self.language).text)
    }

    /// The names that a search of the same record suggests.
    pub fn names(&self, archive: &Archive) -> Names {
        let first = |at: usize| self.texts.get(2 * at);
        let areas: Vec<&str> = (0..archive.areas.len()).map(first).collect();
        let before = archive.areas.len() + archive.places.len() + archive.actors.len();
        let tags: Vec<&str> = (before..before + archive.tags.len()).map(first).collect();
        Names::of(archive, &areas, &tags)
    }

    /// All of it as columns of numbers and of bytes, for a worker.
    pub fn columns(&self) -> ([&[u32]; 14], [&[u8]; 5]) {
        let [[actor_ends, actors], [tag_ends, tags], [source_ends, sources]] =
            self.links.map(Links::parts);
        let ([title_ends, title_rows], [titles, title_tags]) = self.titles.parts();
        let ([prose_ends, prose_rows], [prose, prose_tags]) = self.summaries.parts();
        let numbers = [
            &self.counts[..],
            &self.texts.starts,
            self.areas,
            self.places,
            actor_ends,
            actors,
            tag_ends,
            tags,
            source_ends,
            sources,
            title_ends,
            title_rows,
            prose_ends,
            prose_rows,
        ];
        let texts = self.texts.letters.as_bytes();
        (numbers, [texts, titles, title_tags, prose, prose_tags])
    }
}

/// What of a record is searched, as a worker got it.
pub struct Received {
    lang: Lang,
    language: String,
    texts: Words,
    counts: [u32; 6],
    areas: Vec<u32>,
    places: Vec<u32>,
    links: [Links; 3],
    titles: Texts,
    summaries: Texts,
}

impl Received {
    /// Reads the columns; nothing where they do not fit together.
    pub fn read(mut columns: Vec<Vec<u8>>) -> Option<Self> {
        let bytes = columns.split_off(columns.len().min(14));
        let numbers = columns.iter().map(|column| match column.as_chunks() {
            (numbers, []) => Some(numbers.iter().map(|number| u32::from_le_bytes(*number))),
            _ => None,
        });
        let numbers = numbers.map(|numbers| numbers.map(Iterator::collect::<Vec<u32>>));
        let numbers: [Vec<u32>; 14] = numbers.collect::<Option<Vec<_>>>()?.try_into().ok()?;
        let [
            counts,
            starts,
            areas,
            places,
            actor_ends,
            actors,
            tag_ends,
            tags,
            source_ends,
            sources,
            title_ends,
            title_rows,
            prose_ends,
            prose_rows,
        ] = numbers;
        let [texts, titles, title_tags, prose, prose_tags]: [Vec<u8>; 5] = bytes.try_into().ok()?;
        let counts: [u32; 6] = counts.try_into().ok()?;
        let [.., things, title_languages] = counts.map(|count| count as usize);
        let texts = Words::of_parts(texts, starts)?;
        let told: Vec<&str> = (2 * things..texts.len()).map(|at| texts.get(at)).collect();
        let [lang, language, tags_told @ ..] = &told[..] else { return None };
        let (of_titles, of_prose) = tags_told.split_at_checked(title_languages)?;
        let events = areas.len();
        let rows = [&places, &actor_ends, &tag_ends, &source_ends, &title_rows].map(Vec::len);
        if rows.iter().any(|count| *count != events) {
            return None;
        }
        let owned = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect();
        let received = Self {
            lang: Lang::from_tag(lang)?,
            language: (*language).to_owned(),
            links: [
                Links::of_parts([actor_ends, actors])?,
                Links::of_parts([tag_ends, tags])?,
                Links::of_parts([source_ends, sources])?,
            ],
            titles: Texts::of_parts(
                owned(of_titles),
                [title_ends, title_rows],
                [titles, title_tags],
            )?,
            summaries: Texts::of_parts(
                owned(of_prose),
                [prose_ends, prose_rows],
                [prose, prose_tags],
            )?,
            texts,
            counts,
            areas,
            places,
        };
        Some(received)
    }

    /// The same as it was in the page.
    pub fn searched(&self) -> Searched<'_> {
        let [actors, tags, sources] = &self.links;
        Searched {
            lang: self.lang,
            language: &self.language,
            texts: self.texts.clone(),
            counts: self.counts,
            areas: &self.areas,
            places: &self.places,
            links: [actors, tags, sources],
            titles: &self.titles,
            summaries: &self.summaries,
        }
    }
}
