//! An index as bytes, as the worker that makes it hands it to the page: word after word with the events of each,
//! and a sum over all of them. Damaged bytes, and those of another record, give nothing. What follows from the
//! words' events is made anew while they are read, and the names that a search suggests are made by the page.
//! The bytes are of no use to another build and kept nowhere. `docs/decisions/search-worker.md` has the layout.

use super::{
    Index,
    postings::Postings,
    vocabulary::{SEED, Words, hash},
};

/// What the bytes begin with.
const MAGIC: [u8; 8] = *b"khipu\0i1";

impl Index {
    /// The index as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = (self.postings.rows() as u32).to_le_bytes().to_vec();
        for number in 0..self.words.len() {
            let (word, events) = (self.words.get(number), self.postings.gathered(number));
            body.extend((word.len() as u32).to_le_bytes());
            body.extend((events.gaps().len() as u32).to_le_bytes());
            body.extend(word.bytes());
            body.extend(events.gaps());
        }
        [&MAGIC, &hash(SEED, &body).to_le_bytes()[..], &body].concat()
    }
}

/// An index on its way from its bytes, a part at a time.
pub struct Carried {
    bytes: Vec<u8>,
    /// How far they are read, and what they come to so far.
    at: usize,
    sum: u32,
    index: Index,
}

impl Carried {
    /// Begins with the bytes of the index of a record of so many events; nothing where they are of another record.
    pub fn new(bytes: Vec<u8>, rows: usize) -> Option<Self> {
        let told = bytes.strip_prefix(&MAGIC)?.get(4..)?.first_chunk()?;
        let sum = hash(SEED, told);
        let index = Index::new(Words::default(), Postings::new(rows, bytes.len()));
        let is_of_it = u32::from_le_bytes(*told) as usize == rows;
        is_of_it.then_some(Self { bytes, at: MAGIC.len() + 8, sum, index })
    }

    /// Takes words of about so many bytes, and says whether these were the last; nothing where they cannot be.
    pub fn step(&mut self, bytes: usize) -> Option<bool> {
        let from = self.at;
        let mut left = self.bytes.get(from..)?;
        let enough = left.len().saturating_sub(bytes.max(1));
        while !left.is_empty() && left.len() > enough {
            left = self.index.take(left)?;
        }
        self.at = self.bytes.len() - left.len();
        self.sum = hash(self.sum, self.bytes.get(from..self.at)?);
        if !left.is_empty() {
            return Some(false);
        }
        let told = self.bytes.get(MAGIC.len()..)?.first_chunk()?;
        (u32::from_le_bytes(*told) == self.sum).then_some(true)
    }

    /// The index, without names to suggest, once all words were taken.
    pub fn finish(self) -> Index {
        self.index
    }
}

impl Index {
    /// Takes the next word, and gives the bytes after it; nothing where it cannot be.
    fn take<'b>(&mut self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        let (letters, bytes) = bytes.split_first_chunk()?;
        let (gaps, bytes) = bytes.split_first_chunk()?;
        let (word, bytes) = bytes.split_at_checked(u32::from_le_bytes(*letters) as usize)?;
        let (gaps, bytes) = bytes.split_at_checked(u32::from_le_bytes(*gaps) as usize)?;
        let word = std::str::from_utf8(word).ok()?;
        let before = self.words.len().checked_sub(1).map(|before| self.words.get(before));
        if before >= Some(word) || !self.postings.can_be(gaps) {
            return None;
        }
        self.words.push(word);
        self.postings.push(gaps);
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{
        i18n::{Lang, Text},
        model::{Archive, Event, Known, Texts},
        query::{
            IndexBuilder, Received, Searched,
            sample::{Seeded, archive},
        },
    };

    const PERU: &str = include_str!("../../../public/data/peru-2022-2023.json");

    /// What the page makes of an index's bytes.
    fn read(bytes: &[u8], rows: usize) -> Option<Index> {
        let mut carried = Carried::new(bytes.to_vec(), rows)?;
        while !carried.step(1000)? {}
        Some(carried.finish())
    }

