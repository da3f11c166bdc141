//! An event as nearly all are: every key is known, and every value what it should be. It is read in
//! one go from its text, without a tree of values between, and kept until the lists are here that it
//! refers to: these may stand behind it in the file. What is otherwise in any way is no such event;
//! `events::event` reads that, and says what is wrong with it.

use std::{
    borrow::Cow,
    collections::HashMap,
    fmt,
    hash::{BuildHasherDefault, Hasher},
};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor},
};
use serde_json::Value;

use super::field::{MOST_CHARACTERS, is_kebab};
use crate::core::{
    model::{Certainty, Kind, events::plain},
    time::{Day, Edtf, Span},
};

/// An event's fields as its text has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Given<'a> {
    #[serde(borrow)]
    id: Word<'a>,
    #[serde(borrow)]
    start: Word<'a>,
    #[serde(borrow, default)]
    end: Option<Word<'a>>,
    #[serde(borrow, default)]
    place: Option<Word<'a>>,
    #[serde(borrow)]
    kind: Word<'a>,
    #[serde(borrow)]
    certainty: Word<'a>,
    #[serde(borrow)]
    title: Wordings<'a>,
    #[serde(borrow, default)]
    summary: Option<Wordings<'a>>,
    #[serde(borrow, default)]
    actors: Option<Vec<Word<'a>>>,
    #[serde(borrow, default)]
    tags: Option<Vec<Word<'a>>>,
    #[serde(borrow)]
    sources: Vec<Word<'a>>,
    figures: Option<Value>,
}

/// A text of the file, where it stands there unless something in it is written by its number.
pub(super) struct Word<'a>(Cow<'a, str>);

/// A text in one language, or in several.
enum Wordings<'a> {
    Plain(Word<'a>),
    ByTag(Vec<(Word<'a>, Word<'a>)>),
}

/// A part of one of the lists of `Told`, or of the letters: those of the file, and behind `OWN` those that stand
/// otherwise there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part(u32, u32);

/// An event whose texts and names lie in `Told`.
pub(super) struct Quick {
    pub id: Part,
    pub span: Span,
    /// The dates where they are more than a first and a last day.
    pub dates: Option<Box<(Edtf, Option<Edtf>)>>,
    pub place: Option<u32>,
    pub kind: Kind,
    pub certainty: Certainty,
    pub title: Part,
    pub summary: Part,
    pub actors: Part,
    pub tags: Part,
    pub sources: Part,
    /// As they stand in the file, to be read once the sources are known.
    pub figures: Option<Box<Value>>,
}

/// Where the letters of `Told` itself begin; no file is so long.
const OWN: usize = 1 << 31;

/// What the events say, each name and tag once. Most texts lie in the file itself, which is not held here.
#[derive(Default)]
pub(super) struct Told {
    /// Texts in which something is written by its number.
    letters: String,
    /// The tag of each wording, or nothing for a plain text, and its letters.
    wordings: Vec<(Option<u32>, Part)>,
    /// Names of what events refer to, one event's after another's.
    rows: Vec<u32>,
    names: Vec<String>,
    numbers: HashMap<String, u32, BuildHasherDefault<Sum>>,
}

impl Told {
    /// The event, if all of it is as it should be; `file` is all that came of the file.
    pub fn take(&mut self, given: Given, file: &str) -> Option<Quick> {
        let id = words(&given.id).filter(|id| is_kebab(id))?;
        let (span, dates) = dates(words(&given.start)?, optional(given.end.as_ref())?)?;
        let kind = Kind::from_id(&given.kind.0)?;
        let certainty = Certainty::from_id(&given.certainty.0)?;
        let place = optional(given.place.as_ref())?.map(|place| self.number(place));
        let id = self.write(id, file)?;
        let title = self.text(&given.title, file).filter(|title| !title.is_empty())?;
        let summary = match &given.summary {
            Some(Wordings::Plain(text)) if is_blank(&text.0) => Part::default(),
            Some(text) => self.text(text, file).filter(|text| !text.is_empty())?,
            None => Part::default(),
        };
        let (actors, tags) = (self.list(given.actors)?, self.list(given.tags)?);
        let sources = self.list(Some(given.sources)).filter(|sources| !sources.is_empty())?;
        let says = |figures: &Value| {
            !figures.is_null() && figures.as_array().is_none_or(|items| !items.is_empty())
        };
        let figures = given.figures.filter(says).map(Box::new);
        Some(Quick {
            id,
            span,
            dates,
            place,
            kind,
            certainty,
            title,
            summary,
            actors,
            tags,
            sources,
            figures,
        })
    }

    pub fn letters<'t>(&'t self, part: Part, file: &'t str) -> &'t str {
        let Part(from, to) = part;
        let (from, to) = (from as usize, to as usize);
        let letters = match from.checked_sub(OWN) {
            Some(from) => self.letters.get(from..to.saturating_sub(OWN)),
            None => file.get(from..to),
        };
        letters.unwrap_or_default()
    }

