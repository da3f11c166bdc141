//! Reads the columnar form piece by piece, as it comes from the network: no piece takes long, and
//! nothing is held twice.

use serde_json::Value;

use super::{ColumnsError, MAGIC, SECTIONS};
use crate::core::{
    model::{Certainty, Events, Expected, Imported, Kind, Links, Problem, Texts, read},
    time::{Day, Edtf},
};

/// The magic, the counts, and the length of each section.
const PREFIX: usize = MAGIC.len() + 7 * 4 + SECTIONS.len() * 4;

/// Stands for no place.
const NONE: u32 = u32::MAX;

/// A file on its way.
#[derive(Default)]
pub struct ColumnsReader {
    /// What came and is not yet used: less than a number or a letter takes, but for the head.
    left: Vec<u8>,
    /// Read from the prefix: the length of the head and of each section, and how many there are.
    lengths: Vec<usize>,
    counts: Counts,
    head: Option<Value>,
    /// The section that comes now, and how much of it came.
    section: usize,
    come: usize,
    words: Vec<u32>,
    events: Events,
    rest: Option<Value>,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    events: usize,
    places: usize,
    actors: usize,
    tags: usize,
    sources: usize,
}

/// Of what a section consists.
#[derive(PartialEq)]
enum Unit {
    /// Numbers of four bytes, lowest first.
    Word,
    Byte,
    /// UTF-8.
    Letter,
}

fn unit(section: usize) -> Unit {
    match section {
        2 | 3 | 16 | 20 => Unit::Byte,
        8 | 18 | 22 | 23 => Unit::Letter,
        _ => Unit::Word,
    }
}