    /// The columns as the page sends them.
    fn sent(searched: &Searched) -> Vec<Vec<u8>> {
        let (numbers, bytes) = searched.columns();
        let bytes_of = |column: &[u32]| column.iter().flat_map(|it| it.to_le_bytes()).collect();
        let numbers = numbers.into_iter().map(bytes_of);
        numbers.chain(bytes.into_iter().map(<[u8]>::to_vec)).collect()
    }

    /// What a worker makes of them.
    fn made(searched: &Searched) -> Vec<u8> {
        let received = Received::read(sent(searched)).unwrap();
        IndexBuilder::new(&received.searched()).finish().to_bytes()
    }

    /// Holds the index by way of a worker against the page's own.
    fn check(archive: &Archive, countries: &[String], known: Known) -> Vec<u8> {
        let mut last = Vec::new();
        for lang in Lang::ALL {
            let searched = Searched::new(archive, lang, countries, known);
            last = made(&searched);
            let carried = read(&last, archive.events.len()).unwrap();
            let own = Index::with_names(archive, lang, countries, known);
            let events = archive.events.len();
            assert!(carried.with(searched.names(archive)) == own, "{lang:?}, {events} events");
        }
        last
    }

    /// A made-up record in all languages, some of whose texts lack one or another.
    fn in_languages(seeded: &mut Seeded, events: usize) -> Archive {
        let mut made = archive(seeded, events);
        let mut more = |text: &Text| {
            let words = text.in_language(Lang::En, "en").text.to_owned();
            let tags = ["en", "es", "fr", "qu"].into_iter().filter(|_| seeded.below(3) > 0);
            let worded = |tag: &str| (tag.to_owned(), format!("{words} {tag} л{}", words.len()));
            Text::new(tags.map(worded).collect())
        };
        let events: Vec<Event> = made.events.iter().collect();
        let reworded = events.into_iter().map(|event| {
            let (title, summary) = (more(&event.title), more(&event.summary));
            Event { title, summary, ..event }
        });
        made.events = reworded.collect();
        made.actors.iter_mut().for_each(|actor| actor.role = more(&actor.role));
        made.tags.iter_mut().for_each(|tag| tag.name = more(&tag.name));
        made.areas.iter_mut().take(3).for_each(|area| area.name = more(&area.name));
        made
    }

    #[test]
    fn what_a_worker_makes_is_the_index_that_the_page_makes() {
        let mut seeded = Seeded(71);
        for events in [0, 1, 63, 64, 65, 400, 3000] {
            let archive = in_languages(&mut seeded, events);
            let mut countries = vec![String::new(); archive.areas.len()];
            countries[4] = "Francia".to_owned();
            check(&archive, &countries, Known::of(&archive));
            let none = Known { sources: &[], summaries: None, steps: &[] };
            check(&archive, &[], none);
            let mut prose = Texts::default();
            (0..events).for_each(|row| prose.push(&[("es", &format!("prosa {row}"))]));
            let some = archive.sources.get(..5).unwrap();
            check(&archive, &[], Known { sources: some, summaries: Some(&prose), steps: &[] });
        }
        let peru = crate::core::model::read(PERU).unwrap().archive;
        check(&peru, &[], Known::of(&peru));
    }

    /// The bytes of the index of 700 events.
    fn bytes() -> Vec<u8> {
        let archive = in_languages(&mut Seeded(72), ROWS);
        check(&archive, &[], Known::of(&archive))
    }

    const ROWS: usize = 700;

    #[test]
    fn cut_damaged_or_foreign_bytes_give_nothing() {
        let bytes = bytes();
        assert!(read(&bytes, ROWS).is_some());
        for end in 0..bytes.len() {
            assert!(read(&bytes[..end], ROWS).is_none(), "cut at {end}");
        }
        for more in 1..9 {
            let longer = [&bytes[..], &vec![0; more]].concat();
            assert!(read(&longer, ROWS).is_none(), "{more} more");
        }
        for other in [0, 1, ROWS - 1, ROWS + 1, ROWS + 64] {
            assert!(read(&bytes, other).is_none(), "as if of {other} events");
        }
        for foreign in [&b""[..], b"khipu\0i1", b"khipu\0i1\0\0\0\0", PERU.as_bytes()] {
            assert!(read(foreign, ROWS).is_none());
        }
        let mut seeded = Seeded(73);
        for _ in 0..3000 {
            let mut damaged = bytes.clone();
            for _ in 0..=seeded.below(4) {
                damaged[seeded.below(bytes.len())] ^= 1 << seeded.below(8);
            }
            assert!(damaged == bytes || read(&damaged, ROWS).is_none());
        }
    }