    /// The wordings of a text, each behind its tag; `plain` is that of texts without one.
    pub fn wordings<'t>(
        &'t self,
        part: Part,
        file: &'t str,
        plain: &'t str,
    ) -> impl Iterator<Item = (&'t str, &'t str)> {
        let wordings = self.wordings.get(part.range()).unwrap_or_default().iter();
        let tag = move |tag: &Option<u32>| tag.map_or(plain, |number| self.name(number));
        wordings.map(move |(number, words)| (tag(number), self.letters(*words, file)))
    }

    /// The numbers of the names in a list.
    pub fn rows(&self, part: Part) -> &[u32] {
        self.rows.get(part.range()).unwrap_or_default()
    }

    /// Every name by its number.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let next = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), next);
        next
    }

    /// Where words lie in the file, or from now on here.
    fn write(&mut self, words: &str, file: &str) -> Option<Part> {
        let from = words.as_ptr().addr().wrapping_sub(file.as_ptr().addr());
        if from < file.len() {
            return Part::of(from, from + words.len());
        }
        let from = OWN + self.letters.len();
        self.letters.push_str(words);
        Part::of(from, from + words.len())
    }

    /// The names of a list, each once.
    fn list(&mut self, items: Option<Vec<Word>>) -> Option<Part> {
        let from = self.rows.len();
        for item in items.unwrap_or_default() {
            let number = self.number(words(&item)?);
            if !self.rows.get(from..)?.contains(&number) {
                self.rows.push(number);
            }
        }
        Part::of(from, self.rows.len())
    }

    fn text(&mut self, text: &Wordings, file: &str) -> Option<Part> {
        let from = self.wordings.len();
        match text {
            Wordings::Plain(text) => {
                let part = self.write(words(text)?, file)?;
                self.wordings.push((None, part));
            }
            Wordings::ByTag(by_tag) => {
                // As a tree of values has them: by their tags.
                let mut said: Vec<(&str, &str)> = by_tag
                    .iter()
                    .map(|(tag, text)| (tag.0.as_ref(), text.0.as_ref()))
                    .filter(|(_, text)| !is_blank(text))
                    .collect();
                said.sort_unstable();
                let is_doubled = by_tag.len() != said.len()
                    || said
                        .windows(2)
                        .any(|two| matches!(two, [(one, _), (other, _)] if one == other));
                if is_doubled || said.iter().any(|(_, text)| text.len() > MOST_CHARACTERS) {
                    return None;
                }
                for (tag, text) in said {
                    let (tag, part) = (self.number(tag), self.write(text, file)?);
                    self.wordings.push((Some(tag), part));
                }
            }
        }
        Part::of(from, self.wordings.len())
    }
}

/// A number for letters. The algorithm: Fowler, Noll and Vo, "FNV-1a", 64 bits. It has no secret, so that
/// whoever makes a record can make it slow to read, in a worker that can be stopped.
pub(super) struct Sum(u64);

impl Default for Sum {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Sum {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Part {
    fn of(from: usize, to: usize) -> Option<Self> {
        Some(Self(u32::try_from(from).ok()?, u32::try_from(to).ok()?))
    }

    fn is_empty(self) -> bool {
        self.0 >= self.1
    }

    fn range(self) -> std::ops::Range<usize> {
        self.0 as usize..self.1 as usize
    }
}

/// A text that says something and is not too long.
fn words<'w>(word: &'w Word) -> Option<&'w str> {
    let words = word.0.as_ref();
    (words.len() <= MOST_CHARACTERS && !is_blank(words)).then_some(words)
}

/// Whether a text says nothing. Its first letter settles that; to trim it would look at its end too.
fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// The same where one stands; nothing of nothing where none does.
#[allow(clippy::option_option)]
fn optional<'w>(word: Option<&'w Word>) -> Option<Option<&'w str>> {
    match word {
        Some(word) if !is_blank(&word.0) => words(word).map(Some),
        _ => Some(None),
    }
}

/// The days of an event, and its dates where these are more than a first and a last day.
#[allow(clippy::type_complexity)]
fn dates(start: &str, end: Option<&str>) -> Option<(Span, Option<Box<(Edtf, Option<Edtf>)>>)> {
    match (Day::from_iso(start), end.map(Day::from_iso)) {
        (Some(day), None) => return Some((Span { first: day, last: day }, None)),
        (Some(first), Some(Some(last))) if first < last => {
            return Some((Span { first, last }, None));
        }
        _ => {}
    }
    let start = Edtf::parse(start).ok()?;
    let end = match end {
        Some(end) => Some(Edtf::parse(end).ok()?),
        None => None,
    };
    let last = end.as_ref().map_or(start.span.last, |end| end.span.last);
    let span = Span { first: start.span.first, last };
    if span.last < span.first {
        return None;
    }
    let dates = (start, end);
    let is_plain = dates == plain(span);
    Some((span, (!is_plain).then(|| Box::new(dates))))
}

impl<'de: 'a, 'a> Deserialize<'de> for Word<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(OneWord)
    }
}

struct OneWord;

impl<'de> Visitor<'de> for OneWord {
    type Value = Word<'de>;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a text")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Word(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Word(Cow::Owned(text.to_owned())))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Wordings<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyWordings)
    }
}

struct AnyWordings;

impl<'de> Visitor<'de> for AnyWordings {
    type Value = Wordings<'de>;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a text, or an object of texts by language")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Wordings::Plain(Word(Cow::Borrowed(text))))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Wordings::Plain(Word(Cow::Owned(text.to_owned()))))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut by_tag = Vec::new();
        while let Some(entry) = map.next_entry()? {
            by_tag.push(entry);
        }
        Ok(Wordings::ByTag(by_tag))
    }
}