impl ColumnsReader {
    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// At the first thing that cannot be.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), ColumnsError> {
        self.left.extend_from_slice(piece);
        if self.lengths.is_empty() && !self.prefix()? {
            return Ok(());
        }
        if self.head.is_none() && !self.head()? {
            return Ok(());
        }
        let left = std::mem::take(&mut self.left);
        let mut bytes = left.as_slice();
        while let Some(length) = self.lengths.get(self.section + 1).copied() {
            let (now, after) = bytes.split_at(bytes.len().min(length - self.come));
            let used = self.take(now)?;
            self.come += used;
            if self.come == length {
                self.close()?;
                self.section += 1;
                self.come = 0;
                bytes = after;
            } else if used < now.len() && !after.is_empty() {
                return Err(self.wrong());
            } else {
                self.left = bytes.get(used..).unwrap_or_default().to_vec();
                return Ok(());
            }
        }
        if bytes.is_empty() { Ok(()) } else { Err(ColumnsError::TooLong) }
    }

    /// The record, once all of it came.
    ///
    /// # Errors
    /// Where it did not, or where its lists are not those the columns point into.
    pub fn finish(self) -> Result<Imported, ColumnsError> {
        if self.section < SECTIONS.len() {
            return Err(ColumnsError::Truncated);
        }
        let (head, rest) = (self.head.unwrap_or_default(), self.rest.unwrap_or_default());
        let imported = read::read_with_columns(&head, self.events, &rest);
        let mut imported = imported.ok_or(ColumnsError::Column("rest"))?;
        if let Some(told) = head.get("problems").and_then(Value::as_array) {
            imported.problems = problems(told);
            let more = head.get("more_problems").and_then(Value::as_u64);
            imported.more_problems = more.unwrap_or_default() as usize;
        }
        let archive = &imported.archive;
        let lists =
            [archive.places.len(), archive.actors.len(), archive.tags.len(), archive.sources.len()];
        let Counts { places, actors, tags, sources, .. } = self.counts;
        if lists == [places, actors, tags, sources] {
            Ok(imported)
        } else {
            Err(ColumnsError::Lists)
        }
    }

    /// Reads the prefix once all of it is there.
    fn prefix(&mut self) -> Result<bool, ColumnsError> {
        let seen = self.left.len().min(MAGIC.len());
        if self.left.get(..seen) != MAGIC.get(..seen) {
            return Err(ColumnsError::Magic);
        }
        let Some(numbers) = self.left.get(MAGIC.len()..PREFIX) else { return Ok(false) };
        let mut numbers = words(numbers).map(|number| number as usize);
        let mut next = || numbers.next().unwrap_or_default();
        let head = next();
        let (events, places) = (next(), next());
        let (actors, tags, sources) = (next(), next(), next());
        self.counts = Counts { events, places, actors, tags, sources };
        if next() != SECTIONS.len() {
            return Err(ColumnsError::Magic);
        }
        self.lengths = std::iter::once(head).chain(numbers).collect();
        self.left.drain(..PREFIX);
        for section in 0..SECTIONS.len() {
            self.check_length(section)?;
        }
        Ok(true)
    }

    /// Whether a section's length is what the number of events asks for.
    fn check_length(&self, section: usize) -> Result<(), ColumnsError> {
        let length = self.lengths.get(section + 1).copied().unwrap_or_default();
        let events = self.counts.events;
        let fits = match section {
            2 | 3 => length == events,
            0 | 1 | 4..=7 | 9 | 11 | 13 | 17 | 21 => Some(length) == events.checked_mul(4),
            10 | 12 | 14 | 15 | 19 => length.is_multiple_of(4),
            _ => true,
        };
        if fits { Ok(()) } else { Err(column(section)) }
    }

    fn head(&mut self) -> Result<bool, ColumnsError> {
        let length = self.lengths.first().copied().unwrap_or_default();
        let Some(head) = self.left.get(..length) else { return Ok(false) };
        let text = std::str::from_utf8(head).map_err(|_| column(SECTIONS.len()))?;
        let value = read::record_of(text).map_err(ColumnsError::Head)?;
        self.head = Some(value);
        self.left.drain(..length);
        self.room()?;
        Ok(true)
    }

    /// Makes room for the section that comes, and says where there is none.
    fn room(&mut self) -> Result<(), ColumnsError> {
        let length = self.lengths.get(self.section + 1).copied().unwrap_or_default();
        let made = match unit(self.section) {
            Unit::Word => self.words.try_reserve_exact(length / 4),
            Unit::Byte | Unit::Letter => match self.section {
                18 => self.events.titles.letters.try_reserve_exact(length),
                22 => self.events.summaries.letters.try_reserve_exact(length),
                _ => Ok(()),
            },
        };
        made.map_err(|_| ColumnsError::Memory)
    }

    /// Takes what came of a section, as far as whole numbers and letters came.
    fn take(&mut self, bytes: &[u8]) -> Result<usize, ColumnsError> {
        match unit(self.section) {
            Unit::Word => {
                self.words.extend(words(bytes));
                return Ok(bytes.len() / 4 * 4);
            }
            Unit::Byte => {
                self.bytes(bytes)?;
                return Ok(bytes.len());
            }
            Unit::Letter => {}
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) if error.error_len().is_none() => {
                let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
                std::str::from_utf8(whole).unwrap_or_default()
            }
            Err(_) => return Err(self.wrong()),
        };
        match self.section {
            8 => self.events.ids.push_str(text),
            18 => self.events.titles.letters.push_str(text),
            22 => self.events.summaries.letters.push_str(text),
            _ => {
                // Small: what is irregular about some events.
                let known = self.rest.take().and_then(|value| match value {
                    Value::String(known) => Some(known),
                    _ => None,
                });
                self.rest = Some(Value::String(known.unwrap_or_default() + text));
            }
        }
        Ok(text.len())
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<(), ColumnsError> {
        let wrong = column(self.section);
        for byte in bytes.iter().copied() {
            let at = usize::from(byte);
            match self.section {
                2 => self.events.kinds.push(*Kind::ALL.get(at).ok_or_else(|| wrong.clone())?),
                3 => {
                    let certainty = Certainty::ALL.get(at).ok_or_else(|| wrong.clone())?;
                    self.events.certainty.push(*certainty);
                }
                16 => self.events.titles.tag_of.push(byte),
                _ => self.events.summaries.tag_of.push(byte),
            }
        }
        Ok(())
    }

    /// Puts a section that came whole where it belongs, if it can be.
    fn close(&mut self) -> Result<(), ColumnsError> {
        let wrong = self.wrong();
        let holds = |holds: bool| if holds { Ok(()) } else { Err(wrong.clone()) };
        let words = std::mem::take(&mut self.words);
        let events = &mut self.events;
        let Counts { places, actors, tags, sources, .. } = self.counts;
        let below = |end: usize| words.iter().all(|row| (*row as usize) < end);
        let next = self.lengths.get(self.section + 2).copied().unwrap_or_default();
        // Ends ascend to the length of what they cut.
        let ends = |length: usize| {
            words.is_sorted() && words.last().map_or(0, |end| *end as usize) == length
        };
        match self.section {
            0 => {
                events.first = words.iter().map(|day| Day(day.cast_signed())).collect();
                holds(events.first.is_sorted() && within_calendar(&events.first))?;
            }
            1 => {
                events.last = words.iter().map(|day| Day(day.cast_signed())).collect();
                let mut spans = events.first.iter().zip(&events.last);
                holds(spans.all(|(first, last)| first <= last) && within_calendar(&events.last))?;
            }
            4 => {
                let known = |place: &u32| *place == NONE || (*place as usize) < places;
                holds(words.iter().all(known))?;
                events.places = words;
            }
            5 => events.deaths = words,
            6 => {
                events.injuries = words.iter().map(|bits| f32::from_bits(*bits)).collect();
                holds(events.injuries.iter().all(|number| number.is_finite() && *number >= 0.0))?;
            }
            7 => {
                holds(ends(next))?;
                events.id_ends = words;
            }
            9 | 11 | 13 => {
                holds(ends(next / 4))?;
                self.links().ends = words;
            }
            10 | 12 | 14 => {
                let list = [actors, tags, sources].get((self.section - 10) / 2).copied();
                holds(below(list.unwrap_or_default()))?;
                self.links().rows = words;
            }
            15 | 19 => {
                // After the languages and the rows come the letters.
                let letters = self.lengths.get(self.section + 4).copied().unwrap_or_default();
                holds(ends(letters) && words.len() == next)?;
                self.texts().ends = words;
            }
            17 | 21 => {
                let wordings = self.texts().ends.len();
                holds(ends(wordings))?;
                self.texts().rows = words;
            }
            23 => {
                let text = self.rest.take().unwrap_or_default();
                let rest = serde_json::from_str(text.as_str().unwrap_or_default());
                self.rest = Some(rest.map_err(|_| wrong.clone())?);
                self.name_languages()?;
            }
            _ => {}
        }
        self.section += 1;
        let made = self.room();
        self.section -= 1;
        made
    }

    fn name_languages(&mut self) -> Result<(), ColumnsError> {
        for (key, section) in [("title_languages", 16), ("summary_languages", 20)] {
            let named = self.rest.as_ref().and_then(|rest| rest.get(key)?.as_array().cloned());
            let tags = named.unwrap_or_default();
            let tags = tags.iter().filter_map(|tag| tag.as_str().map(str::to_owned)).collect();
            let texts = match section {
                16 => &mut self.events.titles,
                _ => &mut self.events.summaries,
            };
            texts.tags = tags;
            if texts.tag_of.iter().any(|tag| usize::from(*tag) >= texts.tags.len()) {
                return Err(column(section));
            }
        }
        Ok(())
    }

    fn links(&mut self) -> &mut Links {
        match self.section {
            9 | 10 => &mut self.events.actors,
            11 | 12 => &mut self.events.tags,
            _ => &mut self.events.sources,
        }
    }

    fn texts(&mut self) -> &mut Texts {
        if self.section < 19 { &mut self.events.titles } else { &mut self.events.summaries }
    }

    fn wrong(&self) -> ColumnsError {
        column(self.section)
    }
}