    #[test]
    fn what_cannot_be_gives_nothing_though_its_sum_is_right() {
        let bytes = bytes();
        let damaged = |damage: &dyn Fn(&mut Vec<u8>)| {
            let mut damaged = bytes.clone();
            damage(&mut damaged);
            let told = hash(SEED, &damaged[12..]).to_le_bytes();
            damaged[8..12].copy_from_slice(&told);
            read(&damaged, ROWS)
        };
        assert!(damaged(&|_| ()).is_some());
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        let (letters, gaps) = (number(16) as usize, number(20) as usize);
        let second = 24 + letters + gaps;
        for (at, what) in [(12, "events"), (16, "letters"), (20, "gaps"), (second, "more letters")]
        {
            for told in [0, number(at) + 1, 1 << 20, u32::MAX - 1, u32::MAX] {
                let put = |bytes: &mut Vec<u8>| {
                    bytes[at..at + 4].copy_from_slice(&told.to_le_bytes());
                };
                assert!(damaged(&put).is_none(), "{told} {what}");
            }
        }
        assert!(damaged(&|bytes| bytes[24] = b'~').is_none(), "the words do not ascend");
        assert!(damaged(&|bytes| bytes[24] = 0xff).is_none(), "no letters");
        assert!(damaged(&|bytes| bytes[24 + letters + gaps - 1] |= 0x80).is_none(), "half a gap");
        assert!(damaged(&|bytes| bytes[24 + letters..second].fill(0x7f)).is_none(), "too far");
        assert!(
            damaged(&|bytes| drop(bytes.drain(24 + letters..second))).is_none(),
            "without events"
        );
        let again = |bytes: &mut Vec<u8>| bytes.extend_from_within(16..second);
        assert!(damaged(&again).is_none(), "the first word once more");
        let mut seeded = Seeded(74);
        let mut refused = 0;
        for _ in 0..3000 {
            let (at, bit) = (12 + seeded.below(bytes.len() - 12), seeded.below(8));
            let Some(index) = damaged(&|bytes| bytes[at] ^= 1 << bit) else {
                refused += 1;
                continue;
            };
            // Whatever was let through finds some of the record's events, and nothing else.
            for search in ["a", "cus", "л", "1", "tag en", ""] {
                let hits = index.hits(search);
                assert!(hits.is_none_or(|hits| hits.iter().all(|row| row < ROWS)), "{search}");
            }
        }
        assert!(refused > 100, "only {refused} refused");
    }

    #[test]
    fn columns_that_do_not_fit_together_are_refused() {
        let archive = in_languages(&mut Seeded(75), 90);
        let searched = Searched::new(&archive, Lang::Es, &[], Known::of(&archive));
        let columns = sent(&searched);
        assert!(Received::read(columns.clone()).is_some());
        for at in 0..columns.len() {
            for fewer in [1, 4] {
                let mut damaged = columns.clone();
                let left = columns[at].len() - fewer;
                damaged[at].truncate(left);
                assert!(Received::read(damaged).is_none(), "{fewer} bytes fewer in {at}");
            }
            let mut fewer = columns.clone();
            fewer.remove(at);
            assert!(Received::read(fewer).is_none(), "without {at}");
        }
        let mut seeded = Seeded(76);
        for _ in 0..2000 {
            let mut damaged = columns.clone();
            for _ in 0..3 {
                let column = &mut damaged[seeded.below(columns.len())];
                let at = seeded.below(column.len());
                column[at] ^= 1 << seeded.below(8);
            }
            if let Some(received) = Received::read(damaged) {
                IndexBuilder::new(&received.searched()).finish();
            }
        }
    }
}