fn column(section: usize) -> ColumnsError {
    ColumnsError::Column(SECTIONS.get(section).copied().unwrap_or("texts before the columns"))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|four| match four {
        [a, b, c, d] => u32::from_le_bytes([*a, *b, *c, *d]),
        _ => 0,
    })
}

/// Whether all days lie where the calendar has years of four digits.
fn within_calendar(days: &[Day]) -> bool {
    const FURTHEST: i32 = 4_400_000;
    days.iter().all(|day| day.0.abs() < FURTHEST)
}

/// What was wrong in the record that the columns were made of: for each problem its path, what was
/// found, and the place of what was expected in `Expected::ALL`.
fn problems(told: &[Value]) -> Vec<Problem> {
    let problem = |told: &[Value]| match told {
        [Value::String(path), Value::String(found), expected] => Some(Problem {
            path: path.clone(),
            found: found.clone(),
            expected: *Expected::ALL.get(expected.as_u64()? as usize)?,
        }),
        _ => None,
    };
    told.chunks(3).filter_map(problem).collect()
}

/// The dates of the rest: a row, the start, and the end or null.
pub(in crate::core::model) fn date_of(value: &Value) -> Option<(u32, Edtf, Option<Edtf>)> {
    let [row, start, end] = value.as_array()?.as_slice() else { return None };
    let start = Edtf::parse(start.as_str()?).ok()?;
    let end = match end.as_str() {
        Some(end) => Some(Edtf::parse(end).ok()?),
        None => None,
    };
    Some((u32::try_from(row.as_u64()?).ok()?, start, end))
}
